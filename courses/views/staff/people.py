"""Finding a person, and the page of one application (courses.md §7.1). Every look is written down."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.enrolment.allowed import find_runs
from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import normalise_receipt_number
from courses.enrolment.receipt import format_receipt_number
from courses.enrolment.seats import find_members
from courses.enrolment.waiting_list import find_position
from courses.forms.reasons import CANCEL_REASONS, WORDS
from courses.forms.summary import describe_birth, format_phone
from courses.models import DrawLot, Enrolment, EventKind, Offer
from courses.models import EnrolmentState as S
from courses.views.staff.access import get_enrolment_or_404, get_run_or_404, record_access, requires
from courses.views.staff.entry import find_by_text
from courses.views.staff.screen import name_staff, show

ACTIVE = (S.SUBMITTED, S.CONFIRMED, S.WAITLISTED)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("courses.view_enrolment")
def search(request: HttpRequest) -> HttpResponse:
    """Find people by reading, telephone or receipt number. The words stand in no address: the form is sent by POST."""
    if request.method != "POST":
        return show(request, "search", _("人を探す"), {})
    typed = request.POST.get("find", "").strip()[:60]
    enrolment = find_by_number(request, typed)
    if enrolment is not None:
        return redirect("course_desk:enrolment", enrolment.pk)
    context: dict[str, Any] = {"find": typed, "has_searched": True}
    try:
        context["found"] = [describe_found(request, learner) for learner in find_by_text(typed)]
    except InputProblem as problem:
        context["problem"] = str(problem)
    return show(request, "search", _("人を探す"), context)


def find_by_number(request: HttpRequest, typed: str) -> Enrolment | None:
    """Return the visible enrolment whose receipt number was typed; None for anything else."""
    try:
        number = normalise_receipt_number(typed)
    except InputProblem:
        return None
    return Enrolment.objects.filter(receipt_number=number, run__in=find_runs(request.user).values("pk")).first()


def describe_found(request: HttpRequest, learner: Any) -> dict[str, Any]:
    """Return a person with the applications for visible runs, newest first."""
    record_access(request, learner, "search")
    rows = learner.enrolments.filter(run__in=find_runs(request.user).values("pk"))
    return {"learner": learner, "enrolments": rows.select_related("run__course").order_by("-received_at")[:8]}


@require_safe
@requires("courses.view_enrolment")
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application: the person, what became of it, its history, and the usual buttons."""
    row = get_enrolment_or_404(request.user, pk)
    record_access(request, row, "enrolment")
    return show(request, "enrolment", row.learner.name or _("消去済みの方"), describe(request, row))


def describe(request: HttpRequest, row: Enrolment) -> dict[str, Any]:
    now = timezone.now()
    members = find_members(row)
    lead = members[0]
    person = row.learner
    offer = Offer.objects.filter(enrolment=lead, outcome="open").prefetch_related("attempts__by").first()
    others = person.enrolments.filter(run__in=find_runs(request.user).values("pk")).exclude(pk=row.pk)
    return {
        "run": get_run_or_404(request.user, row.run.code),
        "enrolment": row,
        "person": person,
        "birth": describe_birth(person.birth_date) if person.birth_date else "",
        "phone_in_groups": format_phone(person.phone),
        "number": format_receipt_number(row.receipt_number),
        "members": members,
        "position": find_position(lead),
        "lot": DrawLot.objects.filter(enrolment=lead, draw__is_rehearsal=False).order_by("-draw__number").first(),
        "offer": offer,
        "companions": row.companions.all(),
        "needs": find_needs(request, row),
        "history": describe_history(row),
        "notices": lead.notifications.order_by("-created_at")[:20],
        "others": others.select_related("run__course").order_by("-received_at")[:10],
        "reasons": CANCEL_REASONS,
        "can_cancel": row.state in ACTIVE,
        "can_undo": bool(row.state == S.CANCELLED and row.undo_until and now < row.undo_until),
        "can_void": row.state in ACTIVE,
        "can_requeue": row.state == S.LAPSED and not row.requeued_at,
    }


def find_needs(request: HttpRequest, row: Enrolment) -> list[Any] | None:
    """Return the wishes for assistance; None when the user may not even know whether there are any (INV-29)."""
    return list(row.needs.all()) if request.user.has_perm("courses.view_assistanceneed") else None


def describe_history(row: Enrolment) -> list[dict[str, Any]]:
    """Return what happened, last first, in words."""
    events = row.events.select_related("user", "second_user").order_by("-number")
    return [
        {
            "event": event,
            "what": S(event.to_state).label if event.kind == EventKind.STATE else EventKind(event.kind).label,
            "reason": WORDS.get(event.reason, event.reason),
            "who": name_staff(event.user) if event.user else "",
            "second": name_staff(event.second_user) if event.second_user else "",
        }
        for event in events
    ]
