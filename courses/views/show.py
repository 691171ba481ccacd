"""What a person is told about an enrolment: in words, what happens next, and when."""

from datetime import datetime
from typing import Any

from courses.enrolment.receipt import format_receipt_number
from courses.enrolment.seats import find_members
from courses.enrolment.waiting_list import find_position
from courses.models import CourseRun, DrawLot, Enrolment, Offer, OfferOutcome
from courses.models import EnrolmentState as S
from courses.views.frame import find_phone

# (heading, sentence) for each state. "Application" and "decided" are never mixed (UX-37).
ACTIVE = (S.SUBMITTED, S.WAITLISTED, S.CONFIRMED)


def describe_enrolment(enrolment: Enrolment, run: CourseRun, now: datetime) -> dict[str, Any]:
    """Return the context of the receipt page and of the page after a look-up.

    enrolment: with learner and run. run: with its sessions loaded.
    """
    members = find_members(enrolment)
    lot = DrawLot.objects.filter(enrolment=members[0], draw__is_rehearsal=False).order_by("-draw__number").first()
    return {
        "enrolment": enrolment,
        "run": run,
        "members": members,
        "number": format_receipt_number(enrolment.receipt_number),
        "position": find_position(members[0]),
        "lot": lot,
        "offer": find_offer(members[0], now),
        "can_cancel": can_cancel(enrolment, run, now),
        "can_undo": bool(enrolment.state == S.CANCELLED and enrolment.undo_until and now < enrolment.undo_until),
        "is_late_to_cancel": enrolment.state in ACTIVE and not can_cancel(enrolment, run, now),
        "calendar_url": run.course.url + run.course.reverse_subpage("calendar", args=[run.code]),
        "way": enrolment.learner.get_contact_channel_display(),
        "phone": find_phone(run),
    }


def can_cancel(enrolment: Enrolment, run: CourseRun, now: datetime) -> bool:
    """Say whether the person can cancel here; later, by telephone."""
    return enrolment.state in ACTIVE and run.can_be_cancelled_here(now)


def find_offer(lead: Enrolment, now: datetime) -> Offer | None:
    """Return the offer that can be answered on the web now: open, released, and in time."""
    if lead.state != S.OFFERED:
        return None
    offer = Offer.objects.filter(enrolment=lead, outcome=OfferOutcome.OPEN, released_at__isnull=False).first()
    return offer if offer and offer.answer_by and now <= offer.answer_by else None
