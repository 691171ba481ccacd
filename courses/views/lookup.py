"""Finding an application again without an account: see it, change it, cancel it, take that back, answer an offer.

After a look-up the browser holds a signed cookie that names one enrolment; it ends with the browser or "finish".
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.enrolment import actions, lookup, people, waiting_list
from courses.enrolment.actor import WEB
from courses.enrolment.errors import EnrolmentError, NotPossible, TooManyAttempts
from courses.enrolment.seats import find_members
from courses.forms.lookup import LookupForm
from courses.forms.questions import Home, Notice, Phone, Question
from courses.models import CourseRun, Enrolment
from courses.models import EnrolmentState as S
from courses.views.apply import list_errors, told_address
from courses.views.frame import chosen_language, find_phone, is_over_limit, personal_form, show_limit
from courses.views.show import describe_enrolment

COOKIE = "enrolment"
SALT = "courses.views.lookup"
# Source: WCAG 2.2, 2.2.1: a limit of more than 20 hours needs no warning.
COOKIE_AGE = timedelta(hours=21)
CHANGEABLE = (S.SUBMITTED, S.WAITLISTED, S.OFFERED, S.CONFIRMED)
FORMS: dict[str, type[Question]] = {form.slug: form for form in (Phone, Notice, Home)}


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt number and one fact; the answer never says which of the two was wrong."""
    if request.method != "POST":
        return show_form(request, LookupForm())
    if is_over_limit(request, "lookup"):
        return show_limit(request)
    form = LookupForm(request.POST)
    if not form.is_valid():
        return show_form(request, form)
    try:
        enrolment = lookup.look_up(form.cleaned_data["number"], form.cleaned_data["fact"], timezone.now())
    except TooManyAttempts as error:
        form.add_error("number", str(error))
        return show_form(request, form)
    if enrolment is None:
        form.add_refusal()
        return show_form(request, form)
    response = redirect("enrolment")
    response.set_signed_cookie(
        COOKIE,
        str(enrolment.pk),
        salt=SALT,
        path="/enrolment/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def show_form(request: HttpRequest, form: LookupForm) -> HttpResponse:
    context = {"form": form, "errors": list_errors(form), "phone": find_phone(None), "is_first": True}
    return render(request, "courses/enrolment/lookup.html", context)


def find_enrolment(request: HttpRequest) -> Enrolment | None:
    """Return the enrolment this browser looked up."""
    key = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=COOKIE_AGE)
    if not key:
        return None
    return Enrolment.objects.select_related("learner", "run__course").filter(pk=key).first()


def load_run(enrolment: Enrolment) -> CourseRun:
    return CourseRun.objects.select_related("course").with_sessions().get(pk=enrolment.run_id)


def show_page(request: HttpRequest, template: str, enrolment: Enrolment, **extra: Any) -> HttpResponse:
    """Show one of the pages about the enrolment, as it is now."""
    run, now = load_run(enrolment), timezone.now()
    context = describe_enrolment(enrolment, run, now) | {"can_change": enrolment.state in CHANGEABLE} | extra
    return render(request, f"courses/enrolment/{template}.html", context)


@personal_form
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the enrolment: state in words, dates, what can be done."""
    enrolment = find_enrolment(request)
    if enrolment is None:
        return redirect("lookup")
    return show_page(request, "show", enrolment, was_changed=request.GET.get("changed") == "1")


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one group of answers: telephone, way of hearing from us, home and wishes."""
    enrolment, kind = find_enrolment(request), FORMS.get(slug)
    if enrolment is None:
        return redirect("lookup")
    if kind is None or enrolment.state not in CHANGEABLE:
        raise Http404("This cannot be changed here.")
    run = load_run(enrolment)
    extra = {"phone": enrolment.learner.phone} if kind is Notice else {}
    form = kind(run, request.POST if request.method == "POST" else None, initial=read_values(enrolment), **extra)
    problem = told = ""
    if request.method == "POST" and form.found_address:
        form, told = kind(run, initial=form.typed() | {"address": form.found_address}, **extra), told_address()
    elif request.method == "POST" and not form.is_by_program and form.is_valid():
        try:
            store(enrolment, form.slug, form.cleaned_data, chosen_language(request), timezone.now())
            return redirect_to_show(changed=True)
        except EnrolmentError as error:
            problem = str(error)
    context = {
        "run": run,
        "form": form,
        "title": form.title,
        "errors": list_errors(form),
        "problem": problem,
        "told": told,
        "phone": find_phone(run),
        "is_change": True,
    }
    return render(request, f"courses/apply/q_{form.slug}.html", context)


