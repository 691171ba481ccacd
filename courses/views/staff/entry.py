"""Proxy entry (courses.md §7.1): an application by telephone, at the counter or on paper, on one page.

The page is checked, then read back to the person, then saved. What was read back is what is saved: another answer in
between asks for the reading again.
"""

from datetime import datetime
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.enrolment.actions import apply_for_run, check_window
from courses.enrolment.actor import Actor
from courses.enrolment.eligibility import find_refusals
from courses.enrolment.errors import EnrolmentError, InputProblem, NotAllowed
from courses.enrolment.late import LATE_PERMISSION, is_after_end
from courses.enrolment.lookup import make_key
from courses.enrolment.normalise import normalise_phone, normalise_reading
from courses.enrolment.people import find_learners
from courses.enrolment.receipt import format_receipt_number
from courses.forms.desk import DeskForm, fill_from_record
from courses.models import Channel, CourseRun, Enrolment, Learner
from courses.views.show import describe_enrolment
from courses.views.staff.access import get_enrolment_or_404, get_run_or_404, record_access, requires
from courses.views.staff.doing import read_key
from courses.views.staff.readback import make_script
from courses.views.staff.screen import show


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.enter_application")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Show the page; POST searches for the person (find, fill), or checks, reads back and saves."""
    run = get_run_or_404(request.user, code)
    if request.method != "POST":
        problems = find_closed(request, run)
        return show_page(request, run, start_page(request, run), problems=problems)
    step = request.POST.get("do", "")
    if step == "find":
        return find_person(request, run)
    if step == "fill":
        return fill(request, run)
    now = timezone.now()
    return take(request, run, DeskForm(run, request.POST, is_late=asks_why(request, run, now)), now)


def asks_why(request: HttpRequest, run: CourseRun, now: datetime) -> bool:
    """Say whether the page asks why an application is entered after the end: only of those who may enter it."""
    return is_after_end(run, now) and request.user.has_perm(LATE_PERMISSION)


def start_page(request: HttpRequest, run: CourseRun, initial: dict[str, Any] | None = None) -> DeskForm:
    """Return an empty page; initial: what is known already."""
    known = {"door": new_door()} | (initial or {})
    return DeskForm(run, initial=known, is_late=asks_why(request, run, timezone.now()))


def find_closed(request: HttpRequest, run: CourseRun) -> list[str]:
    """Return why nothing can be entered, before anything is typed; whom to ask after the end of applications."""
    try:
        check_window(run, Actor(Channel.PHONE, request.user), timezone.now())
    except EnrolmentError as problem:
        return [str(problem)]
    return []


def new_door() -> dict[str, str]:
    """Return the hidden start of an entry: its own key, so that sending twice is one application, and the time."""
    return {"submission_key": make_key(SystemRandom()), "began_at": f"{timezone.localtime():%H:%M}"}


