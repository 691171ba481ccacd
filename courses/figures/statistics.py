"""R-10: applications, places, people and attendances of a fiscal year beside the year before.

Built from courses.enrolment.figures alone: frozen figures where the year is frozen, so anonymising changes nothing (INV-31).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courses.enrolment.eligibility import AGE_BANDS
from courses.enrolment.figures import count_year
from courses.models import Channel, CourseRun, FrozenFigures, NeedKind
from courses.models import EnrolmentState as S
from courses.models.city import choice
from courses.tables import Table

BANDS = (*(band for _end, band in AGE_BANDS), "85-", "")
BAND_WORDS = {
    "-49": "49歳まで",
    "50-59": "50歳代",
    "60-69": "60歳代",
    "70-74": "70～74歳",
    "75-79": "75～79歳",
    "80-84": "80～84歳",
    "85-": "85歳以上",
    "": "不明",
}


@dataclass(frozen=True)
class Year:
    """The figures of a fiscal year. figures: of count_year(). is_frozen: kept for ever, whatever is deleted."""

    fiscal_year: int
    figures: dict[str, Any]
    is_frozen: bool

    @property
    def held(self) -> list[dict[str, Any]]:
        """The figures of the runs that were not called off."""
        return [run for run in self.figures["runs"].values() if not run.get("is_cancelled")]

    def add(self, name: str) -> int:
        """Return the sum of one figure over all runs."""
        return sum(run.get(name, 0) for run in self.figures["runs"].values())

    def add_held(self, name: str) -> int:
        """Return the sum of one figure over the runs that were not called off."""
        return sum(run.get(name, 0) for run in self.held)

    def add_states(self, *states: str) -> int:
        """Return how many enrolments are in one of the states."""
        return sum(run["states"].get(state, 0) for run in self.figures["runs"].values() for state in states)

    @property
    def groups(self) -> Counter[tuple[str, str, str]]:
        """Applications by age band, district and channel."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for run in self.figures["runs"].values():
            for band, district, channel, count in run["groups"]:
                counts[(band, district, channel)] += count
        return counts


def find_years() -> list[int]:
    """Return the fiscal years that have runs or frozen figures, newest first."""
    years = set(CourseRun.objects.values_list("fiscal_year", flat=True))
    return sorted(years | set(FrozenFigures.objects.values_list("fiscal_year", flat=True)), reverse=True)


def read_year(fiscal_year: int) -> Year:
    """Return the figures of a year: the frozen ones, where there are any, otherwise counted now."""
    frozen = FrozenFigures.objects.filter(fiscal_year=fiscal_year).first()
    return Year(fiscal_year, frozen.figures if frozen else count_year(fiscal_year), frozen is not None)


def percent(part: int, whole: int) -> str:
    """Return 83.3%; a dash where there is nothing to divide by."""
    return f"{part / whole * 100:.1f}%" if whole else "―"


def times(part: int, whole: int) -> str:
    """Return 1.58倍; a dash where there is nothing to divide by."""
    return f"{part / whole:.2f}倍" if whole else "―"


# What the totals tell, in their order: words, and how each follows from a year.
TOTALS: tuple[tuple[str, Callable[[Year], int | str]], ...] = (
    ("募集した講座（中止を除く）", lambda year: len(year.held)),
    ("中止した講座", lambda year: len(year.figures["runs"]) - len(year.held)),
    ("定員（席）", lambda year: year.add_held("capacity")),
    ("申込み（件）", lambda year: year.add("applications")),
    ("受講決定（人）", lambda year: year.add("places")),
    ("申込みの倍率", lambda year: times(year.add_held("applications"), year.add_held("capacity"))),
    ("実人数（出席した方、人）", lambda year: year.figures["total"].get("attendees", 0)),
    ("延べ人数（出席、人回）", lambda year: year.figures["total"]["attendances"]),
    ("修了（人）", lambda year: year.add("completed")),
    (
        "修了の割合",
        lambda year: percent(year.add("completed"), year.add_states(S.COMPLETED, S.NOT_COMPLETED)),
    ),
    ("初めての方（人）", lambda year: year.add("first_timers")),
    ("連絡のない欠席（人回）", lambda year: year.add("no_shows")),
    ("キャンセル待ちから受講（人）", lambda year: year.add("from_waiting_list")),
    ("落選（人）", lambda year: year.add_states(S.NOT_SELECTED)),
    ("手助けの希望（件）", lambda year: sum(sum(run["needs"].values()) for run in year.figures["runs"].values())),
)


