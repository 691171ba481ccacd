"""One run at the course desk: applications, seats, waiting list, and what can be done now."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.enrolment import actions, waiting_list
from courses.enrolment.actor import SYSTEM
from courses.enrolment.errors import EnrolmentError, NotAllowed, RunClosed
from courses.enrolment.late import is_after_end
from courses.enrolment.seats import count_free, count_held, count_undo_holds
from courses.enrolment.waiting_list import find_offer_cutoff
from courses.forms.reasons import TextForm
from courses.models import AllocationPolicy, CourseRun, Enrolment, EnrolmentState, RunStatus
from courses.models.schedule import fiscal_year_of
from courses.models.state import describe_state
from courses.views.staff.access import get_run_or_404, record_access, requires, visible_runs
from courses.views.staff.changes import list_errors
from courses.views.staff.doing import attempt, do, make_actor, read_key
from courses.views.staff.screen import show
from courses.views.staff.second import find_second_person

# Our choice: the order in which staff look for people in a run.
ORDER = ("confirmed", "offered", "waitlisted", "submitted", "completed", "not_completed", "lapsed", "declined",
         "not_selected", "cancelled", "void")  # fmt: skip
PER_PAGE = 100
PAGE = "course_desk:run"


@require_safe
@requires("courses.work_course_desk")
def index(request: HttpRequest) -> HttpResponse:
    """List the runs of the user's departments in this fiscal year, newest first; ?year= names another."""
    now = timezone.now()
    runs = visible_runs(request.user).with_figures(now)
    years = sorted(set(runs.order_by().values_list("fiscal_year", flat=True)), reverse=True)
    wanted = read_key(request.GET.get("year", ""))
    this_year = fiscal_year_of(timezone.localdate(now))
    year = next((choice for choice in (wanted, this_year, *years) if choice in years), None)
    rows = [{"run": run, "state": describe_state(run, now)} for run in runs.filter(fiscal_year=year)]
    return show(request, "runs", _("講座の一覧"), {"rows": rows, "years": years, "year": year})


@require_safe
@requires("courses.work_course_desk")
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the run in words and figures; the people of it only to who may look at applications."""
    run = get_run_or_404(request.user, code)
    now = timezone.now()
    context = {"run": run, "figures": count(run, now)} | describe_steps(run, now)
    if request.user.has_perm("courses.view_enrolment"):
        context |= list_people(request, run)
    return show(request, "run", run.full_title, context)


def count(run: CourseRun, now: datetime) -> dict[str, Any]:
    """Return seats and applications of the run; a party counts with all its members."""
    states = Counter(Enrolment.objects.filter(run=run).values_list("state", flat=True))
    return {
        "held": count_held(run),
        "free": count_free(run, now),
        "undo": count_undo_holds(run, now),
        "states": [(EnrolmentState(state).label, states[state]) for state in ORDER if states[state]],
        "total": sum(states.values()),
    }


def describe_steps(run: CourseRun, now: datetime) -> dict[str, Any]:
    """Return which buttons make sense now."""
    is_public = run.status == RunStatus.PUBLISHED and not run.closed_at
    drawn = (AllocationPolicy.LOTTERY, AllocationPolicy.WINDOW_THEN_FIRST_COME)
    return {
        "state": describe_state(CourseRun.objects.with_figures(now).with_sessions().get(pk=run.pk), now),
        "can_enter": takes_applications(run, now),
        "can_enter_late": is_public and takes_late_applications(run, now),
        "has_draw": run.policy in drawn,
        "has_selection": run.policy == AllocationPolicy.SELECTION,
        "can_offer": is_public and waiting_list.can_offer(run, now),
        "can_reopen": is_public and Enrolment.objects.filter(run=run, state="not_selected").exists(),
        "can_close": is_public and run.ends_at is not None and run.ends_at <= now,
        "has_begun": run.starts_at is not None and run.starts_at <= now,
        "can_cancel": is_public,
        "cutoff": find_offer_cutoff(run),
    }


def takes_applications(run: CourseRun, now: datetime) -> bool:
    """Say whether an application can be entered now, with the grace time."""
    try:
        actions.check_window(run, SYSTEM, now)
    except RunClosed:
        return False
    return True


def takes_late_applications(run: CourseRun, now: datetime) -> bool:
    """Say whether course staff can still enter one, after the end and before the first session."""
    has_begun = run.starts_at is not None and now >= run.starts_at
    return run.policy != AllocationPolicy.OPEN and is_after_end(run, now) and not has_begun


def list_people(request: HttpRequest, run: CourseRun) -> dict[str, Any]:
    """Return one page of the run's applications; the look at the list is written down once."""
    record_access(request, None, "run", run.pk)
    rows = list(Enrolment.objects.filter(run=run).select_related("learner"))
    wanted = request.GET.get("state", "")
    if wanted in ORDER:
        rows = [row for row in rows if row.state == wanted]
    rows.sort(key=lambda row: (ORDER.index(row.state), row.waiting_rank or 0, row.received_at, row.position))
    number = read_key(request.GET.get("p", "")) or 1
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(number, 1), pages)
    return {
        "people": rows[PER_PAGE * (number - 1) : PER_PAGE * number],
        "page": number,
        "pages": range(1, pages + 1),
        "wanted": wanted,
        "choices": [(state, EnrolmentState(state).label) for state in ORDER],
    }


@require_POST
@requires("courses.send_notices")
def offer_seats(request: HttpRequest, code: str) -> HttpResponse:
    """Offer the free seats to the waiting list, in its order; nobody can be picked."""
    run = get_run_or_404(request.user, code)
    made: list[Any] = []
    attempt(
        request,
        lambda: made.extend(waiting_list.offer_free_seats(run.pk, timezone.now(), request.user)),
        _("席を確かめました。"),
    )
    return do(request, lambda: None, _("%(count)d組に案内を用意しました。") % {"count": len(made)}, PAGE, run.code)


@require_POST
@requires("courses.send_notices")
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Put everybody who was not selected on the waiting list, in the order of the draw."""
    run = get_run_or_404(request.user, code)
    service = waiting_list.reopen_waiting_list
    return do(
        request, lambda: service(run.pk, make_actor(request), timezone.now()), _("落選した方をキャンセル待ちに入れました。"),
        PAGE, run.code,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.cancel_courserun")
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Call the run off, with the second person: everybody is cancelled and told."""
    run = get_run_or_404(request.user, code)
    form = TextForm(
        _("中止の理由（市民に見せる文）"),
        _("なぜ中止するかを、1文で書いてください。"),
        request.POST if request.method == "POST" else None,
    )
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            second = find_second_person(request)
            actions.cancel_run(run.pk, make_actor(request), second, form.cleaned_data["text"], timezone.now())
        except NotAllowed:
            raise
        except EnrolmentError as problem:
            problems.append(str(problem))
        else:
            return do(
                request, lambda: None, _("中止しました。電話と手紙が「今日の仕事」に入りました。"), PAGE, run.code
            )
    context = {
        "run": run,
        "form": form,
        "errors": list_errors(form),
        "problems": problems,
        "figures": count(run, timezone.now()),
    }
    return show(request, "cancel_run", _("講座を中止する"), context)