def find_person(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """Show records by reading or telephone: only what tells people apart."""
    typed = request.POST.get("find", "").strip()
    problem, found = "", []
    try:
        found = find_by_text(typed)
    except InputProblem as error:
        problem = str(error)
    for learner in found:
        record_access(request, learner, "entry-search", run.pk)
    desk = start_page(request, run)
    context = {"find": typed[:60], "found": found, "has_searched": True, "find_problem": problem}
    return show_page(request, run, desk, **context)


def find_by_text(typed: str) -> list[Learner]:
    """Return the records whose telephone is, or whose reading begins with, the text. Raises InputProblem."""
    if not typed:
        raise InputProblem(_("よみがな、または電話番号を入れてください。"))
    if any(char.isdecimal() for char in typed):
        return find_learners(phone=normalise_phone(typed))
    return find_learners(reading=normalise_reading(typed))


def fill(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """Begin the page with what the record of the chosen person knows."""
    key = read_key(request.POST.get("learner", ""))
    rows = Learner.objects.filter(merged_into__isnull=True, anonymised_at__isnull=True, is_suspended=False)
    learner = rows.filter(pk=key).first() if key else None
    if learner is None:
        return find_person(request, run)
    record_access(request, learner, "entry-fill", run.pk)
    door = new_door() | {"learner": learner.pk}
    return show_page(request, run, start_page(request, run, fill_from_record(learner) | {"door": door}), chosen=learner)


def take(request: HttpRequest, run: CourseRun, desk: DeskForm, now: datetime) -> HttpResponse:
    """Check what was typed; when it was read back just so, save it."""
    chosen = find_chosen(request, desk)
    if not desk.is_valid():
        return show_page(request, run, desk, chosen=chosen)
    problems = find_problems(run, desk, request, now)
    script = make_script(run, desk, now)
    ticked = [name for name, _text in script if request.POST.get(f"said-{name}")]
    was_read = request.POST.get("read") == desk.digest() and len(ticked) == len(script)
    if problems or not was_read:
        missed = request.POST.get("do") == "save" and not problems
        return show_page(
            request, run, desk, chosen=chosen, problems=problems, script=script, digest=desk.digest(), missed=missed
        )
    return save(request, run, desk, now)


def find_chosen(request: HttpRequest, desk: DeskForm) -> Learner | None:
    """Return the record that the page was filled from, for the line that says so."""
    key = read_key(str(desk.door["learner"].value() or ""))
    return Learner.objects.filter(pk=key).first() if key else None


def find_problems(run: CourseRun, desk: DeskForm, request: HttpRequest, now: datetime) -> list[str]:
    """Return what is against the application before it is sent, in sentences."""
    try:
        check_window(run, make_entry_actor(request, desk), now, desk.make_application())
    except EnrolmentError as problem:
        return [str(problem)]
    people = desk.make_application().people
    found = [refusal.message for person in people for refusal in find_refusals(run, person, timezone.localdate(now))]
    return list(dict.fromkeys(found))


def make_entry_actor(request: HttpRequest, desk: DeskForm) -> Actor:
    return Actor(desk.door.cleaned_data["channel"], request.user, desk.values["who"]["speaker"])


def save(request: HttpRequest, run: CourseRun, desk: DeskForm, now: datetime) -> HttpResponse:
    """Send the application through the same service as the web; what goes wrong leaves the page as it was typed."""
    actor = make_entry_actor(request, desk)
    try:
        enrolment = apply_for_run(run.pk, desk.make_application(), actor, now, SystemRandom())
    except NotAllowed:
        raise
    except EnrolmentError as problem:
        return show_page(request, run, desk, chosen=find_chosen(request, desk), problems=[str(problem)])
    return redirect("course_desk:received", enrolment.pk)


def show_page(request: HttpRequest, run: CourseRun, desk: DeskForm, **context: Any) -> HttpResponse:
    page = {
        "run": run,
        "desk": desk,
        "errors": desk.errors,
        "began_at": desk.door["began_at"].value() or "",
        "similar": find_similar(request, run, desk) if "script" in context else [],
    }
    return show(request, "entry", _("申込みを入力する"), page | context)


def find_similar(request: HttpRequest, run: CourseRun, desk: DeskForm) -> list[Learner]:
    """Return records that may be the person who was typed, unless one was chosen; each look is written down."""
    if desk.door.cleaned_data.get("learner"):
        return []
    values = desk.values
    same = find_learners(reading=values["name"]["reading"], limit=5)
    found = [row for row in same if row.birth_date == values["birth"]["birth_date"] or is_same_phone(row, values)]
    for learner in found:
        record_access(request, learner, "entry-similar", run.pk)
    return found


def is_same_phone(learner: Learner, values: dict[str, dict[str, Any]]) -> bool:
    return bool(learner.phone) and learner.phone == values["phone"]["phone"]


@require_safe
@requires("courses.enter_application")
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """After saving: the number to read out, what happens next, the slip and the letter."""
    enrolment = get_enrolment_or_404(request.user, pk)
    record_access(request, enrolment, "received")
    return show(request, "received", _("受け付けました"), describe_receipt(request, enrolment))


@require_safe
@requires("courses.enter_application", "courses.view_enrolment")
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the slip in large type, to be printed at the counter: in Japanese, whatever language the clerk reads."""
    enrolment = get_enrolment_or_404(request.user, pk)
    record_access(request, enrolment, "slip")
    with translation.override(settings.LANGUAGE_CODE):
        context = describe_receipt(request, enrolment)
    return show(request, "slip", _("受付票"), context | {"paper_language": settings.LANGUAGE_CODE})


def describe_receipt(request: HttpRequest, enrolment: Enrolment) -> dict[str, Any]:
    run = get_run_or_404(request.user, enrolment.run.code)
    number = format_receipt_number(enrolment.receipt_number)
    return describe_enrolment(enrolment, run, timezone.now()) | {"number": number, "groups": number.split("-")}
