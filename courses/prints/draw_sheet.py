"""R-07: the draw on paper, for the counter and for everybody: lots, seed and hash, no names."""

from django.utils import timezone

from cms.dates import format_long, format_time
from courses.models import Draw, LotOutcome
from courses.prints.base import Order, Print, Sheet
from courses.tables import Table

COLUMNS = ("順番", "抽選番号", "グループ", "人数", "結果")
WORDS = {LotOutcome.WON: "当選", LotOutcome.WAITING: "補欠", LotOutcome.NOT_SELECTED: "落選"}


def collect(order: Order) -> Sheet:
    """Return the newest draw that counts and whose hash is published; without a seed, its list alone.

    data["draw"] is None when nothing is published yet.
    """
    draws = Draw.objects.filter(run=order.run, is_rehearsal=False, published_at__isnull=False)
    draw = draws.order_by("-number").first()
    if draw is None:
        return Sheet({"draw": None, "lots": []}, COLUMNS, 0)
    lots = [
        {
            "place": lot.place or "",
            "label": f"{lot.number:03}",
            "tier": lot.tier,
            "seats": lot.seats,
            "outcome": describe_outcome(lot),
        }
        for lot in draw.lots.order_by("place", "number")
    ]
    table = Table("抽選結果", COLUMNS, [tuple(lot.values()) for lot in lots])
    return Sheet({"draw": describe(draw), "lots": lots}, COLUMNS, len(lots), table)


def describe(draw: Draw) -> dict[str, object]:
    """Return what is said about the draw itself; the hash in groups of eight that a person can compare."""
    return {
        "number": draw.number,
        "hash": " ".join(draw.list_hash[at : at + 8] for at in range(0, 64, 8)),
        "seed": draw.seed,
        "published": describe_moment(draw.published_at),
        "seeded": describe_moment(draw.seeded_at),
        "capacity": draw.run.capacity,
        "reason": draw.reason,
        "is_superseded": draw.state == "superseded",
    }


def describe_moment(at) -> str:
    local = timezone.localtime(at) if at else None
    return f"{format_long(local.date())}{format_time(local.hour, local.minute)}" if local else ""


def describe_outcome(lot) -> str:
    """Return 当選, 補欠 3番 or 落選; an empty text before the seed is drawn."""
    if not lot.outcome:
        return ""
    number = f" {lot.waiting_number}番" if lot.outcome == LotOutcome.WAITING else ""
    return WORDS[lot.outcome] + number


PRINT = Print(
    id="draw-sheet",
    number="R-07",
    name="抽選結果表",
    description="抽選番号と結果、みなさんの前で決めた数字、一覧の指紋。名前は出しません。",
    readers="どなたでも",
    collect=collect,
    has_people=False,
    has_table=True,
)