def make_totals(year: Year, before: Year) -> Table:
    """Return every total beside the year before."""
    columns = ("項目", f"{year.fiscal_year}年度", f"{before.fiscal_year}年度")
    return Table("統計 全体", columns, [(name, count(year), count(before)) for name, count in TOTALS])


def make_run_table(year: Year) -> Table:
    """Return one row a run."""
    titles = {
        run.code: run.full_title
        for run in CourseRun.objects.filter(fiscal_year=year.fiscal_year).select_related("course")
    }
    columns = (
        "番号", "講座", "定員", "申込み", "倍率", "受講決定", "修了", "修了の割合", "延べ人数", "初めての方", "連絡のない欠席",
    )  # fmt: skip
    rows = []
    for code, run in year.figures["runs"].items():
        ended = run["states"].get(S.COMPLETED, 0) + run["states"].get(S.NOT_COMPLETED, 0)
        seats = run.get("capacity", 0)
        rows.append(
            (code, titles.get(code, ""), seats, run["applications"], times(run["applications"], seats), run["places"],
             run["completed"], percent(run["completed"], ended), run["attendances"], run["first_timers"], run["no_shows"])
        )  # fmt: skip
    return Table("統計 講座別", columns, rows)


def make_age_table(year: Year) -> Table:
    """Return applications by age band and district, with sums."""
    groups = year.groups
    districts = list(choice("DISTRICTS"))
    districts += sorted({district for _band, district, _channel in groups} - set(districts) - {""})
    rows = []
    for band in BANDS:
        cells = [sum(n for key, n in groups.items() if key[:2] == (band, place)) for place in (*districts, "")]
        rows.append((BAND_WORDS[band], *cells, sum(cells)))
    rows.append(("合計", *(sum(row[at] for row in rows) for at in range(1, len(districts) + 3))))
    return Table("統計 年代と地区", ("年代", *districts, "地区なし", "合計"), rows)


def make_channel_table(year: Year) -> Table:
    """Return applications by age band and channel, with sums."""
    groups = year.groups
    channels = [Channel.WEB, Channel.PHONE, Channel.COUNTER, Channel.PAPER]
    rows = []
    for band in BANDS:
        cells = [sum(n for key, n in groups.items() if (key[0], key[2]) == (band, door)) for door in channels]
        rows.append((BAND_WORDS[band], *cells, sum(cells)))
    rows.append(("合計", *(sum(row[at] for row in rows) for at in range(1, len(channels) + 2))))
    return Table("統計 年代と申込みの方法", ("年代", *(str(door.label) for door in channels), "合計"), rows)


def make_group_table(year: Year) -> Table:
    """Return applications by age band, district and channel: one row a combination that occurs."""
    words = dict(Channel.choices)
    rows = [
        (BAND_WORDS.get(band, band), district or "なし", str(words.get(channel, channel)), count)
        for (band, district, channel), count in sorted(year.groups.items(), key=lambda item: order_group(item[0]))
    ]
    return Table("統計 年代×地区×方法", ("年代", "地区", "申込みの方法", "申込み"), rows)


def order_group(group: tuple[str, str, str]) -> tuple[int, str, str]:
    band, district, channel = group
    return (BANDS.index(band) if band in BANDS else len(BANDS), district, channel)


def make_need_table(year: Year, before: Year) -> Table:
    """Return how often each kind of assistance was wished for; no person stands in it."""
    counts = [Counter[str](), Counter[str]()]
    for counter, one in zip(counts, (year, before), strict=True):
        for run in one.figures["runs"].values():
            counter.update(run["needs"])
    rows = [(str(label), counts[0][value], counts[1][value]) for value, label in NeedKind.choices]
    return Table("統計 手助け", ("手助け", f"{year.fiscal_year}年度", f"{before.fiscal_year}年度"), rows)


def make_tables(fiscal_year: int) -> dict[str, Table]:
    """Return all tables of a year by short name, for the screen and for files."""
    year, before = read_year(fiscal_year), read_year(fiscal_year - 1)
    return {
        "totals": make_totals(year, before),
        "runs": make_run_table(year),
        "ages": make_age_table(year),
        "channels": make_channel_table(year),
        "groups": make_group_table(year),
        "needs": make_need_table(year, before),
    }
