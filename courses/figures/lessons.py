"""Which steps of the lessons people repeat or leave: counts of study cards, by month and level. Nobody is in them.

Small numbers are merged: a row of fewer than five goes into a common row, other counts below five are not told, and what
is told is rounded to fives, so that no small number follows from the difference of two large ones.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from courses.figures.survey import SMALLEST_GROUP as FEWEST
from courses.models import LessonPage, StudyAnswer, StudyTally
from courses.models.schedule import fiscal_year_of
from courses.tables import Table

FEW = "5未満"
# Our choice: as coarse as the smallest number that is told.
ROUNDED_TO = 5
REST = "そのほか（少ない数をまとめたもの）"
Counts = dict[str, int]
# Columns behind the names of a row. "left": came to the step and did not say that it was done.
STEP_COLUMNS = ("reached", "done", "left", "again", "help")
MONTH_COLUMNS = ("reached", "finished", "again", "help")


def make_lesson_tables(year: int) -> dict[str, Table]:
    """Return the tables of a fiscal year by short name. Steps of lessons that are gone are left out."""
    rows = [row for row in StudyTally.objects.all() if fiscal_year_of(row.month) == year]
    lessons = find_lessons()
    return {"lesson-steps": make_step_table(rows, lessons), "lesson-months": make_month_table(rows, lessons)}


def find_years_with_cards() -> list[int]:
    """Return the fiscal years for which steps were counted."""
    return sorted({fiscal_year_of(month) for month in StudyTally.objects.values_list("month", flat=True).distinct()})


def find_lessons() -> dict[UUID, LessonPage]:
    """Return the lessons by translation_key, in the order of the tree; the page of the original language stands for all."""
    found: dict[UUID, LessonPage] = {}
    for lesson in LessonPage.objects.order_by("path"):
        found.setdefault(lesson.translation_key, lesson)
    return found


def make_step_table(rows: list[StudyTally], lessons: Mapping[UUID, LessonPage]) -> Table:
    """Return a row for each step, those that most people left first."""
    counts: dict[tuple[str, str], Counts] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        lesson = lessons.get(row.lesson)
        if lesson is not None and row.answer != StudyAnswer.FINISHED and row.step <= len(lesson.steps):
            heading = lesson.steps[row.step - 1].value["heading"]
            counts[f"{lesson.title}　{row.step}. {heading}", lesson.level_in_words][row.answer] += row.count
    for found in counts.values():
        found["left"] = max(found["reached"] - found["done"], 0)
    ordered = sorted(counts.items(), key=lambda item: (-item[1]["left"], -item[1]["again"], item[0]))
    columns = ("学習と手順", "むずかしさ", "来た", "できた", "先へ進まなかった", "もう一度見た", "助けがほしい")
    return Table("学習の手順（数は5きざみ）", columns, tell_rows(ordered, STEP_COLUMNS))


def make_month_table(rows: list[StudyTally], lessons: Mapping[UUID, LessonPage]) -> Table:
    """Return a row for each month in which lessons were begun and each level."""
    counts: dict[tuple[str, str], Counts] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        lesson = lessons.get(row.lesson)
        # Begun: came to the first step.
        if lesson is not None and (row.answer != StudyAnswer.REACHED or row.step == 1):
            counts[name_month(row.month), lesson.level_in_words][row.answer] += row.count
    columns = ("始めた月", "むずかしさ", "始めた学習", "終えた学習", "もう一度見た", "助けがほしい")
    return Table("学習の月ごとの数（5きざみ）", columns, tell_rows(sorted(counts.items()), MONTH_COLUMNS))


def name_month(month: date) -> str:
    return f"{month.year}年{month.month:02}月"


def tell_rows(found: list[tuple[tuple[str, str], Counts]], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Return the rows as they may be shown. The first column says how large a row's group is.

    Groups below FEWEST are merged into one row, which is left out when it is still too small.
    """
    large = [(names, counts) for names, counts in found if counts[columns[0]] >= FEWEST]
    small = [counts for _names, counts in found if counts[columns[0]] < FEWEST]
    rest = {name: sum(counts[name] for counts in small) for name in columns}
    if rest[columns[0]] >= FEWEST:
        large.append(((REST, ""), rest))
    return [(*names, *(tell(counts[name]) for name in columns)) for names, counts in large]


def tell(count: int) -> int | str:
    """Return the count rounded to fives, or that it is too small to be told."""
    if 0 < count < FEWEST:
        return FEW
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
