"""Once a year the contact of a circle says that it goes on; otherwise it is hidden until somebody says so."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.allowed import needs
from courses.enrolment.errors import NotPossible
from courses.models import Circle, MailKind
from courses.models.circle import ASK_BEFORE, CONFIRMED_FOR
from courses.models.city import choice

SALT = "courses.circles.confirm"
# Our choice: twice before the entry disappears, twice after it.
ASK_AGAIN = timedelta(days=14)
ASK_UNTIL = timedelta(days=28)
# Our choice: a year after the circle was hidden, nobody will take it up again.
CONTACT_KEPT = 2 * CONFIRMED_FOR
BY_LINK = "連絡先の方がリンクから確認"
ENDED_BY_LINK = "連絡先の方がリンクから「続けていない」と回答"
BY_STAFF = "職員が電話などで確認"


def make_token(circle: Circle) -> str:
    """Return the signed part of the link; it dies after 30 days and as soon as the circle is confirmed. No personal data."""
    return signing.dumps([circle.pk, str(circle.confirmed_on or "")], salt=SALT)


def read_token(token: str) -> Circle | None:
    """Return the public circle of a genuine link that was not used and is not too old; None otherwise. Changes nothing."""
    try:
        pk, confirmed_on = signing.loads(token, salt=SALT, max_age=timedelta(days=choice("LINK_DAYS")))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    circle = Circle.objects.select_related("venue").filter(pk=pk, is_public=True).first()
    return circle if circle and str(circle.confirmed_on or "") == confirmed_on else None


@transaction.atomic
def answer(token: str, goes_on: bool, now: datetime) -> Circle | None:
    """Confirm the circle of the link for a year, or hide it because it ended. None when the link no longer counts."""
    circle = read_token(token)
    if circle is None:
        return None
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if goes_on:
        circle.confirmed_on = timezone.localdate(now)
    else:
        circle.is_public = False
    save(circle, BY_LINK if goes_on else ENDED_BY_LINK, None)
    return circle


@needs("courses.manage_circles")
@transaction.atomic
def confirm(circle_id: int, user: Any, now: datetime) -> Circle:
    """Record that staff asked the circle and it goes on. Raises NotPossible without the consent to be listed."""
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    if circle.consented_on is None:
        raise NotPossible(_("先に、載せることに同意した日を記録してください。"))
    circle.confirmed_on = timezone.localdate(now)
    save(circle, BY_STAFF, user)
    return circle


@needs("courses.manage_circles")
@transaction.atomic
def ask(circle_id: int, user: Any, now: datetime) -> None:
    """Send the contact the request to confirm now. Raises NotPossible without an e-mail address, or twice on a day."""
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    if not circle.contact_email:
        raise NotPossible(_("連絡先のメールがありません。電話で確かめて、「続けていると確認した」を押してください。"))
    if not circle.is_public:
        raise NotPossible(_("公開していないサークルです。先に「公開する」を選んでください。"))
    if not write_request(circle, now):
        raise NotPossible(_("きょうは、もうお願いを送っています。"))


def ask_all(now: datetime) -> int:
    """Ask the circles whose year is nearly over or has just ended, every two weeks; return how many were asked."""
    on = timezone.localdate(now)
    rows = Circle.objects.to_confirm(on).filter(confirmed_on__gt=on - CONFIRMED_FOR - ASK_UNTIL)
    rows = rows.filter(Q(asked_on__isnull=True) | Q(asked_on__lte=on - ASK_AGAIN))
    count = 0
    for circle in rows:
        if circle.contact_email:
            with transaction.atomic():
                count += write_request(circle, now)
    return count


def forget_contacts(now: datetime) -> int:
    """Delete the contacts of circles that nobody confirmed for two years, also of those that nobody ever confirmed.

    Returns of how many. The entry itself stays.
    """
    there_before = Circle.history.filter(history_date__lte=now - CONTACT_KEPT).values("id")
    never = Q(confirmed_on__isnull=True, pk__in=there_before)
    old = Circle.objects.filter(Q(confirmed_on__lte=timezone.localdate(now) - CONTACT_KEPT) | never)
    old = old.exclude(contact_name="", contact_email="", contact_phone="")
    return old.update(contact_name="", contact_email="", contact_phone="")


def write_request(circle: Circle, now: datetime) -> bool:
    """Write the request to the outbox; at most one a day. Says whether it was new."""
    on = timezone.localdate(now)
    context = {
        "circle": circle,
        "link": settings.WAGTAILADMIN_BASE_URL + reverse("circle_confirm", args=[make_token(circle)]),
        "hidden_from": circle.hidden_from,
        "is_hidden": circle.hidden_from is None or circle.hidden_from <= on,
        "days": choice("LINK_DAYS"),
    }
    key = f"confirm:{circle.pk}:{on}"
    _mail, is_new = notifications.write_mail(
        MailKind.CONFIRM, key, circle.contact_email, "confirm", context, now, circle_id=circle.pk
    )
    if is_new:
        circle.asked_on = on
        circle.save_without_historical_record(update_fields=["asked_on"])
    return is_new


def save(circle: Circle, reason: str, user: Any) -> None:
    circle._change_reason, circle._history_user = reason, user
    circle.save()


def describe_confirmation(circle: Circle, on: date) -> tuple[str, str]:
    """Return (a key for the order, words) of where the circle stands: hidden, soon, fine or not public."""
    if not circle.is_public:
        return "4", str(_("公開していない"))
    if circle.consented_on is None:
        return "1", str(_("同意の記録がないため、市民に出ていない"))
    if circle.hidden_from is None or circle.hidden_from <= on:
        return "0", str(_("確認が済んでいないため、市民に出ていない"))
    if circle.hidden_from - ASK_BEFORE <= on:
        return "2", str(_("もうすぐ確認が必要"))
    return "3", str(_("市民に出ている"))
