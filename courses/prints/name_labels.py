"""R-02: names in large letters with their readings, for badges and seats."""

from courses.prints.base import Order, Print, Sheet
from courses.prints.people import find_members, split_name

COLUMNS = ("名前", "ふりがな")


def collect(order: Order) -> Sheet:
    """Return one label a person."""
    people = [{"name": split_name(row.learner)} for row in find_members(order.run)]
    return Sheet({"people": people}, COLUMNS, len(people))


PRINT = Print(
    id="name-labels",
    number="R-02",
    name="名札・席札",
    description="名前とふりがなのラベル。A4の10面（2列×5段）か24面（3列×8段）。",
    readers="講座担当。会場で本人に渡します",
    collect=collect,
    forms={"2x5": "名札　10面（2列×5段、91×55ミリ）", "3x8": "席札　24面（3列×8段、66×33ミリ）"},
)
