"""What came of the courses over the years, for the council: learners, then circles, then instructors. Counts only.

People below five are not told: small stages of instructors go together, and a sum that is still small says so.
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cms.dates import format_long
from courses.figures.statistics import find_years, read_year
from courses.figures.survey import SMALLEST_GROUP as FEWEST
from courses.models import Circle, HelpSession, InstructorAssignment, PoolStage, PoolStep, SessionStatus
from courses.models.schedule import fiscal_year_of
from courses.paper import compile_pdf, require_font
from courses.tables import Table

FEW = "5未満"
MERGED = "合計に含む"
# Our choice: what fits on a sheet and in a council's memory.
YEARS_SHOWN = 10
TEACHING = (PoolStage.ASSISTANT, PoolStage.LOCAL, PoolStage.LEADER)
COLUMNS = (
    "年度", "受講した人", "修了した人", "相談会（回）", "始まったサークル", "うち講座から", "サークル（これまで）",
    "補助講師になった人", "地域講師になった人", "地域ICTリーダーになった人", "段階に進んだ人の合計", "教えた講師",
)  # fmt: skip
NOTE = (
    "受講した人は、1回以上出席した人の実人数です。サークルは、市の一覧に登録された会で、終わった会も含みます。"
    "人数が5人未満のときは「5未満」とし、段階ごとの人数は合計だけにしました。"
)


def tell(count: int) -> int | str:
    """Return a number of people as it may be told: none, five or more, or FEW."""
    return FEW if 0 < count < FEWEST else count


def find_effect_years(today: date) -> list[int]:
    """Return the fiscal years for which there is something to tell, oldest first; none after the current one."""
    years = set(find_years())
    years |= set(Circle.objects.filter(founded_year__isnull=False).values_list("founded_year", flat=True))
    years |= {fiscal_year_of(day) for day in PoolStep.objects.values_list("on", flat=True)}
    current = fiscal_year_of(today)
    return sorted(year for year in years | {current} if year <= current)[-YEARS_SHOWN:]


def make_effect_table(today: date) -> Table:
    """Return one row a fiscal year."""
    steps = Counter((fiscal_year_of(step.on), step.stage) for step in PoolStep.objects.filter(on__lte=today))
    circles = list(Circle.objects.filter(founded_year__isnull=False).values_list("founded_year", "founded_from"))
    help_days = HelpSession.objects.taking_place().filter(date__lte=today).values_list("date", flat=True)
    help_sessions = Counter(fiscal_year_of(day) for day in help_days)
    rows = [
        (f"{year}年度", *count_learners(year), help_sessions[year], *count_circles(circles, year),
         *count_steps(steps, year), tell(count_teachers(year)))
        for year in find_effect_years(today)
    ]  # fmt: skip
    return Table("学びの広がり", COLUMNS, rows)


def count_learners(year: int) -> tuple[int | str, int | str]:
    """Return how many people came and how many completed: of the frozen figures where the year is frozen."""
    figures = read_year(year)
    return tell(figures.figures["total"].get("attendees", 0)), tell(figures.add("completed"))


def count_circles(circles: list[tuple[int, int | None]], year: int) -> tuple[int, int, int]:
    begun = [founded_from for founded, founded_from in circles if founded == year]
    return len(begun), sum(one is not None for one in begun), sum(founded <= year for founded, _from in circles)


def count_steps(steps: Mapping[tuple[int, str], int], year: int) -> tuple[int | str, ...]:
    """Return how many took each teaching stage in the year, and the sum; small stages only within the sum."""
    counts = [steps.get((year, stage), 0) for stage in TEACHING]
    if any(0 < count < FEWEST for count in counts):
        return (*(MERGED if count else 0 for count in counts), tell(sum(counts)))
    return (*counts, sum(counts))


def count_teachers(year: int) -> int:
    """Return how many different instructors taught a session that was held."""
    held = InstructorAssignment.objects.filter(session__run__fiscal_year=year, session__status=SessionStatus.HELD)
    return held.values("instructor").distinct().count()


def describe_effect(table: Table) -> list[str]:
    """Return the table in a few sentences, for people who do not read tables."""
    if not table.rows:
        return []
    first, last = table.rows[0], table.rows[-1]
    return [
        f"{first[0]}から{last[0]}までの記録です。",
        f"{last[0]}に受講した人は{say(last[1], '人')}、修了した人は{say(last[2], '人')}です。",
        f"これまでに始まったサークルは{last[6]}です。{last[0]}に教えた講師は{say(last[11], '人')}です。",
    ]


def say(value: Any, unit: str) -> str:
    return f"{unit}数が少ないため出していません" if value == FEW else f"{value}{unit}"


def make_effect_pdf(table: Table, city: str, now: datetime) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1). Raises FontMissing where the font is not installed."""
    require_font()
    local = timezone.localtime(now)
    data = {
        "title": f"{table.name}　講座、サークル、講師のあゆみ",
        "sentences": describe_effect(table),
        "columns": table.columns,
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "note": NOTE,
        "city": city,
        "made": format_long(local.date()),
    }
    return compile_pdf("effect_report.typ", json.dumps(data, ensure_ascii=False))
