"""Figures about runs: from what is kept without names, so that anonymising changes none of them (INV-31)."""

from collections import Counter
from datetime import datetime
from typing import Any

from courses.models import Attendance, AttendanceStatus, CourseRun, Enrolment, FrozenFigures, RunStatus
from courses.models import EnrolmentState as S
from courses.models.attendance import ATTENDED
from courses.models.enrolment import SEAT_STATES


def count_run(run_id: int) -> dict[str, Any]:
    """Return the figures of one run (courses.md §7.3 R-10): counts of people, seats and attendances, and their breakdown.

    An application that was struck out (void) is none; first_timers: of those with a place.
    """
    rows = list(
        Enrolment.objects.filter(run_id=run_id).values(
            "state", "seats", "age_band", "district", "channel", "is_first_timer", "waiting_rank"
        )
    )
    placed = [row for row in rows if row["state"] in SEAT_STATES]
    attendances = Counter(Attendance.objects.filter(session__run_id=run_id).values_list("status", flat=True))
    counted = [row for row in rows if row["state"] != S.VOID]
    groups = Counter((row["age_band"], row["district"], row["channel"]) for row in counted)
    run = CourseRun.objects.values("capacity", "status").get(pk=run_id)
    return {
        "capacity": run["capacity"],
        "is_cancelled": run["status"] == RunStatus.CANCELLED,
        "applications": len(counted),
        "places": len(placed),
        "seats": sum(row["seats"] for row in placed),
        "completed": sum(row["state"] == S.COMPLETED for row in rows),
        "first_timers": sum(row["is_first_timer"] for row in placed),
        "attendances": sum(attendances[status] for status in ATTENDED),
        "no_shows": attendances[AttendanceStatus.UNEXCUSED],
        "from_waiting_list": sum(row["waiting_rank"] is not None for row in placed),
        "states": dict(sorted(Counter(row["state"] for row in rows).items())),
        "groups": [[*key, count] for key, count in sorted(groups.items())],
        "needs": count_needs(run_id),
    }


def count_needs(run_id: int) -> dict[str, int]:
    """Return how often each kind of assistance was wished for: counted live, and from what was kept when they were deleted."""
    live = Counter(Enrolment.objects.filter(run_id=run_id, needs__isnull=False).values_list("needs__kind", flat=True))
    kept = CourseRun.objects.values_list("kept_needs", flat=True).get(pk=run_id)
    return dict(sorted((live + Counter(kept)).items()))


def count_people(fiscal_year: int) -> dict[str, int]:
    """Return different people with a place, different people who came (実人数) and attendances (延べ人数) of a fiscal year."""
    placed = Enrolment.objects.filter(run__fiscal_year=fiscal_year, state__in=SEAT_STATES)
    attended = Attendance.objects.filter(session__run__fiscal_year=fiscal_year, status__in=ATTENDED)
    return {
        "people": placed.values("learner").distinct().count(),
        "attendees": attended.values("enrolment__learner").distinct().count(),
        "attendances": attended.count(),
    }


def count_year(fiscal_year: int) -> dict[str, Any]:
    """Return the figures of all runs of a fiscal year that were ever public, by run code."""
    runs = CourseRun.objects.visible().filter(fiscal_year=fiscal_year).order_by("code")
    return {"total": count_people(fiscal_year), "runs": {run.code: count_run(run.pk) for run in runs}}


def freeze_year(fiscal_year: int, now: datetime) -> FrozenFigures:
    """Keep the figures of a fiscal year for ever; a year that is frozen stays as it is."""
    frozen, _created = FrozenFigures.objects.get_or_create(
        fiscal_year=fiscal_year, defaults={"figures": count_year(fiscal_year), "frozen_at": now}
    )
    return frozen
