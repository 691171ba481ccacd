"""Study cards of a class: print a sheet, and see by card how far the class is. No names: a card has none."""

import random

from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.models import CitySettings
from courses.enrolment.allowed import find_class_runs
from courses.enrolment.errors import InputProblem
from courses.models import CourseRun, StudyCard
from courses.paper import FontMissing
from courses.study.cards import MOST_CARDS, make_sheet
from courses.study.classes import find_class, read_class
from courses.study_cards import make_cards_pdf
from courses.views.staff.access import requires
from courses.views.staff.attendance import MAY_RECORD
from courses.views.staff.screen import show

# Our choice: the classes of about a year.
CLASSES_SHOWN = 40


@require_safe
@requires(*MAY_RECORD)
def index(request: HttpRequest) -> HttpResponse:
    """List the classes that the user looks after: those that go on and come in their order, then the past ones."""
    today = timezone.localdate()
    runs = find_class_runs(request.user).with_dates().select_related("course").with_sessions()
    coming = runs.not_over(today).order_by(F("first_day").asc(nulls_last=True), "code")[:CLASSES_SHOWN]
    past = runs.filter(last_day__lt=today).order_by("-first_day", "code")[:CLASSES_SHOWN]
    counts: dict[int, int] = {}
    for run_id in StudyCard.objects.filter(sheet__isnull=False).values_list("sheet__run", flat=True):
        counts[run_id] = counts.get(run_id, 0) + 1
    classes = [{"run": run, "cards": counts.get(run.pk, 0)} for run in [*coming, *past][:CLASSES_SHOWN]]
    return show(request, "study/index", _("学習カード"), {"classes": classes})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*MAY_RECORD)
def one_class(request: HttpRequest, code: str) -> HttpResponse:
    """Show the cards of a class; POST makes a sheet of new ones as PDF, with numbers that stand nowhere else."""
    run = find_class(request.user, code)
    if run is None:
        raise Http404(_("この番号の講座はありません。"))
    if request.method == "POST":
        return print_cards(request, run)
    return show_class(request, run)


def show_class(request: HttpRequest, run: CourseRun, status: int = 200, **extra: str) -> HttpResponse:
    context = {
        "class_title": run.full_title,
        "code": run.code,
        "table": read_class(run),
        "most": MOST_CARDS,
        "count": str(run.capacity) if run.capacity <= MOST_CARDS else str(MOST_CARDS),
        "trail": [(_("学習カード"), reverse("course_desk:study"))],
    }
    return show(request, "study/class", run.full_title, context | extra, status=status)


@transaction.atomic
def make_printed_sheet(request: HttpRequest, run: CourseRun, count: int) -> bytes:
    """Return a sheet of new cards as PDF. When there is no PDF there are no cards either: their numbers stand nowhere else."""
    cards = make_sheet(run.pk, count, request.user, timezone.now(), random.SystemRandom())
    address = request.build_absolute_uri(reverse("study"))
    return make_cards_pdf(cards, run, address, CitySettings.for_request(request).name)


def print_cards(request: HttpRequest, run: CourseRun) -> HttpResponse:
    typed = request.POST.get("count", "").strip()[:10]
    count = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    try:
        pdf = make_printed_sheet(request, run, count)
    except InputProblem as problem:
        return show_class(request, run, status=422, error=str(problem), count=typed)
    except FontMissing:
        error = _("この機械には、日本語のPDFを作る文字（BIZ UDゴシック）が入っていません。管理者に知らせてください。")
        return show_class(request, run, status=503, error=error, count=typed)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = _("学習カード_%(code)s.pdf") % {"code": run.code}
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
