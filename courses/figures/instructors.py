"""R-12: what each instructor did in a fiscal year: sessions, hours, what is to be paid, topics."""

from datetime import datetime, timedelta

from courses.models import Instructor, InstructorAssignment, SessionStatus
from courses.models.city import choice
from courses.models.session import Role
from courses.tables import Table

COLUMNS = ("講師", "区分", "主講師の回", "補助講師の回", "時間（分）", "謝礼（円）", "内容")
HOUR = timedelta(hours=1)


def make_instructor_table(fiscal_year: int) -> Table:
    """Return one row an instructor, for the sessions that were held; by reading.

    The fee follows from the city's choice INSTRUCTOR_FEES (yen an hour by kind); without one the cell is empty.
    """
    rows = InstructorAssignment.objects.filter(
        session__run__fiscal_year=fiscal_year, session__status=SessionStatus.HELD
    ).select_related("instructor", "session__run")
    mine: dict[Instructor, list[InstructorAssignment]] = {}
    for row in rows.order_by("instructor__reading", "instructor__pk", "session__date", "session__pk"):
        mine.setdefault(row.instructor, []).append(row)
    return Table("講師稼働", COLUMNS, [make_row(person, items) for person, items in mine.items()])


def make_row(person: Instructor, items: list[InstructorAssignment]) -> tuple[object, ...]:
    length = sum((find_length(item) for item in items), timedelta())
    rate = choice("INSTRUCTOR_FEES").get(person.kind)
    topics = dict.fromkeys(item.session.topic for item in items if item.session.topic)
    main = sum(item.role == Role.MAIN for item in items)
    fee = None if rate is None else round(rate * (length / HOUR))
    minutes = length // timedelta(minutes=1)
    return (person.name, str(person.get_kind_display()), main, len(items) - main, minutes, fee, "、".join(topics))


def find_length(item: InstructorAssignment) -> timedelta:
    day = item.session.date
    return datetime.combine(day, item.session.end_time) - datetime.combine(day, item.session.start_time)
