"""Moving an application to another date: cancelled here and entered there in one step, or not at all."""

from datetime import datetime
from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment.actions import change_run
from courses.enrolment.application import Application
from courses.enrolment.people import copy_applicant
from courses.enrolment.seats import find_members
from courses.models import CourseRun, Enrolment
from courses.models import EnrolmentState as S
from courses.models.state import describe_state
from courses.views.staff.access import get_enrolment_or_404, get_run_or_404, record_access, requires, visible_runs
from courses.views.staff.doing import attempt, make_actor
from courses.views.staff.screen import show, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.change_enrolment")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """List the runs that take applications now; POST moves the whole party to the chosen one when it finds a seat there."""
    row, now = get_enrolment_or_404(request.user, pk), timezone.now()
    if request.method == "POST":
        code = request.POST.get("run", "")[:20]
        if not code:
            messages.error(request, _("移る先を選んでください。"))
            return redirect("course_desk:move", pk)
        target = get_run_or_404(request.user, code)
        made: list[Enrolment] = []
        done = _("移しました。新しい受付番号を読み上げてください。")
        if attempt(request, lambda: made.append(change(request, row, target, now)), done):
            return redirect("course_desk:received", made[0].pk)
        return redirect("course_desk:move", pk)
    record_access(request, row, "move")
    runs = visible_runs(request.user).accepting(now).exclude(pk=row.run_id).order_by("apply_closes")
    context = {
        "enrolment": row,
        "run": row.run,
        "choices": [{"run": run, "state": describe_state(run, now)} for run in runs[:50]],
        "can_move": row.state in (S.SUBMITTED, S.CONFIRMED, S.WAITLISTED),
        "trail": trail_of(row),
    }
    return show(request, "move", _("ほかの日程に移す"), context)


def change(request: HttpRequest, row: Enrolment, target: CourseRun, now: datetime) -> Enrolment:
    members = find_members(row)
    application = Application(
        people=tuple(copy_member(member) for member in members),
        submission_key=f"move-{members[0].pk}-{members[0].event_count}-{target.pk}",
        contact_channel=members[0].learner.contact_channel,
        best_time=members[0].learner.best_time,
        wants_waiting_list=False,
        learner_ids=tuple(member.learner_id for member in members),
    )
    return change_run(members[0].pk, target.pk, application, make_actor(request), now, SystemRandom())


def copy_member(member: Enrolment) -> Any:
    """Return the applicant of an enrolment, with companions and wishes, for another run."""
    return copy_applicant(
        member.learner,
        district=member.district,
        residence=member.residence,
        says_first_time=member.says_first_time,
        uses_reserved_place=member.uses_reserved_place,
        companions=tuple(member.companions.values_list("relation", "takes_seat")),
        needs=tuple((need.kind, need.text) for need in member.needs.all()),
    )
