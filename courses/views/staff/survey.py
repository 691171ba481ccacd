"""Keying in the paper questionnaires of a run (R-13). No name is stored with them, and none in them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment import survey
from courses.enrolment.errors import EnrolmentError, NotAllowed
from courses.forms.survey import SurveyForm
from courses.models import CourseRun
from courses.views.staff.access import get_run_or_404, requires
from courses.views.staff.changes import list_errors
from courses.views.staff.doing import do, read_key
from courses.views.staff.screen import show

PAGE = "course_desk:survey"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.enter_survey")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Show an empty sheet; POST stores one, or takes the last one back. A mistake leaves the sheet as it was typed."""
    run = get_run_or_404(request.user, code)
    if request.method != "POST":
        return show_sheet(request, run, SurveyForm())
    if request.POST.get("do") == "undo":
        key = read_key(request.POST.get("response", "")) or 0
        done = _("最後の1枚を取り消しました。")
        return do(request, lambda: survey.take_back_last(run.pk, key, request.user), done, PAGE, run.code)
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, run, form, status=422)
    sure = form.cleaned_data["has_checked_names"]
    try:
        survey.record_survey(run.pk, form.answers(), request.user, timezone.now(), sure)
    except NotAllowed:
        raise
    except EnrolmentError as problem:
        return show_sheet(request, run, form, [str(problem)], status=422)
    messages.success(request, _("1枚入力しました。次の用紙を入れてください。"))
    return redirect(PAGE, run.code)


def show_sheet(
    request: HttpRequest, run: CourseRun, form: SurveyForm, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    rows = run.survey_responses.order_by("-pk")
    context = {"run": run, "form": form, "errors": list_errors(form), "problems": problems or []}
    context |= {"count": rows.count(), "last": rows.first()}
    return show(request, "survey", _("アンケートを入力する"), context, status=status)
