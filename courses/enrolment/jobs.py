"""What the clock does: called every few minutes by `manage.py enrolment_jobs`; each step may be repeated at any time."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.core.mail.backends.base import BaseEmailBackend

from courses import notifications
from courses.enrolment.draws import settle_window
from courses.enrolment.errors import RunClosed
from courses.enrolment.lookup import delete_old_drafts
from courses.enrolment.waiting_list import can_offer, close_waiting_list, lapse_offers, offer_free_seats
from courses.models import CourseRun, RunStatus

Job = Callable[[], dict[str, int]]


def list_jobs(now: datetime, backend: BaseEmailBackend) -> list[tuple[str, Job]]:
    """Return what is due, each by a name for the log: settle windows, end offers, offer freed seats, close lists of each run;
    send e-mails; delete old drafts. A job gives how much it did; one that fails need not keep the others from being done.
    """
    runs = CourseRun.objects.filter(status=RunStatus.PUBLISHED, closed_at__isnull=True)
    return [
        *((f"run {run.code}", partial(look_after, run, now)) for run in runs),
        ("mail", lambda: {f"mail_{status}": count for status, count in notifications.send_due(now, backend).items()}),
        ("drafts", lambda: {"drafts": delete_old_drafts(now)}),
    ]


def run_jobs(now: datetime, backend: BaseEmailBackend) -> dict[str, int]:
    """Do all of list_jobs and return how much was done; the first error ends it."""
    counts: Counter[str] = Counter()
    for _name, job in list_jobs(now, backend):
        counts.update(job())
    return dict(counts)


def look_after(run: CourseRun, now: datetime) -> dict[str, int]:
    """Do what is due for one run."""
    return {
        "settled": settle_window(run.pk, now),
        "lapsed": len(lapse_offers(run.pk, now)),
        "offered": offer_if_open(run, now),
        "closing_messages": close_waiting_list(run.pk, now),
    }


def offer_if_open(run: CourseRun, now: datetime) -> int:
    """Offer free seats; 0 when the time for it is over."""
    if not can_offer(run, now):
        return 0
    try:
        return len(offer_free_seats(run.pk, now))
    except RunClosed:  # the cut-off passed, or the run was called off, in this very moment
        return 0
