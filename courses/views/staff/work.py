"""The opening screen of the course desk: what is to be done today (courses.md §7.2)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.enrolment import worklists
from courses.enrolment.allowed import find_runs
from courses.enrolment.retention import count_due
from courses.views.staff.access import record_access, requires, visible_runs
from courses.views.staff.screen import show

# Our choice: longer lists have a screen of their own, or shrink as they are worked off.
SHOWN = 20


@require_safe
@requires("courses.work_course_desk")
def work(request: HttpRequest) -> HttpResponse:
    """Show the lists that the user's role works on; each empty list says so in one line."""
    now = timezone.now()
    context: dict[str, Any] = {"today": timezone.localdate(now)}
    for permission, collect in LISTS:
        if request.user.has_perm(permission):
            context |= collect(request, now)
    return show(request, "work", _("今日の仕事"), context)


def collect_calls(request: HttpRequest, now: datetime) -> dict[str, Any]:
    runs = find_runs(request.user)
    calls, offers = worklists.find_calls(runs), worklists.find_offers(runs)
    if calls or offers:
        record_access(request, None, "work-calls")
    return {
        "calls": calls[:SHOWN],
        "call_count": calls.count(),
        "offers": offers[:SHOWN],
        "offer_count": offers.count(),
    }


def collect_letters(request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {"letter_count": worklists.find_letters(find_runs(request.user)).count(), "has_letters": True}


def collect_duplicates(request: HttpRequest, now: datetime) -> dict[str, Any]:
    pairs = worklists.find_possible_duplicates(find_runs(request.user))
    return {"duplicate_count": len(pairs), "has_duplicates": True}


def collect_needs(request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {"need_count": worklists.find_needs(find_runs(request.user)).count(), "has_needs": True}


def collect_attendance(request: HttpRequest, now: datetime) -> dict[str, Any]:
    sessions = worklists.find_sessions_to_record(find_runs(request.user), now)
    return {"unrecorded": sessions[:SHOWN], "has_unrecorded": True}


def collect_runs(request: HttpRequest, now: datetime) -> dict[str, Any]:
    runs = visible_runs(request.user)
    return {
        "closing": worklists.find_closing(runs, now)[:SHOWN],
        "to_draw": worklists.find_to_draw(runs, now)[:SHOWN],
        "has_runs": True,
    }


def collect_closing(request: HttpRequest, now: datetime) -> dict[str, Any]:
    runs = visible_runs(request.user)
    certificates = worklists.find_certificates(find_runs(request.user), now)
    return {"to_close": worklists.find_to_close(runs, now)[:SHOWN], "certificate_count": certificates.count()} | {
        "has_certificates": True
    }


def collect_retention(request: HttpRequest, now: datetime) -> dict[str, Any]:
    return {"due": count_due(now), "has_retention": True}


LISTS = (
    ("courses.record_contact", collect_calls),
    ("courses.send_notices", collect_letters),
    ("courses.resolve_duplicates", collect_duplicates),
    ("courses.view_assistanceneed", collect_needs),
    ("courses.record_attendance", collect_attendance),
    ("courses.work_course_desk", collect_runs),
    ("courses.close_courserun", collect_closing),
    ("courses.manage_retention", collect_retention),
)
