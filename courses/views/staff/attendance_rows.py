"""What a row of the attendance page says: name, reading, companions, a summary of assistance, value and history (INV-28)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.dates import format_time
from courses.models import Attendance, AttendanceSource, AttendanceStatus, Enrolment, Session
from courses.models import EnrolmentState as S
from courses.prints.people import describe_companions, find_members, split_name

LABELS = {
    AttendanceStatus.UNRECORDED: _("未記録"),
    AttendanceStatus.PRESENT: _("出席"),
    AttendanceStatus.LATE: _("遅刻"),
    AttendanceStatus.LEFT_EARLY: _("早退"),
    AttendanceStatus.EXCUSED: _("欠席（連絡あり）"),
    AttendanceStatus.UNEXCUSED: _("欠席（連絡なし）"),
}
# The four large buttons; their numbers are the keys for copying the paper sheet.
MAIN_STATUSES = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.LATE,
    AttendanceStatus.EXCUSED,
    AttendanceStatus.UNEXCUSED,
)
MAIN_BUTTONS = [(number, str(status), LABELS[status]) for number, status in enumerate(MAIN_STATUSES, start=1)]
OTHER_BUTTONS = [
    (str(AttendanceStatus.LEFT_EARLY), LABELS[AttendanceStatus.LEFT_EARLY]),
    (str(AttendanceStatus.UNRECORDED), _("未記録にもどす")),
]


def label_of(status: str) -> str:
    """Return the value in words, as it stands on buttons and paper."""
    return str(LABELS[AttendanceStatus(status)])


def find_rows(session: Session, user: Any) -> list[dict[str, Any]]:
    """Return one row a person with a place, in the order of the printed sheet.

    Assistance: the kinds only, for who may see them or teaches this very session.
    """
    members = list(find_members(session.run).prefetch_related("needs"))
    found = Attendance.objects.filter(session=session, enrolment__in=members)
    by_enrolment = {row.enrolment_id: row for row in found.prefetch_related("changes__by")}
    teaches = session.assignments.filter(instructor__user=user).exists()
    sees_needs = teaches or user.has_perm("courses.view_assistanceneed")
    rows = []
    for number, member in enumerate(members, start=1):
        row = make_row(member, by_enrolment.get(member.pk))
        row |= {"number": number, "companions": describe_companions(member)}
        row["needs"] = "、".join(str(need.get_kind_display()) for need in member.needs.all()) if sees_needs else ""
        rows.append(row)
    return rows


def find_row(session: Session, member: Enrolment) -> dict[str, Any]:
    """Return value, history and conflict of one person."""
    rows = Attendance.objects.filter(session=session, enrolment=member)
    return make_row(member, rows.prefetch_related("changes__by").first())


def make_row(member: Enrolment, attendance: Attendance | None) -> dict[str, Any]:
    """Return value, history and conflict of one person; attendance: None while nothing is recorded."""
    status = attendance.status if attendance else AttendanceStatus.UNRECORDED
    history = [describe_change(change) for change in attendance.changes.all()] if attendance else []
    return {
        "enrolment": member.pk,
        "name": split_name(member.learner),
        "can_change": member.state == S.CONFIRMED,
        "status": str(status),
        "label": label_of(status),
        "history": history,
        "conflict": find_conflict(history),
    }


def describe_change(change: Any) -> dict[str, Any]:
    local = timezone.localtime(change.at)
    source = _("紙から") if change.source == AttendanceSource.PAPER else ""
    return {
        "status": change.status,
        "label": label_of(change.status),
        "by": change.by.get_full_name() or change.by.get_username(),
        "at": f"{local.month}月{local.day}日{format_time(local.hour, local.minute)}",
        "source": str(source),
        "is_conflict": change.is_conflict,
    }


def find_conflict(history: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the value that the last entry replaced without having seen it; None once somebody confirmed one of them."""
    if len(history) < 2 or not history[-1]["is_conflict"] or history[-1]["status"] == history[-2]["status"]:
        return None
    return history[-2]
