"""The paper form of a run."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms.models import CitySettings
from courses.models import CourseRun
from courses.paper import FontMissing, make_application_form
from courses.views.frame import find_phone


@require_safe
def application_form(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the form to print and fill in by hand; a page with the telephone where PDFs cannot be made."""
    run = CourseRun.objects.public().select_related("course").with_sessions().filter(code=code).first()
    if run is None:
        raise Http404("There is no such run.")
    address = request.build_absolute_uri(reverse("apply_start", args=[run.code]))
    try:
        pdf = make_application_form(run, address, CitySettings.for_request(request).name)
    except FontMissing:
        return render(request, "courses/apply/no_paper.html", {"run": run, "phone": find_phone(run)}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="moushikomisho-{run.code}.pdf"'
    return response
