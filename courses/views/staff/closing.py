"""Closing a run: who completed it by its rule, who by exception, and what still stands in the way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.enrolment.actor import Actor
from courses.enrolment.attending import close_run, count_attended, count_required, find_unrecorded
from courses.enrolment.errors import EnrolmentError
from courses.models import Channel, CourseRun
from courses.prints.people import find_members, split_name
from courses.views.staff.access import get_run_or_404, record_access, requires
from courses.views.staff.screen import show


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.close_courserun")
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Show who meets the rule; close the run on POST, with the exceptions that were ticked and their reasons."""
    run = get_run_or_404(request.user, code)
    if request.method != "POST":
        return show_closing(request, run)
    exceptions = {
        row["enrolment"]: request.POST.get(f"reason-{row['enrolment']}", "").strip()[:200]
        for row in find_results(run)
        if request.POST.get(f"complete-{row['enrolment']}") and not row["meets"]
    }
    try:
        certificates = close_run(run.pk, Actor(Channel.COUNTER, request.user), timezone.now(), exceptions)
    except EnrolmentError as error:
        return show_closing(request, run, error=str(error), exceptions=exceptions, status=422)
    messages.success(request, _("講座を締めました。修了は%(count)d人です。") % {"count": len(certificates)})
    return redirect("course_desk:prints", run.code)


def show_closing(request: HttpRequest, run: CourseRun, **extra: Any) -> HttpResponse:
    sessions = [session for session in run.ordered_sessions if session.takes_place]
    problems = [
        {"session": session, "is_open": session.status != "held", "unrecorded": len(find_unrecorded(session))}
        for session in sessions
    ]
    problems = [item for item in problems if item["is_open"] or item["unrecorded"]]
    record_access(request, None, "closing", run_id=run.pk)
    status = extra.pop("status", 200)
    exceptions = extra.pop("exceptions", {})
    rows = [row | {"reason": exceptions.get(row["enrolment"])} for row in find_results(run)]
    held = count_held_sessions(run)
    context = {"run": run, "rows": rows, "problems": problems, "held": held, "required": count_required(run, held)}
    return show(request, "attendance/close", _("講座を締める"), context | extra, status=status)


def count_held_sessions(run: CourseRun) -> int:
    return sum(session.status == "held" for session in run.ordered_sessions)


def find_results(run: CourseRun) -> list[dict[str, Any]]:
    """Return one row a person with a place: sessions attended, and whether that meets the rule."""
    held = count_held_sessions(run)
    required, attended = count_required(run, held), count_attended(run)
    return [
        {
            "enrolment": member.pk,
            "name": split_name(member.learner),
            "attended": attended.get(member.pk, 0),
            "meets": held > 0 and attended.get(member.pk, 0) >= required,
            "state": str(member.get_state_display()),
        }
        for member in find_members(run)
    ]
