"""Applying on the web: start, one question a page, check, send, receipt. Works without an account and without a script.

The browser holds an opaque key; the answers stand encrypted on the server (courses.enrolment.lookup). GET changes nothing.
"""

import random
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.enrolment import lookup
from courses.enrolment.actions import apply_for_run, check_window
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.eligibility import find_refusals
from courses.enrolment.errors import EnrolmentError, RunClosed
from courses.forms.application import Checked, check_all, fill_in, find_questions, make_application
from courses.forms.questions import BY_SLUG, Question
from courses.forms.summary import summarise
from courses.models import ApplicationDraft, Channel, CourseRun, Enrolment
from courses.models.city import choice
from courses.models.state import RunState, describe_state
from courses.views import practice
from courses.views.frame import chosen_language, find_phone, is_over_limit, personal_form, set_cookie, show_limit
from courses.views.show import describe_enrolment

COOKIE = "application"
COOKIE_PATH = "/apply/"
# Our choice: nobody reads and sends a whole application within it; who did is asked to press once more.
SHORTEST = timedelta(seconds=3)


def find_run(code: str) -> CourseRun:
    """Return the public run, or that of the practice form. Raises Http404 for another code."""
    if code == practice.CODE:
        return practice.make_practice_run(timezone.now())
    run = (
        CourseRun.objects.public()
        .with_figures(timezone.now())
        .select_related("course")
        .with_sessions()
        .filter(code=code)
        .first()
    )
    if run is None:
        raise Http404("There is no such run.")
    return run


def find_draft(request: HttpRequest, run: CourseRun, now: datetime) -> ApplicationDraft | None:
    """Return this browser's draft for the run."""
    key = request.COOKIES.get(COOKIE, "")
    draft = lookup.find_draft(key, now) if key else None
    return draft if draft and draft.run_id == run.pk else None


def find_sent(draft: ApplicationDraft | None) -> Enrolment | None:
    """Return what was made of the draft when it was sent already."""
    if draft is None:
        return None
    rows = Enrolment.objects.select_related("learner", "run__course")
    return rows.filter(submission_key=draft.submission_key, position=1).first()


def is_sent(draft: ApplicationDraft | None) -> bool:
    """Say whether the application of the draft was sent, or a practice brought to its end."""
    return draft is not None and (bool(practice.find_step(draft)) or find_sent(draft) is not None)


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is needed and how long it takes; POST begins an application, or goes on with the one begun."""
    run, now = find_run(code), timezone.now()
    state = describe_state(run, now)
    draft = find_draft(request, run, now)
    if request.method != "POST":
        has_begun = draft is not None and not is_sent(draft) and bool(draft.answers)
        return show_start(request, run, state, has_begun)
    if draft is not None and not is_sent(draft) and "again" not in request.POST:
        lookup.save_draft(draft, {}, now)
        return keep_key(redirect(next_open(run, draft)), request.COOKIES[COOKIE])
    if not state.can_apply:
        return show_start(request, run, state, False)
    if is_over_limit(request, "apply"):
        return show_limit(request, run)
    lookup.delete_draft(request.COOKIES.get(COOKIE, ""))
    key, draft = lookup.start_draft(run, now, random.SystemRandom())
    return keep_key(redirect("apply_question", run.code, "who"), key)


def keep_key(response: HttpResponse, key: str) -> HttpResponse:
    set_cookie(response, COOKIE, key, timedelta(hours=choice("DRAFT_HOURS")), COOKIE_PATH)
    return response


def next_open(run: CourseRun, draft: ApplicationDraft) -> str:
    """Return the address of the first question that is not answered, or of the check page."""
    found = check_all(run, draft.answers).open
    return reverse("apply_question", args=[run.code, found.slug]) if found else reverse("apply_check", args=[run.code])


def show_start(request: HttpRequest, run: CourseRun, state: RunState, has_begun: bool) -> HttpResponse:
    context = {
        "run": run,
        "state": state,
        "has_begun": has_begun,
        "is_first": True,
        "phone": find_phone(run),
        "purpose_page": "privacy",
        "back_url": run.course.url,
    }
    return render(request, "courses/apply/start.html", context)


def show_lost(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """There is no draft: 24 hours have gone by, it was erased, or the browser keeps no cookies."""
    context = {"run": run, "phone": find_phone(run), "state": describe_state(run, timezone.now())}
    return render(request, "courses/apply/lost.html", context)


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Ask one question; POST keeps the answer and goes on, or says what cannot be read."""
    run, now = find_run(code), timezone.now()
    draft = find_draft(request, run, now)
    if is_sent(draft):
        return redirect("apply_done", run.code)
    if draft is None:
        return show_lost(request, run)
    kind = BY_SLUG.get(slug)
    if kind is None or not kind.is_needed(run, draft.answers):
        raise Http404("This application has no such question.")
    if request.method != "POST":
        return show_question(request, run, draft, fill_in(kind, run, draft.answers))
    return keep_key(take_answer(request, run, draft, kind, now), request.COOKIES[COOKIE])


def take_answer(
    request: HttpRequest, run: CourseRun, draft: ApplicationDraft, kind: type[Question], now: datetime
) -> HttpResponse:
    """Keep what was typed, also when it cannot be read: nothing is lost by a mistake or a reload."""
    form = fill_in(kind, run, draft.answers, request.POST)
    if form.is_by_program:
        return show_limit(request, run)
    found = form.found_address
    lookup.save_draft(draft, {kind.slug: form.typed() | ({"address": found} if found else {})}, now)
    if found:  # seen first, and completed
        return show_question(request, run, draft, fill_in(kind, run, draft.answers), told=told_address())
    if not form.is_valid():
        return show_question(request, run, draft, form)
    if request.POST.get("next") == "check":
        return redirect(next_open(run, draft))
    asked = find_questions(run, draft.answers)
    rest = asked[asked.index(kind) + 1 :]
    return redirect("apply_question", run.code, rest[0].slug) if rest else redirect(next_open(run, draft))


