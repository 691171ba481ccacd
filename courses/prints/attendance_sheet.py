"""R-01: who sits in the room, with a box per session. No telephone, no birth date."""

from courses.models.city import choice
from courses.prints.base import Order, Print, Sheet
from courses.prints.people import (
    chunk,
    describe_companions,
    find_members,
    label_session,
    sessions_in_the_room,
    split_name,
)
from courses.tables import Table

# Our choice: as many boxes of a finger's width as fit beside a name in 16 points on a sheet turned sideways.
SESSIONS_A_SHEET = 8
# Our choice: a handful of people come without having applied.
WALK_IN_ROWS = 5


def collect(order: Order) -> Sheet:
    """Return the members by reading; blank rows where people may join without applying."""
    run = order.run
    labels = [label_session(session) for session in sessions_in_the_room(run)]
    members = list(find_members(run))
    people = [
        {"number": at, "name": split_name(row.learner), "companions": describe_companions(row)}
        for at, row in enumerate(members, start=1)
    ]
    columns = ("番号", "名前", "ふりがな", *labels, "席", "付き添い")
    rows = [
        (at, row.learner.name, row.learner.reading, *("" for _label in labels), "", describe_companions(row))
        for at, row in enumerate(members, start=1)
    ]
    data = {
        "people": people,
        "parts": list(chunk(labels, SESSIONS_A_SHEET)) or [[]],
        "blank_rows": WALK_IN_ROWS if run.allows_walk_ins and choice("WALK_INS") else 0,
    }
    return Sheet(data, columns, len(members), Table("出席簿", columns, rows))


PRINT = Print(
    id="attendance-sheet",
    number="R-01",
    name="出席簿",
    description="番号、名前、ふりがな、回ごとの記入欄、席。電話番号と生年月日は出しません。",
    readers="この講座の講師と講座担当",
    collect=collect,
    has_table=True,
)
