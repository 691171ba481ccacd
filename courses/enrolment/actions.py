"""Applying, cancelling, taking back, voiding, closing: what people do with enrolments (courses.md §3).

Every function locks the run first, checks, writes state, event and notice in one transaction, and sends nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses import notifications
from courses.enrolment.actor import Actor, need_second_person
from courses.enrolment.allowed import needs
from courses.enrolment.application import Applicant, Application
from courses.enrolment.eligibility import age_band, find_refusals, first_day, is_first_timer
from courses.enrolment.errors import CapacityTooLow, NotPossible, Refused, RunClosed
from courses.enrolment.late import check_late_entry, comes_after_the_draw, is_after_end
from courses.enrolment.people import make_learner
from courses.enrolment.policies import is_immediate, next_rank, place
from courses.enrolment.receipt import make_receipt_number
from courses.enrolment.seats import count_held, count_undo_holds, find_members, lock_run, takes_seats
from courses.enrolment.transitions import add_event, move
from courses.enrolment.waiting_list import fill_free_seats
from courses.models import (
    AllocationPolicy,
    AssistanceNeed,
    Companion,
    CourseRun,
    Enrolment,
    EventKind,
    Learner,
    NoticeKind,
    Party,
    RunStatus,
)
from courses.models import EnrolmentState as S
from courses.models.city import choice
from courses.models.enrolment import ACTIVE_STATES


@needs("courses.enter_application")
@takes_seats
def apply_for_run(run_id: int, application: Application, actor: Actor, now: datetime, random: Random) -> Enrolment:
    """Receive an application and return the enrolment of its first person, in the state it has got at once.

    The same submission key again returns the first result and changes nothing, also when it comes at the same moment.
    Raises RunClosed outside the window, Refused with all reasons when a rule is against it or when the (run, learner)
    chosen by staff has an active enrolment.
    """
    run = lock_run(run_id)
    earlier = Enrolment.objects.filter(submission_key=application.submission_key, position=1).first()
    if earlier is not None:
        return earlier
    check_window(run, actor, now, application)
    today = timezone.localdate(now)
    refusals = [refusal for person in application.people for refusal in find_refusals(run, person, today)]
    if refusals:
        raise Refused(refusals)
    members = create_members(run, application, actor, now, random)
    notifications.enqueue(members[0], NoticeKind.RECEIVED, now)
    if is_immediate(run, now):
        place(run, members, now)
    return members[0]


def check_window(run: CourseRun, actor: Actor, now: datetime, application: Application | None = None) -> None:
    """Raise RunClosed when the run takes no application at this moment (grace time included).

    After the end, staff with the permission for it still enter one, with a reason: courses.enrolment.late.
    """
    if run.status != RunStatus.PUBLISHED or run.closed_at:
        raise RunClosed(_("This run takes no applications."))
    if run.policy == AllocationPolicy.OPEN:
        raise RunClosed(_("For this run no application is needed. Please just come."))
    if not run.apply_opens or not run.apply_closes or now < run.apply_opens:
        raise RunClosed(_("Applications have not begun yet."))
    if is_after_end(run, now):
        check_late_entry(run, actor, now, application)


def create_members(
    run: CourseRun, application: Application, actor: Actor, now: datetime, random: Random
) -> list[Enrolment]:
    """Return the new enrolments of an application, each with its first event."""
    party = Party.objects.create(run=run) if len(application.people) > 1 else None
    chosen = [*application.learner_ids, None, None]
    members = []
    for position, person in enumerate(application.people, start=1):
        learner = find_learner(run, chosen[position - 1], actor) or make_learner(person, application, now)
        members.append(create_enrolment(run, application, person, learner, party, position, actor, now, random))
    return members


def find_learner(run: CourseRun, learner_id: int | None, actor: Actor) -> Learner | None:
    """Return the record that staff chose. Raises NotPossible when it has an active enrolment in the run."""
    if learner_id is None or not actor.is_staff:
        return None
    if Enrolment.objects.filter(run=run, learner_id=learner_id, state__in=ACTIVE_STATES).exists():
        raise NotPossible(_("This person is enrolled in this run already."))
    return Learner.objects.get(pk=learner_id, merged_into__isnull=True, anonymised_at__isnull=True)


def create_enrolment(
    run: CourseRun,
    application: Application,
    person: Applicant,
    learner: Learner,
    party: Party | None,
    position: int,
    actor: Actor,
    now: datetime,
    random: Random,
) -> Enrolment:
    """Return one new enrolment with companions, needs and its first event (T1)."""
    today = timezone.localdate(now)
    late = {"reason": application.late_kind, "text": application.late_reason} if is_after_end(run, now) else {}
    enrolment = Enrolment.objects.create(
        run=run,
        learner=learner,
        party=party,
        position=position,
        seats=1 + sum(takes_seat for _relation, takes_seat in person.companions),
        channel=actor.channel,
        entered_by=actor.user,
        speaker=actor.speaker,
        received_at=now,
        receipt_number=make_receipt_number(random),
        submission_key=application.submission_key,
        wants_waiting_list=application.wants_waiting_list,
        is_late=comes_after_the_draw(run, application, now),
        residence=person.residence,
        says_first_time=person.says_first_time,
        uses_reserved_place=person.uses_reserved_place,
        age_band=age_band(person.birth_date, first_day(run, today)),
        district=person.district,
        is_first_timer=is_first_timer(person, today) if person.reading else False,
        policy_snapshot={"policy": run.policy, "tiers": run.tiers, "share": run.tier_share_percent},
    )
    Companion.objects.bulk_create(
        Companion(enrolment=enrolment, relation=relation, takes_seat=takes_seat)
        for relation, takes_seat in person.companions
    )
    for kind, text in person.needs:
        AssistanceNeed.objects.create(enrolment=enrolment, kind=kind, text=text)
    add_event(enrolment, EventKind.STATE, actor, now, from_state="", transition="T1", **late)
    enrolment.save(update_fields=["event_count"])
    return enrolment


@needs("courses.change_enrolment")
@takes_seats
def cancel(enrolment_id: int, actor: Actor, now: datetime, reason: str = "", text: str = "") -> list[Enrolment]:
    """Cancel an application or a place, for the whole party; return its members. Can be undone for 30 minutes.

    The seat is offered to nobody before that. Raises RunClosed for an applicant after cancel_until, or once the course runs.
    """
    run, members = lock_members(enrolment_id)
    if not actor.is_staff and not run.can_be_cancelled_here(now):
        raise RunClosed(_("The time for cancelling here is over. Please ring us: %(phone)s") % {"phone": run.phone})
    former = members[0].state
    until = now + timedelta(minutes=choice("UNDO_MINUTES"))
    move(members, S.CANCELLED, actor, now, reason or "withdrawn", text, undo_state=former, undo_until=until)
    notifications.enqueue(members[0], NoticeKind.CANCELLED, now)
    fill_free_seats(run, now)
    return members


@needs("courses.change_enrolment")
@takes_seats
def undo_cancellation(enrolment_id: int, actor: Actor, now: datetime) -> list[Enrolment]:
    """Take a cancellation back: the place, or the old rank, or the application as it was.

    Raises NotPossible after the undo time, or when the person has applied anew in between.
    """
    run, members = lock_members(enrolment_id)
    lead = members[0]
    can_undo = (
        lead.state == S.CANCELLED and lead.undo_until and now < lead.undo_until and run.status == RunStatus.PUBLISHED
    )
    if not can_undo:
        raise NotPossible(_("This can no longer be taken back. Please ring us."))
    if has_other_active(members):
        raise NotPossible(_("There is a newer application for this run."))
    former = lead.undo_state
    if former == S.CONFIRMED and count_held(run) + sum(member.seats for member in members) > run.capacity:
        raise NotPossible(_("The seat is taken. Please ring us."))
    move(members, former, actor, now, "undone", undo_state="", undo_until=None)
    if former == S.SUBMITTED and is_immediate(run, now):
        place(run, members, now)
    else:
        notifications.enqueue(lead, NoticeKind.RESTORED, now)
    return members


def has_other_active(members: Sequence[Enrolment]) -> bool:
    learners = [member.learner_id for member in members]
    others = Enrolment.objects.filter(run_id=members[0].run_id, learner__in=learners, state__in=ACTIVE_STATES)
    return others.exclude(pk__in=[member.pk for member in members]).exists()


@needs("courses.void_enrolment")
@takes_seats
def make_void(
    enrolment_id: int, actor: Actor, now: datetime, reason: str, text: str = "", second: Any = None
) -> list[Enrolment]:
    """Strike out a duplicate or an application that was not allowed (T12); a freed seat is offered at once.

    reason: a code, never empty. second: another member of staff, needed for a confirmed place.
    """
    run, members = lock_members(enrolment_id)
    if not actor.is_staff or not reason:
        raise NotPossible(_("Please give a reason."))
    if members[0].state == S.CONFIRMED:
        need_second_person(actor, second)
    move(members, S.VOID, actor, now, reason, text, second)
    notifications.enqueue(members[0], NoticeKind.VOID, now)
    fill_free_seats(run, now)
    return members


@needs("courses.send_notices")
@takes_seats
def requeue(enrolment_id: int, actor: Actor, now: datetime, reason: str) -> list[Enrolment]:
    """Put a lapsed entry at the end of the waiting list, once (T9)."""
    run, members = lock_members(enrolment_id)
    if not actor.is_staff or not reason:
        raise NotPossible(_("Please give a reason."))
    if members[0].requeued_at or run.list_closed_at:
        raise NotPossible(_("This entry went back to the waiting list once already, or the list is closed."))
    move(members, S.WAITLISTED, actor, now, reason, waiting_rank=next_rank(run), requeued_at=now)
    notifications.enqueue(members[0], NoticeKind.WAITLISTED, now)
    fill_free_seats(run, now)
    return members


@needs("courses.change_courserun")
@takes_seats
def change_capacity(run_id: int, capacity: int, now: datetime, user: Any = None) -> CourseRun:
    """Set the capacity. More seats become offers in the order of the waiting list; nobody is confirmed directly.

    user: who does it. Raises CapacityTooLow below the seats that are held or can still be taken back.
    """
    run = lock_run(run_id)
    taken = count_held(run) + count_undo_holds(run, now)
    if capacity < max(taken, 1, run.reserved_seats):
        values = {"taken": taken}
        raise CapacityTooLow(_("%(taken)d seats are given. Move people first, then lower the capacity.") % values)
    run.capacity = capacity
    run.save()
    fill_free_seats(run, now)
    return run


ANSWERS = ("residence", "says_first_time", "uses_reserved_place", "wants_waiting_list", "district")
# Answers on which a draw depends: locked from the freeze on.
DRAW_ANSWERS = ("residence", "says_first_time", "uses_reserved_place")


@needs("courses.change_enrolment")
@takes_seats
def change_answers(enrolment_id: int, actor: Actor, now: datetime, reason: str = "", **values: Any) -> Enrolment:
    """Correct answers of one enrolment (ANSWERS); an event keeps old and new values.

    Raises NotPossible for an answer that decides about the draw after the freeze, ValueError for another field.
    Contact data belongs to the person: courses.enrolment.people.change_learner.
    """
    if set(values) - set(ANSWERS):
        raise ValueError(f"Not answers that can be changed: {sorted(set(values) - set(ANSWERS))}")
    run, members = lock_members(enrolment_id)
    enrolment = next(member for member in members if member.pk == enrolment_id)
    changed = {name: value for name, value in values.items() if getattr(enrolment, name) != value}
    if set(changed) & set(DRAW_ANSWERS) and run.draws.filter(is_rehearsal=False).exists():
        raise NotPossible(_("This answer decides about the draw, and its list is frozen."))
    if not changed:
        return enrolment
    changes = {name: [getattr(enrolment, name), value] for name, value in changed.items()}
    for name, value in changed.items():
        setattr(enrolment, name, value)
    add_event(enrolment, EventKind.ANSWERS, actor, now, changes=changes, reason=reason)
    enrolment.save()
    return enrolment


@needs("courses.change_enrolment")
@takes_seats
def add_note(enrolment_id: int, actor: Actor, now: datetime, text: str) -> Enrolment:
    """Add a remark of staff to the history; it is redacted with the person. Raises NotPossible for an empty one."""
    _run, members = lock_members(enrolment_id)
    enrolment = next(member for member in members if member.pk == enrolment_id)
    if not actor.is_staff or not text.strip():
        raise NotPossible(_("メモを書いてください。"))
    add_event(enrolment, EventKind.NOTE, actor, now, text=text.strip())
    enrolment.save()
    return enrolment


@needs("courses.change_enrolment")
@takes_seats
def change_run(
    enrolment_id: int, new_run_id: int, application: Application, actor: Actor, now: datetime, random: Random
) -> Enrolment:
    """Move to another date: cancel here, enrol there, in one transaction; return the new enrolment.

    Raises NotPossible, and changes nothing, when the other run has no free seat for it.
    """
    old = Enrolment.objects.get(pk=enrolment_id)
    for run_id in sorted((old.run_id, new_run_id)):  # one order for everybody: no deadlock
        lock_run(run_id)
    new = apply_for_run(new_run_id, application, actor, now, random)
    if new.state not in (S.CONFIRMED, S.SUBMITTED):
        raise NotPossible(_("The other run is full. Nothing was changed."))
    run, members = lock_members(enrolment_id)
    move(members, S.CANCELLED, actor, now, "moved")
    fill_free_seats(run, now)
    return new


@needs("courses.cancel_courserun")
@takes_seats
def cancel_run(run_id: int, actor: Actor, second: Any, note: str, now: datetime) -> list[Enrolment]:
    """Call the run off: everybody active is cancelled and told. Returns the first of each entry, for the call list."""
    need_second_person(actor, second)
    run = lock_run(run_id)
    if not note or run.closed_at or run.status == RunStatus.CANCELLED:
        raise NotPossible(_("Tell residents in one sentence why the run is cancelled."))
    run.status, run.cancelled_note = RunStatus.CANCELLED, note
    run.save()
    leads = []
    states = (S.SUBMITTED, S.CONFIRMED, S.WAITLISTED, S.OFFERED)
    for member in Enrolment.objects.filter(run=run, state__in=states).select_related("learner", "run__course"):
        move([member], S.CANCELLED, actor, now, "run_cancelled", second=second)
        member.offers.filter(outcome="open").update(outcome="withdrawn", answered_at=now)
        if member.position == 1:
            notifications.enqueue(member, NoticeKind.RUN_CANCELLED, now)
            leads.append(member)
    return leads


def lock_members(enrolment_id: int) -> tuple[CourseRun, list[Enrolment]]:
    """Return the locked run and the fresh members of the party. Raises Enrolment.DoesNotExist."""
    enrolment = Enrolment.objects.only("run_id", "party_id").get(pk=enrolment_id)
    run = lock_run(enrolment.run_id)
    return run, find_members(enrolment)
