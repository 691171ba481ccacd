"""The state machine (courses.md §3): which change is possible, and the one function that makes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from courses.enrolment.actor import Actor
from courses.enrolment.errors import NotPossible
from courses.models import CourseRun, Enrolment, EnrolmentEvent, EventKind
from courses.models import EnrolmentState as S
from courses.models.enrolment import SEAT_STATES

# (from, to) -> number of the transition. RC: the run is cancelled, everybody with it.
TRANSITIONS: dict[tuple[str, str], str] = {
    ("", S.SUBMITTED): "T1",
    (S.SUBMITTED, S.CONFIRMED): "T2",
    (S.SUBMITTED, S.WAITLISTED): "T3",
    (S.SUBMITTED, S.NOT_SELECTED): "T4",
    (S.WAITLISTED, S.OFFERED): "T5",
    (S.OFFERED, S.CONFIRMED): "T6",
    (S.OFFERED, S.DECLINED): "T7",
    (S.OFFERED, S.LAPSED): "T8",
    (S.LAPSED, S.WAITLISTED): "T9",
    (S.SUBMITTED, S.CANCELLED): "T10",
    (S.WAITLISTED, S.CANCELLED): "T10",
    (S.CONFIRMED, S.CANCELLED): "T10",
    (S.CANCELLED, S.CONFIRMED): "T11",
    (S.CANCELLED, S.WAITLISTED): "T11",
    (S.CANCELLED, S.SUBMITTED): "T11",
    (S.SUBMITTED, S.VOID): "T12",
    (S.WAITLISTED, S.VOID): "T12",
    (S.CONFIRMED, S.VOID): "T12",
    (S.NOT_SELECTED, S.WAITLISTED): "T13",
    (S.CONFIRMED, S.COMPLETED): "T14",
    (S.CONFIRMED, S.NOT_COMPLETED): "T14",
    (S.OFFERED, S.CANCELLED): "RC",
}


def move(
    members: Sequence[Enrolment],
    to: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
    text: str = "",
    second: Any = None,
    **fields: Any,
) -> None:
    """Bring every member of a party (or the one enrolment) into the state, with one event each.

    members: fresh, all in the same state, their run locked. fields: further columns to set on each.
    seats_held of the run follows in the same transaction. Raises NotPossible when §3 knows no such transition.
    """
    for member in members:
        transition = TRANSITIONS.get((member.state, to))
        if transition is None:
            values = {"state": member.get_state_display()}
            raise NotPossible(_("This is not possible now: the enrolment is “%(state)s”.") % values)
        if transition == "RC" and reason != "run_cancelled":
            raise NotPossible(_("An open offer is declined, not cancelled."))
        change_state(member, to, transition, actor, now, reason, text, second, fields)


def change_state(
    member: Enrolment,
    to: str,
    transition: str,
    actor: Actor,
    now: datetime,
    reason: str,
    text: str,
    second: Any,
    fields: dict[str, Any],
) -> None:
    """Write the event, then the row: the database refuses the row without its event."""
    before = member.state
    for name, value in fields.items():
        setattr(member, name, value)
    member.state = to
    add_event(
        member,
        EventKind.STATE,
        actor,
        now,
        from_state=before,
        transition=transition,
        reason=reason,
        text=text,
        second_user=second,
    )
    member.save()
    seats = member.seats * ((to in SEAT_STATES) - (before in SEAT_STATES))
    if seats:
        CourseRun.objects.filter(pk=member.run_id).update(seats_held=F("seats_held") + seats)


def add_event(member: Enrolment, kind: str, actor: Actor, now: datetime, **fields: Any) -> EnrolmentEvent:
    """Add the next event to the enrolment's history. The caller saves the enrolment, whose event_count rises."""
    member.event_count += 1
    return EnrolmentEvent.objects.create(
        enrolment=member,
        number=member.event_count,
        kind=kind,
        to_state=member.state,
        facts=describe(member),
        channel=actor.channel,
        user=actor.user,
        speaker=actor.speaker if actor.user or actor.channel == "web" else "",
        at=now,
        **{"from_state": member.state} | fields,
    )


def describe(member: Enrolment) -> dict[str, Any]:
    """Return what the history repeats of an enrolment: nothing personal."""
    names = ("seats", "waiting_rank", "learner_id", "residence", "wants_waiting_list", "uses_reserved_place")
    return {name: getattr(member, name) for name in names}


def replay(enrolment: Enrolment) -> dict[str, Any]:
    """Return state and facts as the events tell them, from the first to the last (INV-24).

    Raises ValueError when an event does not follow from the one before, or a number is missing.
    """
    state, facts = "", {}
    for number, event in enumerate(enrolment.events.order_by("number"), start=1):
        if (event.number, event.from_state) != (number, state):
            raise ValueError(
                f"Enrolment {enrolment.pk}, event {event.number}: begins at {event.from_state}, not {state}."
            )
        if event.kind == EventKind.STATE and (state, event.to_state) not in TRANSITIONS:
            raise ValueError(
                f"Enrolment {enrolment.pk}, event {event.number}: {state} → {event.to_state} is no transition."
            )
        state, facts = event.to_state, event.facts
    return {"state": state, **facts}
