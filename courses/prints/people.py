"""People of a run as prints show them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from courses.models import CourseRun, Enrolment, Learner, Session
from courses.models import EnrolmentState as S

# Who sits in the room: a place that is decided, before and after the run is closed.
IN_THE_ROOM = (S.CONFIRMED, S.COMPLETED, S.NOT_COMPLETED)
# What stands where the retention has taken the name away.
FORGOTTEN = "（消去済み）"


def find_members(run: CourseRun) -> QuerySet[Enrolment]:
    """Return who has a place in the run, in the order of every list: by reading."""
    rows = Enrolment.objects.filter(run=run, state__in=IN_THE_ROOM).select_related("learner")
    return rows.prefetch_related("companions").order_by("learner__reading", "pk")


def split_name(learner: Learner) -> list[list[str]]:
    """Return name and reading in pairs for furigana: [["試験", "しけん"], ["花子", "はなこ"]].

    Where the parts do not agree in number, one pair; a name that is its own reading stands without one.
    """
    name, reading = learner.name or learner.reading, learner.reading
    if not name:
        return [[FORGOTTEN, ""]]
    if name.replace(" ", "") == reading.replace(" ", ""):
        return [[name, ""]]
    names, readings = name.split(), reading.split()
    if len(names) == len(readings):
        return [list(pair) for pair in zip(names, readings, strict=True)]
    return [[name, reading]]


def describe_companions(enrolment: Enrolment) -> str:
    """Return 付き添い 2人（うち席 1）; an empty text when nobody comes along."""
    companions = list(enrolment.companions.all())
    if not companions:
        return ""
    seated = sum(row.takes_seat for row in companions)
    seats = f"（うち席 {seated}）" if seated else ""
    return f"付き添い {len(companions)}人{seats}"


def label_session(session: Session) -> str:
    """Return 第1回 12/1."""
    return f"第{session.number}回 {session.date.month}/{session.date.day}"


def sessions_in_the_room(run: CourseRun) -> list[Session]:
    """Return the sessions for which attendance counts, first one first."""
    return [session for session in run.ordered_sessions if session.takes_place]


def chunk(items: list[Any], size: int) -> Iterable[list[Any]]:
    """Return the items in lists of at most that size."""
    return [items[at : at + size] for at in range(0, len(items), size)]