def redirect_to_show(changed: bool = False) -> HttpResponse:
    response = redirect("enrolment")
    if changed:
        response["Location"] += "?changed=1"
    return response


def read_values(enrolment: Enrolment) -> dict[str, Any]:
    """Return the stored answers as the forms show them."""
    person = enrolment.learner
    names = ("phone", "best_time", "contact_channel", "email", "postal_code", "address")
    values = {name: getattr(person, name) for name in names}
    yes_no = {True: "yes", False: "no"}
    return values | {
        "residence": enrolment.residence,
        "district": enrolment.district,
        "first_time": yes_no[enrolment.says_first_time],
        "waiting_list": yes_no[enrolment.wants_waiting_list],
    }


def store(enrolment: Enrolment, slug: str, values: dict[str, Any], language: str, now: datetime) -> None:
    """Store changed answers through the services, which write the history.

    language: of the form now; who changes how messages come gets them in it from then on.
    """
    values = {name: value for name, value in values.items() if name != "homepage"}
    if slug == Notice.slug:
        values["language"] = language
    if slug != Home.slug:
        people.change_learner(enrolment.learner_id, WEB, now, **values)
        return
    answers: dict[str, Any] = {"residence": values["residence"], "district": values["district"]}
    if "first_time" in values:
        answers["says_first_time"] = values["first_time"] == "yes"
    if "waiting_list" in values:
        answers["wants_waiting_list"] = values["waiting_list"] == "yes"
    actions.change_answers(enrolment.pk, WEB, now, "by the applicant", **answers)


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest) -> HttpResponse:
    """Ask once whether to cancel; the button cancels. It can be taken back for half an hour."""
    enrolment = find_enrolment(request)
    if enrolment is None:
        return redirect("lookup")
    if request.method != "POST":
        return show_page(request, "cancel", enrolment)
    return try_action(request, enrolment, lambda now: actions.cancel(enrolment.pk, WEB, now))


@personal_form
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take a cancellation back."""
    enrolment = find_enrolment(request)
    if enrolment is None:
        return redirect("lookup")
    return try_action(request, enrolment, lambda now: actions.undo_cancellation(enrolment.pk, WEB, now))


@personal_form
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take or decline the offered place, after a look-up."""
    enrolment = find_enrolment(request)
    if enrolment is None:
        return redirect("lookup")
    return try_action(request, enrolment, lambda now: give_answer(request, enrolment, now))


def give_answer(request: HttpRequest, enrolment: Enrolment, now: datetime) -> None:
    """Take or decline the open offer of the enrolment. Raises NotPossible when there is none any more."""
    lead = find_members(enrolment)[0]
    offer = lead.offers.filter(released_at__isnull=False).order_by("-made_at").first()
    if offer is None:
        raise NotPossible(_("There is no open offer any more. Please ring us."))
    act = waiting_list.decline_offer if request.POST.get("answer") == "decline" else waiting_list.accept_offer
    if request.POST.get("answer") in ("accept", "decline"):
        act(offer.pk, WEB, now)


def try_action(request: HttpRequest, enrolment: Enrolment, act: Any) -> HttpResponse:
    """Do it and show what became of it; a sentence when it is not possible."""
    try:
        act(timezone.now())
    except EnrolmentError as error:
        return show_page(request, "show", enrolment, problem=str(error))
    return redirect_to_show()


@personal_form
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the look-up in this browser."""
    response = redirect("lookup")
    response.delete_cookie(COOKIE, path="/enrolment/", samesite="Lax")
    return response


@personal_form
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an offer by the link of a message: opening it shows, a button acts. A dead link leads to the telephone."""
    enrolment = lookup.read_link_token(token, "offer", timezone.now())
    if enrolment is None:
        return render(request, "courses/enrolment/dead_link.html", {"phone": find_phone(None)}, status=410)
    if request.method != "POST":
        return show_page(request, "offer", enrolment)
    try:
        give_answer(request, enrolment, timezone.now())
    except EnrolmentError as error:
        return show_page(request, "offer", enrolment, problem=str(error))
    enrolment.refresh_from_db()
    return show_page(request, "answered", enrolment)
