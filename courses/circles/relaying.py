"""A resident writes to a circle; the city hands the message on, and nobody sees the other's address before answering."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.errors import NotPossible, TooManyAttempts
from courses.models import Circle, DeskMail, MailKind

# Our choice: more messages a day than a small circle gets in a year would only be a program.
DAILY = 20
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Message:
    """What somebody writes. email or phone: how the circle answers; one of them is given. All are normalised."""

    name: str
    email: str
    phone: str
    text: str


@transaction.atomic
def relay(circle_id: int, message: Message, submission_key: str, now: datetime) -> None:
    """Put the message into the outbox; the same submission once. It is deleted after some weeks.

    Raises NotPossible when the circle cannot be written to, TooManyAttempts after DAILY messages within a day.
    """
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    if not can_be_written_to(circle):
        raise NotPossible(_("このサークルには、この画面から連絡できません。電話で聞いてください。"))
    key = f"relay:{circle.pk}:{submission_key}"
    recent = DeskMail.objects.filter(circle=circle, kind=MailKind.RELAY, created_at__gt=now - DAY).exclude(key=key)
    if recent.count() >= DAILY:
        raise TooManyAttempts(
            _("きょうは連絡が多いため、受け付けられません。あしたもう一度送るか、電話で聞いてください。")
        )
    context = {"circle": circle, "message": message}
    notifications.write_mail(
        MailKind.RELAY, key, circle.contact_email, "relay", context, now, reply_to=message.email, circle_id=circle.pk
    )


def can_be_written_to(circle: Circle) -> bool:
    return bool(circle.contact_email)
