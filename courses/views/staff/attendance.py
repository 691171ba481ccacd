"""Attendance of a session: on a tablet in the room, or copied from the paper sheet (courses.md §7.4).

Every entry is a plain POST; with a script the same POST is kept on the device while there is no network, and sent later.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from courses.enrolment.attending import hold_session, record_attendance
from courses.enrolment.errors import EnrolmentError
from courses.models import AttendanceSource, Enrolment, Session
from courses.models.city import choice
from courses.views.staff.access import record_access, requires, visible_sessions
from courses.views.staff.attendance_rows import MAIN_BUTTONS, OTHER_BUTTONS, find_row, find_rows
from courses.views.staff.screen import show

MAY_RECORD = ("courses.record_attendance", "courses.record_own_attendance")
# Our choice: sessions of the last two months are still being completed; older ones are found at their run.
LOOK_BACK = timedelta(days=60)


def get_session_or_404(user: Any, pk: int) -> Session:
    """Return the session. One that the user does not teach or hold answers like one that does not exist."""
    session = visible_sessions(user).filter(pk=pk).first()
    if session is None:
        raise Http404(_("この回はありません。"))
    return session


@require_safe
@requires(*MAY_RECORD)
def index(request: HttpRequest) -> HttpResponse:
    """List the sessions that the user may record: today's, those not finished yet, the coming ones."""
    today = timezone.localdate()
    sessions = visible_sessions(request.user).exclude(status__in=["cancelled", "postponed"])
    context = {
        "today": sessions.filter(date=today),
        "open": sessions.filter(date__lt=today, date__gte=today - LOOK_BACK, status="planned"),
        "coming": sessions.filter(date__gt=today)[:10],
        "done": sessions.filter(date__lt=today, date__gte=today - LOOK_BACK, status="held").order_by("-date")[:10],
    }
    return show(request, "attendance/index", _("出欠の記録"), context)


@require_safe
@requires(*MAY_RECORD)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one row a person with large buttons; ?source=paper: for copying the sheet with the keys 1 to 4."""
    return show_session(request, get_session_or_404(request.user, pk))


def show_session(request: HttpRequest, row: Session, **extra: Any) -> HttpResponse:
    """Show the page; extra: what a walk-in form that was refused has to say, and the status."""
    now = timezone.now()
    is_paper = (extra.get("source") or request.GET.get("source")) == AttendanceSource.PAPER
    is_open = row.date <= timezone.localdate(now) and row.run.closed_at is None
    record_access(request, None, "attendance", run_id=row.run_id)
    status = extra.pop("status", 200)
    context = {
        "session": row,
        "run_title": row.run.full_title,
        "rows": find_rows(row, request.user),
        "main": MAIN_BUTTONS,
        "others": OTHER_BUTTONS,
        "is_open": is_open,
        "is_paper": is_paper,
        "source": AttendanceSource.PAPER if is_paper else AttendanceSource.SCREEN,
        "takes_walk_ins": is_open and row.run.allows_walk_ins and choice("WALK_INS"),
        "districts": choice("DISTRICTS"),
        "can_finish": is_open and row.status == "planned" and now >= row.starts_at,
        "trail": [(_("出欠の記録"), reverse("course_desk:attendance"))],
    }
    title = _("第%(number)d回の出欠") % {"number": row.number}
    return show(request, "attendance/session", title, context | extra, status=status)


@require_POST
@requires(*MAY_RECORD)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one person; answer as JSON for the script, with a redirect to the row for a plain form.

    client_key: of an entry of the script, which may come twice. A plain form has none: each press counts.
    """
    row = get_session_or_404(request.user, pk)
    posted = request.POST
    number = posted.get("enrolment", "")
    enrolment = Enrolment.objects.filter(pk=int(number), run=row.run_id).first() if is_key(number) else None
    if enrolment is None:
        return refuse(request, row, _("この方は、この講座の名簿にいません。"))
    key = posted.get("client_key", "")[:64] or f"form-{uuid4()}"
    try:
        record_attendance(
            row.pk,
            enrolment.pk,
            posted.get("status", ""),
            request.user,
            timezone.now(),
            key,
            posted.get("source", AttendanceSource.SCREEN),
            posted.get("seen") or None,
        )
    except EnrolmentError as error:
        return refuse(request, row, str(error))
    if wants_json(request):
        return JsonResponse(describe_row(row, enrolment))
    return redirect(f"{address(row, posted.get('source', ''))}#p{enrolment.pk}")


def is_key(text: str) -> bool:
    """Say whether a text is a primary key: digits of ASCII, not too many for the database."""
    return text.isascii() and text.isdigit() and len(text) < 16


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def refuse(request: HttpRequest, row: Session, reason: str) -> HttpResponse:
    """Say why an entry was not recorded: to the script, or above the list."""
    if wants_json(request):
        return JsonResponse({"error": reason}, status=409)
    messages.error(request, reason)
    return redirect(address(row, request.POST.get("source", "")))


def address(row: Session, source: str = "") -> str:
    path = reverse("course_desk:attendance_session", args=[row.pk])
    return f"{path}?source=paper" if source == AttendanceSource.PAPER else path


def describe_row(session_row: Session, enrolment: Enrolment) -> dict[str, Any]:
    """Return what the script shows after an entry: the value in force, and both values of a conflict."""
    row = find_row(session_row, enrolment)
    return {
        "enrolment": enrolment.pk,
        "status": row["status"],
        "label": row["label"],
        "conflict": row["conflict"],
        "history": row["history"],
    }


@require_POST
@requires(*MAY_RECORD)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the session as held once everybody is recorded."""
    row = get_session_or_404(request.user, pk)
    try:
        hold_session(row.pk, request.user, timezone.now())
    except EnrolmentError as error:
        return refuse(request, row, str(error))
    messages.success(request, _("第%(number)d回を終えました。") % {"number": row.number})
    return redirect("course_desk:attendance")
