"""R-09: certificates of who completed the run."""

from django.utils import timezone

from cms.dates import format_era_year
from courses.models import Certificate
from courses.prints.base import Order, Print, Sheet

COLUMNS = ("番号", "名前", "修了した日")


def find_certificates(order: Order):
    """Return the valid certificates of the run, by number; only one of them where the order names it."""
    rows = Certificate.objects.filter(enrolment__run=order.run, voided_at__isnull=True)
    rows = rows.exclude(enrolment__learner__name="").select_related("enrolment__learner").order_by("number")
    return rows.filter(number=order.certificate) if order.certificate else rows


def collect(order: Order) -> Sheet:
    """Return one sheet a certificate. A single one is a reprint, and says so."""
    certificates = [
        {
            "number": row.number,
            "name": row.enrolment.learner.name,
            "attended": row.rule_snapshot.get("attended", 0),
            "held": row.rule_snapshot.get("held", 0),
            "day": format_day(timezone.localdate(row.issued_at)),
            "is_reprint": bool(order.certificate),
        }
        for row in find_certificates(order)
    ]
    return Sheet({"certificates": certificates}, COLUMNS, len(certificates))


def format_day(day) -> str:
    return f"{format_era_year(day)}{day.month}月{day.day}日"


PRINT = Print(
    id="certificate",
    number="R-09",
    name="修了証",
    description="講座を締めたあとに、修了した方に渡すもの。1人1枚。",
    readers="講座担当。本人に渡します",
    collect=collect,
)
