"""A lesson on paper."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.models import CitySettings
from courses.lesson_handout import make_handout
from courses.models import LessonPage
from courses.paper import FontMissing


@require_safe
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the handout of a published lesson; a page that says what to do where PDFs cannot be made."""
    # On paper there is the Japanese one; translations have the same short name.
    lessons = LessonPage.objects.live().public().filter(locale__language_code=settings.LANGUAGE_CODE)
    lesson = get_object_or_404(lessons, slug=slug)
    try:
        pdf = make_handout(lesson, lesson.full_url, CitySettings.for_request(request).name)
    except FontMissing:
        return render(request, "courses/no_handout.html", {"lesson": lesson}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="gakushu-{lesson.slug}.pdf"'
    return response