def told_address() -> str:
    return _("We wrote the beginning of the address. Please add the number of the house, then go on.")


def show_question(
    request: HttpRequest, run: CourseRun, draft: ApplicationDraft, form: Question, told: str = ""
) -> HttpResponse:
    asked = find_questions(run, draft.answers)
    slugs = [kind.slug for kind in asked]
    at = slugs.index(form.slug)
    returns = (request.POST or request.GET).get("next") == "check"
    before = (
        reverse("apply_question", args=[run.code, slugs[at - 1]]) if at else reverse("apply_start", args=[run.code])
    )
    context = {
        "run": run,
        "form": form,
        "title": form.title,
        "errors": list_errors(form),
        "told": told,
        "number": at + 1,
        "total": len(asked),
        "beads": [position <= at for position in range(len(asked))],
        "returns": returns,
        "back_url": reverse("apply_check", args=[run.code]) if returns else before,
        "is_back_to_check": returns,
        "answers": draft.answers,
        "phone": find_phone(run),
    }
    return render(request, f"courses/apply/q_{form.slug}.html", context)


def list_errors(form: Any) -> list[dict[str, str]]:
    """Return each mistake with the field it belongs to, in the order of the page; the same words as at the field."""
    errors = []
    for name in form.fields:
        field = form[name]
        if field.errors:
            choices = getattr(field.field, "choices", None)
            first = f"{name}-{choices[0][0]}" if choices else f"id_{name}"
            errors.append({"id": first, "text": field.errors[0]})
    return errors


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show all answers once more; POST sends the application."""
    run, now = find_run(code), timezone.now()
    draft = find_draft(request, run, now)
    if is_sent(draft):
        return redirect("apply_done", run.code)
    if draft is None:
        return show_lost(request, run)
    checked = check_all(run, draft.answers)
    if checked.open:
        return redirect("apply_question", run.code, checked.open.slug)
    if request.method != "POST":
        return show_check(request, run, draft, checked, [])
    return keep_key(send(request, run, draft, checked, now), request.COOKIES[COOKIE])


def send(
    request: HttpRequest, run: CourseRun, draft: ApplicationDraft, checked: Checked, now: datetime
) -> HttpResponse:
    """Send the application; sent twice it is one (INV-11). Whatever is against it is said, and the answers stay."""
    if request.POST.get("homepage") or is_over_limit(request, "send"):
        return show_limit(request, run)
    if now - draft.created_at < SHORTEST:
        return show_check(request, run, draft, checked, [_("That was very quick. Please press the button once more.")])
    if draft.run_id is None:
        practice.send_practice(draft, now)
        return redirect("apply_done", run.code)
    application = make_application(checked.values, draft.submission_key, chosen_language(request))
    actor = Actor(Channel.WEB, None, checked.values["who"]["speaker"])
    try:
        apply_for_run(run.pk, application, actor, now, random.SystemRandom())
    except EnrolmentError as error:
        refusals = getattr(error, "refusals", None)
        problems = [refusal.message for refusal in refusals] if refusals else [str(error)]
        return show_check(request, run, draft, checked, problems)
    lookup.empty_draft(draft, now)
    return redirect("apply_done", run.code)


def show_check(
    request: HttpRequest, run: CourseRun, draft: ApplicationDraft, checked: Checked, problems: list[str]
) -> HttpResponse:
    if not problems:
        problems = find_problems(run, checked, draft)
    context = {
        "run": run,
        "rows": summarise(checked.values, run),
        "problems": list(dict.fromkeys(problems)),
        "phone": find_phone(run),
        "back_url": reverse("apply_question", args=[run.code, list(checked.values)[-1]]),
    }
    return render(request, "courses/apply/check.html", context)


def find_problems(run: CourseRun, checked: Checked, draft: ApplicationDraft) -> list[str]:
    """Return what will be against sending, before the person presses the button."""
    now = timezone.now()
    try:
        check_window(run, WEB, now)
    except RunClosed as error:
        return [str(error)]
    people = make_application(checked.values, draft.submission_key).people
    return [refusal.message for person in people for refusal in find_refusals(run, person, timezone.localdate(now))]


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt of the application this browser has sent: number, what happens next, how to cancel."""
    run, now = find_run(code), timezone.now()
    draft = find_draft(request, run, now)
    if draft is not None and practice.find_step(draft):
        return practice.show_done(request, run, draft, find_phone(run))
    enrolment = find_sent(draft)
    if enrolment is None:
        return show_lost(request, run)
    return render(request, "courses/apply/done.html", describe_enrolment(enrolment, run, now))


@personal_form
@require_POST
def erase(request: HttpRequest, code: str) -> HttpResponse:
    """Erase what this browser has typed, and the key: for those who use a computer with others."""
    run = find_run(code)
    lookup.delete_draft(request.COOKIES.get(COOKIE, ""))
    response = redirect("apply_erased", run.code)
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
    return response


@personal_form
@require_GET
def erased(request: HttpRequest, code: str) -> HttpResponse:
    """Say that nothing is left on this computer."""
    run = find_run(code)
    return render(request, "courses/apply/erased.html", {"run": run, "phone": find_phone(run)})
