"""What the clock does: called every few minutes by `manage.py enrolment_jobs`; each step may be repeated at any time."""

from datetime import datetime

from django.core.mail.backends.base import BaseEmailBackend

from courses import notifications
from courses.enrolment.draws import settle_window
from courses.enrolment.errors import RunClosed
from courses.enrolment.lookup import delete_old_drafts
from courses.enrolment.waiting_list import can_offer, close_waiting_list, lapse_offers, offer_free_seats
from courses.models import CourseRun, RunStatus


def run_jobs(now: datetime, backend: BaseEmailBackend) -> dict[str, int]:
    """Do what is due: settle windows, end offers, offer freed seats, close lists, send e-mails, delete old drafts."""
    counts = {"settled": 0, "lapsed": 0, "offered": 0, "closing_messages": 0}
    for run in CourseRun.objects.filter(status=RunStatus.PUBLISHED, closed_at__isnull=True):
        counts["settled"] += settle_window(run.pk, now)
        counts["lapsed"] += len(lapse_offers(run.pk, now))
        counts["offered"] += offer_if_open(run, now)
        counts["closing_messages"] += close_waiting_list(run.pk, now)
    sent = notifications.send_due(now, backend)
    return counts | {f"mail_{status}": number for status, number in sent.items()} | {"drafts": delete_old_drafts(now)}


def offer_if_open(run: CourseRun, now: datetime) -> int:
    """Offer free seats; 0 when the time for it is over."""
    if not can_offer(run, now):
        return 0
    try:
        return len(offer_free_seats(run.pk, now))
    except RunClosed:  # the cut-off passed, or the run was called off, in this very moment
        return 0
