"""R-14: who looked at, changed or exported what, by member of staff and period. Without a personal value of a resident."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.models import AccessLog, AccountCheck, AttendanceChange, EnrolmentEvent, LearnerChange
from courses.tables import Table

COLUMNS = ("時刻", "職員", "したこと", "対象", "理由・目的", "件数")
# Our choice: a file of more rows is of no use to a reader; a shorter period shows the rest.
MOST_ROWS = 50_000


def make_audit_table(first: date, last: date, user_id: int | None = None) -> Table:
    """Return looks, exports and changes from the first to the last day (both included), oldest first.

    user_id: of one member of staff; None for all. Raises ValueError when the last day lies before the first, or when there
    are more than MOST_ROWS.
    """
    if last < first:
        raise ValueError("The last day lies before the first.")
    start = timezone.make_aware(datetime.combine(first, time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    rows = [
        *find_looks(start, end, user_id),
        *find_events(start, end, user_id),
        *find_corrections(start, end, user_id),
        *find_attendances(start, end, user_id),
        *find_account_checks(start, end, user_id),
    ]
    if len(rows) > MOST_ROWS:
        raise ValueError(f"More than {MOST_ROWS} rows.")
    rows.sort(key=lambda row: (row[0], row[1], row[2]))
    return Table("監査記録", COLUMNS, rows)


def limit(rows: Any, who: str, user_id: int | None) -> Any:
    """Return the rows of one member of staff, or of all; never more than can be shown."""
    rows = rows.filter(**{f"{who}_id": user_id}) if user_id else rows.filter(**{f"{who}__isnull": False})
    return rows.select_related(who)[: MOST_ROWS + 1]


def find_looks(start: datetime, end: datetime, user_id: int | None) -> list[tuple[Any, ...]]:
    rows = AccessLog.objects.filter(at__gte=start, at__lt=end).select_related("run")
    return [
        (row.at, row.user.get_username(), "書き出し・印刷" if row.row_count is not None else "閲覧",
         f"{row.screen} {describe(row)}".strip(), row.purpose, row.row_count)
        for row in limit(rows, "user", user_id)
    ]  # fmt: skip


def describe(row: AccessLog) -> str:
    """Return which record or run, by its number."""
    return f"受講者{row.learner_id}" if row.learner_id else row.run.code if row.run else ""


def find_events(start: datetime, end: datetime, user_id: int | None) -> list[tuple[Any, ...]]:
    rows = EnrolmentEvent.objects.filter(at__gte=start, at__lt=end).order_by("pk")
    return [
        (row.at, row.user.get_username(), f"申込みの変更 {row.get_kind_display()}",
         f"申込み{row.enrolment_id} {row.from_state}→{row.to_state}", row.reason, 1)
        for row in limit(rows, "user", user_id)
    ]  # fmt: skip


def find_corrections(start: datetime, end: datetime, user_id: int | None) -> list[tuple[Any, ...]]:
    rows = LearnerChange.objects.filter(at__gte=start, at__lt=end).order_by("pk")
    return [
        (row.at, row.user.get_username(), "受講者の記録の訂正", f"受講者{row.learner_id}", "", 1)
        for row in limit(rows, "user", user_id)
    ]


def find_attendances(start: datetime, end: datetime, user_id: int | None) -> list[tuple[Any, ...]]:
    rows = AttendanceChange.objects.filter(at__gte=start, at__lt=end).select_related("attendance").order_by("pk")
    return [
        (
            row.at,
            row.by.get_username(),
            "出欠の記録",
            f"申込み{row.attendance.enrolment_id} {row.get_status_display()}",
            "",
            1,
        )
        for row in limit(rows, "by", user_id)
    ]


def find_account_checks(start: datetime, end: datetime, user_id: int | None) -> list[tuple[Any, ...]]:
    """Return who changed an account that can be a second person, and who agreed."""
    rows = AccountCheck.objects.select_related("user")
    changed = limit(rows.filter(at__gte=start, at__lt=end), "by", user_id)
    agreed = limit(rows.filter(agreed_at__gte=start, agreed_at__lt=end), "agreed_by", user_id)
    return [
        *((row.at, row.by.get_username(), "アカウントの変更", row.user.get_username(), row.what, 1) for row in changed),
        *(
            (row.agreed_at, row.agreed_by.get_username(), "アカウントの確認", row.user.get_username(), row.what, 1)
            for row in agreed
        ),
    ]
