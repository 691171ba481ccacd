"""Practice screens: the list, and one screen. They take no form and keep nothing; views/practice.py is the application."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models.lesson import find_lesson_index, find_lessons
from courses.practice import all_practices, find_practice
from courses.practice.typing import WORDS


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the practice screens."""
    context = {
        "items": all_practices(),
        "lessons": find_lesson_index(),
    }
    return render(request, "courses/practice/index.html", context)


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show a practice screen: all its scenes are on the page, so that nothing more is asked of the server."""
    practice = find_practice(key)
    if practice is None or practice.url_name:
        raise Http404(key)
    lesson = find_lessons().filter(practice=key).first()
    context = {"practice": practice, "lesson": lesson, "words": WORDS}
    return render(request, practice.template, context)
