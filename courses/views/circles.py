"""Circles for residents: the directory, one circle, writing to it through the city, and the contact's yearly answer."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from courses.circles import confirming, relaying
from courses.enrolment.errors import EnrolmentError
from courses.forms.circles import RelayForm
from courses.models import Circle
from courses.views.apply import list_errors
from courses.views.frame import find_phone, is_over_limit, personal

# Our choice: a class may write together; a program does not get far.
LIMIT = 8


def find_circle(slug: str) -> Circle:
    """Return the circle that the directory shows today. Raises Http404 for any other."""
    shown = Circle.objects.shown(timezone.localdate()).select_related("venue", "founded_from__course")
    return get_object_or_404(shown, slug=slug)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the circles by reading; ?new=1: those that look for new people."""
    circles = Circle.objects.shown(timezone.localdate()).select_related("venue", "founded_from__course")
    only_new = request.GET.get("new") == "1"
    if only_new:
        circles = circles.filter(welcomes_newcomers=True)
    context = {"circles": circles, "only_new": only_new, "phone": find_phone(None)}
    return render(request, "courses/circles/index.html", context)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one circle: what, when, where, from which course, and how to write to it."""
    circle = find_circle(slug)
    founded = circle.founded_from
    course = founded.course if founded and founded.course.live else None
    context = {"circle": circle, "course": course, "phone": find_phone(None)}
    context["can_write"] = relaying.can_be_written_to(circle)
    return render(request, "courses/circles/show.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a message; POST hands it to the outbox once and leads to the page that says so."""
    circle = find_circle(slug)
    if not relaying.can_be_written_to(circle):
        return redirect("circle", slug)
    if request.method != "POST":
        return ask(request, circle, RelayForm(), secrets.token_hex(16))
    key = request.POST.get("key", "")
    key = key if len(key) == 32 and key.isascii() and key.isalnum() else secrets.token_hex(16)
    form = RelayForm(request.POST)
    if not form.is_valid():
        return ask(request, circle, form, key)
    if request.POST.get("homepage"):  # the field that people do not see
        return redirect("circle_sent", slug)
    if is_over_limit(request, "circle", LIMIT):
        return ask(request, circle, form, key, is_limited=True)
    try:
        relaying.relay(circle.pk, form.message, key, timezone.now())
    except EnrolmentError as problem:
        return ask(request, circle, form, key, problem=str(problem))
    return redirect("circle_sent", slug)


def ask(
    request: HttpRequest, circle: Circle, form: RelayForm, key: str, is_limited: bool = False, problem: str = ""
) -> HttpResponse:
    """Show the form; what was typed stays in it."""
    errors = list_errors(form) if form.is_bound else []
    context = {"circle": circle, "form": form, "errors": errors, "key": key, "phone": find_phone(None)}
    context |= {"is_limited": is_limited, "problem": problem}
    status = 429 if is_limited else 422 if errors or problem else 200
    return render(request, "courses/circles/contact.html", context, status=status)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the message goes on, and what to do without an answer."""
    return render(request, "courses/circles/sent.html", {"circle": find_circle(slug), "phone": find_phone(None)})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the contact what the directory says; a press of a button, and nothing else, confirms it or ends it."""
    circle = confirming.read_token(token)
    if request.method == "POST":
        goes_on = request.POST.get("answer")
        if circle is not None and goes_on not in ("yes", "no"):
            return show_question(request, circle, status=422)
        answered = confirming.answer(token, goes_on == "yes", timezone.now())
        if answered is not None:
            context = {"circle": answered, "goes_on": goes_on == "yes", "phone": find_phone(None)}
            return render(request, "courses/circles/confirmed.html", context)
    if circle is None:
        return render(request, "courses/circles/dead_link.html", {"phone": find_phone(None)}, status=410)
    return show_question(request, circle)


def show_question(request: HttpRequest, circle: Circle, status: int = 200) -> HttpResponse:
    context = {"circle": circle, "phone": find_phone(None)}
    return render(request, "courses/circles/confirm.html", context, status=status)
