"""A letter that staff promise on the telephone or at the counter, beside the channel the person chose."""

from datetime import datetime

from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.actor import Actor
from courses.enrolment.allowed import needs
from courses.enrolment.errors import NotPossible
from courses.enrolment.seats import find_members, lock_run, takes_seats
from courses.models import ContactChannel, Enrolment, NoticeKind, Notification
from courses.models import EnrolmentState as S

KIND_OF = {
    S.CONFIRMED: NoticeKind.CONFIRMED,
    S.WAITLISTED: NoticeKind.WAITLISTED,
    S.NOT_SELECTED: NoticeKind.NOT_SELECTED,
    S.CANCELLED: NoticeKind.CANCELLED,
}


@needs("courses.enter_application", "courses.send_notices")
@takes_seats
def queue_letter(enrolment_id: int, actor: Actor, now: datetime) -> Notification:
    """Write a letter that tells the enrolment's state of this moment to the outbox; asking twice writes one.

    Raises NotPossible without an address.
    """
    enrolment = Enrolment.objects.get(pk=enrolment_id)
    lock_run(enrolment.run_id)
    lead = find_members(enrolment)[0]
    if not lead.learner.address:
        raise NotPossible(_("住所が入っていません。先に「連絡先を直す」で住所を入れてください。"))
    kind = KIND_OF.get(lead.state, NoticeKind.RECEIVED)
    subject, text = notifications.render(lead, kind, ContactChannel.LETTER, {})
    row, _created = Notification.objects.get_or_create(
        key=f"{lead.pk}:letter:{lead.event_count}",
        defaults={
            "enrolment": lead,
            "kind": kind,
            "channel": ContactChannel.LETTER,
            "recipient": lead.learner.address,
            "subject": subject,
            "text": text,
            "next_try_at": now,
            "created_at": now,
        },
    )
    return row
