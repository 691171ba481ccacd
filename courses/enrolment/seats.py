"""Seats of a run: the lock, the count, and who fits."""

import functools
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.errors import Busy
from courses.models import CourseRun, Enrolment, EnrolmentState
from courses.models.enrolment import SEAT_STATES

F = TypeVar("F", bound=Callable[..., Any])
# Our choice: with the driver's own waiting of 20 s, three rounds are over before a server gives up on a request.
ROUNDS = 3
PAUSE_S = 0.05


def takes_seats(function: F) -> F:
    """Run the function in one transaction; when the database was busy or saw a deadlock, again, a few times.

    Raises Busy after the last round. Inside a transaction there is one round: the outer unit has to repeat.
    """

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        rounds = 1 if connection.in_atomic_block else ROUNDS
        for at in range(rounds):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if at + 1 == rounds:
                    raise Busy(_("It is crowded at the moment. What you entered is kept. Please try again.")) from error
                time.sleep(PAUSE_S * (at + 1))
        raise AssertionError("unreachable")

    return run  # type: ignore[return-value]


def lock_run(run_id: int) -> CourseRun:
    """Return the run, locked until the end of the transaction; count seats only after this.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE in cms/settings/base.py).
    """
    return CourseRun.objects.select_for_update(of=("self",)).select_related("course").get(pk=run_id)


def count_held(run: CourseRun) -> int:
    """Return the seats of all enrolments that hold one, counted from the rows."""
    rows = Enrolment.objects.filter(run=run, state__in=SEAT_STATES)
    return rows.aggregate(total=Sum("seats"))["total"] or 0


def count_undo_holds(run: CourseRun, now: datetime) -> int:
    """Return the seats of cancelled places that can still be taken back."""
    rows = Enrolment.objects.filter(
        run=run, state=EnrolmentState.CANCELLED, undo_state=EnrolmentState.CONFIRMED, undo_until__gt=now
    )
    return rows.aggregate(total=Sum("seats"))["total"] or 0


def count_free(run: CourseRun, now: datetime, uses_reserved_place: bool = False) -> int:
    """Return the seats that can be given now to somebody who does, or does not, need a reserved place.

    run: locked. Places kept in reserve count only for those who need them, until the run's reserved_until.
    """
    free = run.capacity - count_held(run) - count_undo_holds(run, now)
    if uses_reserved_place:
        return max(free, 0)
    return max(free - count_reserved(run, now), 0)


def count_reserved(run: CourseRun, now: datetime) -> int:
    """Return the reserved places that nobody holds and that are still kept."""
    kept = run.reserved_seats and (run.reserved_until is None or timezone.localdate(now) <= run.reserved_until)
    if not kept:
        return 0
    holds = Q(state__in=SEAT_STATES) | Q(
        state=EnrolmentState.CANCELLED, undo_state=EnrolmentState.CONFIRMED, undo_until__gt=now
    )
    rows = Enrolment.objects.filter(holds, run=run, uses_reserved_place=True)
    return max(run.reserved_seats - (rows.aggregate(total=Sum("seats"))["total"] or 0), 0)


def find_members(enrolment: Enrolment) -> list[Enrolment]:
    """Return all members of the enrolment's party, first one first; the enrolment alone when it has no party.

    Fresh from the database: call after lock_run().
    """
    rows = Enrolment.objects.select_related("run__course", "learner")
    if enrolment.party_id is None:
        return [rows.get(pk=enrolment.pk)]
    return list(rows.filter(party_id=enrolment.party_id).order_by("position"))
