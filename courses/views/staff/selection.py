"""Selection by staff: a score for every application, the criteria, and the second person (policy `selection`)."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enrolment import draws
from courses.enrolment.errors import DrawProblem, EnrolmentError, NotAllowed
from courses.enrolment.normalise import clean
from courses.enrolment.policies import find_entries
from courses.forms.fields import one_line
from courses.models import AllocationPolicy, CourseRun
from courses.models import EnrolmentState as S
from courses.views.staff.access import get_run_or_404, record_access, requires
from courses.views.staff.doing import make_actor
from courses.views.staff.screen import show
from courses.views.staff.second import find_second_person

# Source: Enrolment.selection_score, six digits, two of them after the point.
HIGHEST = Decimal("9999.99")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.run_draw")
def select(request: HttpRequest, code: str) -> HttpResponse:
    """Show the applications with a box for the score; POST decides, and keeps what was typed when it cannot."""
    run = get_run_or_404(request.user, code)
    if run.policy != AllocationPolicy.SELECTION:
        raise Http404("This run has no selection.")
    problems = []
    if request.method == "POST":
        try:
            decide(request, run)
        except NotAllowed:
            raise
        except EnrolmentError as problem:
            problems.append(str(problem))
        else:
            messages.success(request, _("席を決めました。"))
            return redirect("course_desk:run", run.code)
    record_access(request, None, "selection", run.pk)
    entries = find_entries(run, S.SUBMITTED)
    rows = [
        {"entry": entry, "lead": entry[0], "typed": request.POST.get(f"score-{entry[0].pk}", "")[:10]}
        for entry in entries
    ]
    context = {"run": run, "rows": rows, "problems": problems, "criteria": request.POST.get("criteria", "")[:200]}
    return show(request, "selection", _("選考で席を決める"), context)


def decide(request: HttpRequest, run: CourseRun) -> None:
    leads = [entry[0] for entry in find_entries(run, S.SUBMITTED)]
    scores: dict[int, Any] = {lead.pk: read_score(request.POST.get(f"score-{lead.pk}", "")) for lead in leads}
    criteria = one_line(200)(request.POST.get("criteria", "")[:400])
    second = find_second_person(request)
    draws.select_applicants(run.pk, scores, make_actor(request), second, criteria, timezone.now())


def read_score(text: str) -> Decimal:
    """Return the score. Raises DrawProblem for what is no number between 0 and HIGHEST."""
    try:
        score = Decimal(clean(text[:20]))
    except InvalidOperation:
        raise DrawProblem(_("点数は、すべての申込みに数字で入れてください。")) from None
    if not score.is_finite() or not 0 <= score <= HIGHEST:
        raise DrawProblem(_("点数は、0から9999.99までの数字で入れてください。"))
    return score.quantize(Decimal("0.01"))
