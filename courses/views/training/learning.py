"""A member of staff's own training: what is to do, the lesson with its questions, and what was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import TrainingRecord
from courses.training.duties import find_duties
from courses.training.passing import Question, find_lessons, read_answers, record_pass
from courses.views.staff.access import requires
from courses.views.staff.screen import show

MAY_LEARN = "wagtailadmin.access_admin"


def root() -> tuple[str, str]:
    """Return the first step of the way back."""
    return (_("職員研修"), "staff_training:index")


@require_safe
@requires(MAY_LEARN)
def index(request: HttpRequest) -> HttpResponse:
    """Show the lessons the user has to do, those one may do, and what was passed when."""
    duties = find_duties(timezone.localdate(), [request.user])
    duties.sort(key=lambda duty: duty.due)
    required = {duty.lesson.pk for duty in duties}
    context = {
        "duties": duties,
        "others": [lesson for lesson in find_lessons() if lesson.pk not in required],
        "records": TrainingRecord.objects.filter(user=request.user).order_by("-passed_at", "-pk"),
        "root": root(),
    }
    return show(request, "training/index", _("職員研修"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY_LEARN)
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a lesson with its questions; POST checks the answers and records the pass."""
    page = get_object_or_404(find_lessons(), id=pk)
    if request.method != "POST":
        return show_lesson(request, page, read_answers(page, None))
    answers = request.POST.dict()
    if record_pass(page, request.user, answers, timezone.now()):
        return show_lesson(request, page, read_answers(page, answers), status=422)
    text = _("「%(title)s」を終えました。おつかれさまでした。") % {"title": page.title}
    messages.success(request, text)
    return redirect("staff_training:index")


def show_lesson(request: HttpRequest, page: Any, questions: list[Question], **options: Any) -> HttpResponse:
    wrong = [{"id": f"{item.name}-1", "text": f"{item.text}{item.problem}"} for item in questions if item.problem]
    context = {"lesson": page, "questions": questions, "errors": wrong}
    return render(request, "courses/training/lesson.html", context, **options)
