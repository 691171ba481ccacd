"""R-09: the list of who completed the run."""

from django.utils import timezone

from courses.prints.base import Order, Print, Sheet
from courses.prints.certificate import find_certificates
from courses.tables import Table

COLUMNS = ("修了証の番号", "名前", "ふりがな", "出席した回", "開いた回", "修了した日")


def collect(order: Order) -> Sheet:
    """Return the holders of valid certificates, by number."""
    rows = [
        (
            row.number,
            row.enrolment.learner.name,
            row.enrolment.learner.reading,
            row.rule_snapshot.get("attended", 0),
            row.rule_snapshot.get("held", 0),
            timezone.localdate(row.issued_at),
        )
        for row in find_certificates(order)
    ]
    data = {"columns": COLUMNS, "rows": [[str(value) for value in row] for row in rows]}
    return Sheet(data, COLUMNS, len(rows), Table("修了者名簿", COLUMNS, rows))


PRINT = Print(
    id="completer-list",
    number="R-09",
    name="修了者名簿",
    description="修了した方の一覧。",
    readers="講座担当",
    collect=collect,
    has_table=True,
)
