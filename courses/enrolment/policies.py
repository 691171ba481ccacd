"""How seats are given (courses.md §4): what happens with an application at the moment it arrives."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, QuerySet

from courses import notifications
from courses.enrolment.actor import SYSTEM
from courses.enrolment.eligibility import is_over_limit
from courses.enrolment.seats import count_free, count_reserved
from courses.enrolment.transitions import move
from courses.models import AllocationPolicy, CourseRun, Enrolment, NoticeKind
from courses.models import EnrolmentState as S

DRAWN_POLICIES = (AllocationPolicy.LOTTERY, AllocationPolicy.SELECTION)


def is_immediate(run: CourseRun, now: datetime) -> bool:
    """Say whether an application that arrives now gets its place, or its rank, at once."""
    if run.policy == AllocationPolicy.FIRST_COME:
        return True
    if run.policy in DRAWN_POLICIES or run.policy == AllocationPolicy.WINDOW_THEN_FIRST_COME:
        return run.settled_at is not None
    return False


def place(run: CourseRun, members: Sequence[Enrolment], now: datetime) -> str:
    """Give an entry its seats, or its rank on the waiting list, or neither; return its new state.

    run: locked. Nobody overtakes the waiting list, and nobody gets a seat that can still be taken back (INV-37).
    """
    seats = sum(member.seats for member in members)
    lead = members[0]
    waits = find_rivals(run, lead, seats, now).exists()
    fits = seats <= count_free(run, now, lead.uses_reserved_place)
    if fits and not waits and not any(is_over_limit(member) for member in members):
        confirm(members, now)
    elif lead.wants_waiting_list and has_room_to_wait(run, members):
        wait(run, members, now)
    else:
        move(members, S.NOT_SELECTED, SYSTEM, now)
        notifications.enqueue(lead, NoticeKind.NOT_SELECTED, now)
    return lead.state


def find_rivals(run: CourseRun, lead: Enrolment, seats: int, now: datetime) -> QuerySet[Enrolment]:
    """Return who waits for the same seats: for a reserved place only those who need one too, for others everybody."""
    waiting = Enrolment.objects.filter(run=run, state=S.WAITLISTED)
    if lead.uses_reserved_place and seats <= count_reserved(run, now):
        return waiting.filter(uses_reserved_place=True)
    return waiting


def confirm(members: Sequence[Enrolment], now: datetime) -> None:
    move(members, S.CONFIRMED, SYSTEM, now)
    notifications.enqueue(members[0], NoticeKind.CONFIRMED, now)


def wait(run: CourseRun, members: Sequence[Enrolment], now: datetime) -> None:
    """Put an entry at the end of the waiting list."""
    move(members, S.WAITLISTED, SYSTEM, now, waiting_rank=next_rank(run))
    notifications.enqueue(members[0], NoticeKind.WAITLISTED, now)


def next_rank(run: CourseRun) -> int:
    """Return the rank behind everybody who ever had one: ranks are never given twice."""
    return (Enrolment.objects.filter(run=run).aggregate(last=Max("waiting_rank"))["last"] or 0) + 1


def has_room_to_wait(run: CourseRun, members: Sequence[Enrolment]) -> bool:
    """Say whether the whole entry still finds places on the waiting list."""
    if run.list_closed_at is not None:
        return False
    waiting = Enrolment.objects.filter(run=run, state=S.WAITLISTED).count()
    return waiting + len(members) <= run.waiting_list_size


def find_entries(run: CourseRun, state: str) -> list[list[Enrolment]]:
    """Return all entries (parties and single applicants) in a state, by rank, then by receipt; in one query."""
    rows = Enrolment.objects.filter(run=run, state=state).select_related("learner", "run__course")
    entries: dict[tuple[str, int], list[Enrolment]] = {}
    for row in rows.order_by("waiting_rank", "received_at", "position", "pk"):
        key = ("party", row.party_id) if row.party_id else ("single", row.pk)
        entries.setdefault(key, []).append(row)
    return [sorted(members, key=lambda member: member.position) for members in entries.values()]
