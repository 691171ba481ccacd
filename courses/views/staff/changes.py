"""What the buttons on the page of an application do: correct, cancel, take back, note, strike out, put back, write a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.enrolment import actions
from courses.enrolment.errors import EnrolmentError, NotAllowed
from courses.enrolment.letters import queue_letter
from courses.enrolment.people import change_learner
from courses.forms.desk import PersonForm, first_id
from courses.forms.reasons import CANCEL_REASONS, VOID_REASONS, ReasonForm, TextForm
from courses.models import Enrolment
from courses.views.staff.access import get_enrolment_or_404, record_access, requires
from courses.views.staff.doing import do, make_actor
from courses.views.staff.screen import show, trail_of
from courses.views.staff.second import find_second_person

PAGE = "course_desk:enrolment"


def list_errors(form) -> list[dict[str, str]]:
    """Return each mistake of a form with the id of its field."""
    fields = [form[name] for name in form.fields]
    return [
        {"id": first_id(field), "label": str(field.label), "text": field.errors[0]} for field in fields if field.errors
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.change_enrolment")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, telephone, address or the way of telling; old and new values stay in the history."""
    row = get_enrolment_or_404(request.user, pk)
    form = PersonForm(row.run, row.learner, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.changed()
        actor, now = make_actor(request), timezone.now()
        return do(request, lambda: change_learner(row.learner_id, actor, now, **values), _("直しました。"), PAGE, pk)
    record_access(request, row, "person")
    context = {"enrolment": row, "run": row.run, "form": form, "errors": list_errors(form), "trail": trail_of(row)}
    return show(request, "person", _("連絡先を直す"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.change_enrolment")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then cancel for the whole party; can be taken back for a while."""
    row = get_enrolment_or_404(request.user, pk)
    form = ReasonForm(
        CANCEL_REASONS,
        request.POST if request.method == "POST" else None,
        initial={"reason": request.GET.get("reason", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actor, now = make_actor(request), timezone.now()
        done = _("取り消しました。30分のあいだは、元にもどせます。")
        return do(request, lambda: actions.cancel(pk, actor, now, data["reason"], data["text"]), done, PAGE, pk)
    record_access(request, row, "cancel")
    context = {"enrolment": row, "run": row.run, "form": form, "errors": list_errors(form), "trail": trail_of(row)}
    return show(request, "cancel", _("申込みを取り消す"), context)


@require_POST
@requires("courses.change_enrolment")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    get_enrolment_or_404(request.user, pk)
    return do(
        request,
        lambda: actions.undo_cancellation(pk, make_actor(request), timezone.now()),
        _("元にもどしました。"),
        PAGE,
        pk,
    )


@require_POST
@requires("courses.change_enrolment")
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a remark to the history."""
    get_enrolment_or_404(request.user, pk)
    form = TextForm(_("メモ"), _("メモを書いてください。"), request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["text"][0])
        return redirect(PAGE, pk)
    text = form.cleaned_data["text"]
    return do(
        request,
        lambda: actions.add_note(pk, make_actor(request), timezone.now(), text),
        _("書き残しました。"),
        PAGE,
        pk,
    )


@require_POST
@requires("courses.enter_application", "courses.send_notices")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a letter with the state of this moment on the list of letters."""
    get_enrolment_or_404(request.user, pk)
    done = _("「印刷する手紙」に入れました。")
    to = PAGE if request.user.has_perm("courses.view_enrolment") else "course_desk:received"
    return do(request, lambda: queue_letter(pk, make_actor(request), timezone.now()), done, to, pk)


@require_POST
@requires("courses.send_notices")
def requeue(request: HttpRequest, pk: int) -> HttpResponse:
    get_enrolment_or_404(request.user, pk)
    actor, now, done = make_actor(request), timezone.now(), _("キャンセル待ちの最後にもどしました。")
    return do(request, lambda: actions.requeue(pk, actor, now, "asked_again"), done, PAGE, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.void_enrolment")
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out an application, with the reason; a decided place needs the second person."""
    row = get_enrolment_or_404(request.user, pk)
    form = ReasonForm(VOID_REASONS, request.POST if request.method == "POST" else None)
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            strike_out(request, row, form.cleaned_data)
        except NotAllowed:
            raise
        except EnrolmentError as problem:
            problems.append(str(problem))
        else:
            messages.success(request, _("無効にしました。"))
            return redirect(PAGE, pk)
    record_access(request, row, "void")
    context = {"enrolment": row, "run": row.run, "form": form, "errors": list_errors(form), "problems": problems}
    context |= {"needs_second": row.state == "confirmed", "trail": trail_of(row)}
    return show(request, "void", _("申込みを無効にする"), context)


def strike_out(request: HttpRequest, row: Enrolment, data: dict[str, str]) -> None:
    second = find_second_person(request) if row.state == "confirmed" else None
    actions.make_void(row.pk, make_actor(request), timezone.now(), data["reason"], data["text"], second)
