"""R-08: for the desk at the door of the room: who is expected."""

from courses.prints.base import Order, Print, Sheet
from courses.prints.people import describe_companions, find_members, split_name
from courses.tables import Table

COLUMNS = ("名前", "ふりがな", "受付番号の下4けた", "付き添い")


def collect(order: Order) -> Sheet:
    """Return the members by reading, with the end of the receipt number only."""
    members = list(find_members(order.run))
    people = [
        {
            "name": split_name(row.learner),
            "initial": row.learner.reading[:1],
            "tail": row.receipt_number[-4:],
            "companions": describe_companions(row),
        }
        for row in members
    ]
    rows = [
        (row.learner.name, row.learner.reading, row.receipt_number[-4:], describe_companions(row)) for row in members
    ]
    return Sheet({"people": people}, COLUMNS, len(members), Table("当日受付表", COLUMNS, rows))


PRINT = Print(
    id="desk-list",
    number="R-08",
    name="当日受付表",
    description="会場の受付で使う表。名前、ふりがな、受付番号の下4けた、付き添い。",
    readers="会場の受付の係",
    collect=collect,
    has_table=True,
)
