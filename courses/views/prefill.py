"""Who has applied before does not answer everything again (UX-16): a receipt number and one fact fill the questions in."""

import random
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from courses.enrolment import lookup
from courses.enrolment.errors import TooManyAttempts
from courses.enrolment.normalise import era_of
from courses.forms.lookup import LookupForm
from courses.models import CourseRun, Enrolment
from courses.models.state import describe_state
from courses.views.apply import COOKIE, find_run, keep_key, list_errors
from courses.views.frame import find_phone, is_over_limit, personal_form, show_limit


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an earlier receipt number; POST begins an application with what that one says. The limits of the look-up hold."""
    run, now = find_run(code), timezone.now()
    if not describe_state(run, now).can_apply or run.is_practice:
        return redirect("apply_start", run.code)
    if request.method != "POST":
        return show(request, run, LookupForm())
    if is_over_limit(request, "lookup"):
        return show_limit(request, run)
    form = LookupForm(request.POST)
    if not form.is_valid():
        return show(request, run, form)
    try:
        earlier = lookup.look_up(form.cleaned_data["number"], form.cleaned_data["fact"], now)
    except TooManyAttempts as error:
        form.add_error("number", str(error))
        return show(request, run, form)
    if earlier is None or earlier.learner.is_suspended:
        form.add_refusal()
        return show(request, run, form)
    lookup.delete_draft(request.COOKIES.get(COOKIE, ""))
    key, draft = lookup.start_draft(run, now, random.SystemRandom())
    lookup.save_draft(draft, read_answers(earlier), now)
    return keep_key(redirect("apply_question", run.code, "who"), key)


def show(request: HttpRequest, run: CourseRun, form: LookupForm) -> HttpResponse:
    context = {
        "run": run,
        "form": form,
        "errors": list_errors(form),
        "phone": find_phone(run),
        "back_url": f"/apply/{run.code}/",
    }
    return render(request, "courses/apply/again.html", context)


def read_answers(enrolment: Enrolment) -> dict[str, dict[str, Any]]:
    """Return the answers as the person would type them. Wishes for assistance and who comes along are asked each time."""
    person = enrolment.learner
    return {
        "name": {"name": person.name, "reading": person.reading},
        "birth": split_birth(person.birth_date),
        "phone": {"phone": person.phone, "best_time": person.best_time},
        "notice": {
            "contact_channel": person.contact_channel,
            "email": person.email,
            "postal_code": person.postal_code,
            "address": person.address,
        },
        "home": {"residence": enrolment.residence, "district": enrolment.district},
    }


def split_birth(born: date | None) -> dict[str, str]:
    """Return era, year, month and day of a birth date in the Japanese calendar; nothing when it is not known."""
    if born is None:
        return {}
    era, year = era_of(born)
    return {"era": era, "year": str(year), "month": str(born.month), "day": str(born.day)}
