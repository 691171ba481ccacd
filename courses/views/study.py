"""Learning with a study card, without an account and without a script.

After the number was typed the browser holds a signed cookie that names the card; it ends with the browser, and is sent
to these pages only, so that all others stay the same for everybody. No number stands in an address or a log.
"""

import random
from datetime import timedelta
from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.enrolment.errors import TooManyAttempts
from courses.forms.study import CardForm
from courses.models import LessonPage, StudyAnswer, StudyCard
from courses.models.lesson import Topic, describe_path, find_lesson_index, find_lessons
from courses.study.cards import delete_card, find_card, find_valid, format_number, make_card
from courses.study.progress import answer, begin, read_progress
from courses.views.apply import list_errors
from courses.views.frame import is_over_limit, personal

COOKIE = "study"
PATH = "/lessons/card/"
SALT = "courses.views.study"
# Source: WCAG 2.2, 2.2.1: a limit of more than 20 hours needs no warning.
COOKIE_AGE = timedelta(hours=21)


def current_card(request: HttpRequest) -> StudyCard | None:
    """Return the card whose number was typed in this browser."""
    key = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=COOKIE_AGE)
    return find_valid(timezone.now()).filter(pk=key).first() if key else None


def remember(response: HttpResponse, card: StudyCard) -> HttpResponse:
    """Let the browser go on with the card until it is closed."""
    response.set_signed_cookie(
        COOKIE,
        str(card.pk),
        salt=SALT,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def get_lesson_or_404(slug: str) -> LessonPage:
    lesson = find_lessons().filter(slug=slug).first()
    if lesson is None:
        raise Http404("There is no such lesson.")
    return lesson


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Ask for the number; with a card, show how far it is and what comes next."""
    if request.method == "POST":
        return open_card(request)
    card = current_card(request)
    if card is None:
        return show_form(request, CardForm())
    return render(request, "courses/study/home.html", describe_lessons(card) | {"card": card})


def show_form(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "errors": list_errors(form), "index": find_lesson_index()}
    return render(request, "courses/study/enter.html", context, status=status)


def open_card(request: HttpRequest) -> HttpResponse:
    form = CardForm(request.POST)
    if not form.is_valid():
        return show_form(request, form)
    try:
        card = find_card(form.cleaned_data["number"], get_client_ip_address(request) or "", timezone.now())
    except TooManyAttempts as error:
        form.add_error("number", str(error))
        return show_form(request, form, status=429)
    if card is None:
        form.add_refusal()
        return show_form(request, form)
    return remember(redirect("study"), card)


def describe_lessons(card: StudyCard) -> dict[str, Any]:
    """Return all lessons with the card's progress: those begun, the paths, the topics."""
    index = find_lesson_index()
    lessons = list(find_lessons())
    done = read_progress(card)
    items = {lesson.pk: {"lesson": lesson, "progress": done.get(lesson.translation_key)} for lesson in lessons}
    paths = (
        [describe_path(block.value, {lesson.pk: lesson for lesson in lessons}) for block in index.paths]
        if index
        else []
    )
    return {
        "index": index,
        "begun": [item for item in items.values() if item["progress"] and not item["progress"].is_finished],
        "paths": [path | {"items": [items[lesson.pk] for lesson in path["lessons"]]} for path in paths],
        "topics": [
            {"title": label, "items": found}
            for value, label in Topic.choices
            if (found := [item for item in items.values() if item["lesson"].topic == value])
        ],
    }


@personal
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Make a card and show its number, this once."""
    if is_over_limit(request, "study-card"):
        return render(request, "courses/study/too_many.html", {"index": find_lesson_index()}, status=429)
    number, card = make_card(timezone.now(), random.SystemRandom())
    context = {"number": format_number(number), "address": request.build_absolute_uri(reverse("study"))}
    return remember(render(request, "courses/study/new.html", context), card)


@personal
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Let this browser forget the card; the progress stays with the card."""
    return forget(redirect("study"))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask once whether to delete the card; the button deletes it with its progress at once (INV-36)."""
    card = current_card(request)
    if card is None:
        return redirect("study")
    if request.method != "POST":
        return render(request, "courses/study/delete.html", {"card": card})
    delete_card(card.pk)
    return forget(render(request, "courses/study/deleted.html"))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the lesson is about and how far one is; POST begins it or goes on."""
    page, card = get_lesson_or_404(slug), current_card(request)
    if card is None:
        return redirect("study")
    total = len(page.steps)
    if request.method == "POST":
        progress = begin(card, page.translation_key, timezone.now())
        return redirect("study_step", slug, find_next(progress, total))
    progress = read_progress(card).get(page.translation_key)
    context = {"page": page, "progress": progress, "total": total, "next": find_next(progress, total)}
    return render(request, "courses/study/lesson.html", context)


def find_next(progress: Any, total: int) -> int:
    """Return the step to go on with: the first again when all are done."""
    if progress is None or progress.done >= total:
        return 1
    return progress.done + 1


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one step; POST says whether it was done, is to be seen again, or needs help."""
    page, card = get_lesson_or_404(slug), current_card(request)
    if card is None:
        return redirect("study")
    steps = page.numbered_steps
    if not 1 <= number <= len(steps):
        raise Http404("There is no such step.")
    given = request.POST.get("answer", "")
    if request.method == "POST" and given in (StudyAnswer.DONE, StudyAnswer.AGAIN, StudyAnswer.HELP):
        answer(card, page.translation_key, number, len(steps), given, timezone.now())
        return go_on(slug, number, len(steps), given)
    context = {"page": page, "step": steps[number - 1], "total": len(steps), "is_last": number == len(steps)}
    return render(request, "courses/study/step.html", context)


def go_on(slug: str, number: int, total: int, given: str) -> HttpResponse:
    if given == StudyAnswer.DONE:
        return redirect("study_end", slug) if number == total else redirect("study_step", slug, number + 1)
    response = redirect("study_step", slug, number)
    response["Location"] += "#help" if given == StudyAnswer.HELP else "#main"
    return response


@personal
@require_safe
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what one can do now, the questions, and the next lesson of a path."""
    page, card = get_lesson_or_404(slug), current_card(request)
    if card is None:
        return redirect("study")
    context = {"page": page, "done": page.done.splitlines(), "following": find_following(page)}
    return render(request, "courses/study/end.html", context)


def find_following(page: LessonPage) -> list[dict[str, Any]]:
    """Return the lesson after this one on each path that holds it, as {"path", "lesson"}."""
    index = find_lesson_index()
    lessons = {row.pk: row for row in find_lessons()}
    found = []
    for block in index.paths if index else []:
        path = describe_path(block.value, lessons)
        keys = [row.pk for row in path["lessons"]]
        if page.pk in keys[:-1]:
            found.append({"path": path["title"], "lesson": path["lessons"][keys.index(page.pk) + 1]})
    return found
