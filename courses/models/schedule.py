"""When a run meets, in the words a reader expects: Japanese, or the language of the page (cms.dates.is_japanese)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from cms.dates import (
    WEEKDAYS,
    format_era_year,
    format_month_day,
    format_time,
    is_japanese,
    say_long,
    say_month_day,
    say_time,
)

WEEK = timedelta(days=7)
# Source: 地方自治法 第208条: a municipality's fiscal year begins on 1 April.
FISCAL_YEAR_FIRST_MONTH = 4
MONTHS = 12


def fiscal_year_of(on: date) -> int:
    """Return the Western year in which the fiscal year of that day began."""
    return on.year if on.month >= FISCAL_YEAR_FIRST_MONTH else on.year - 1


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def describe_days(days: Iterable[date], with_year: bool = False) -> str:
    """Return the days of a run in one phrase; an empty text when there are none.

    One day: 12月10日(木). Every week: 12月15日(火)から毎週火曜、全3回. One weekday with gaps:
    12月15日・22日、1月5日(どれも火曜). Anything else: every day with its weekday.
    with_year: the year in both calendars where it begins or changes.
    """
    ordered = sorted(set(days))
    if not ordered:
        return ""
    if not is_japanese():
        return ", ".join(say_long(day) if with_year else say_month_day(day) for day in ordered)
    weekdays = {day.weekday() for day in ordered}
    if len(ordered) == 1:
        return add_year(ordered[0], with_year) + format_month_day(ordered[0])
    if len(weekdays) > 1:
        return "、".join(
            add_year(day, with_year and starts_year(ordered, at)) + format_month_day(day)
            for at, day in enumerate(ordered)
        )
    weekday = WEEKDAYS[ordered[0].weekday()]
    if all(later - earlier == WEEK for earlier, later in pairwise(ordered)):
        return f"{add_year(ordered[0], with_year)}{format_month_day(ordered[0])}から毎週{weekday}曜、全{len(ordered)}回"
    return f"{list_days(ordered, with_year)}(どれも{weekday}曜)"


def starts_year(ordered: Sequence[date], at: int) -> bool:
    return at == 0 or ordered[at - 1].year != ordered[at].year


def add_year(day: date, wanted: bool) -> str:
    return f"{day.year}年（{format_era_year(day)}）" if wanted else ""


def list_days(ordered: Sequence[date], with_year: bool) -> str:
    """Return 12月15日・22日、1月5日: the month only where it changes."""
    text = ""
    for at, day in enumerate(ordered):
        same_month = at > 0 and (ordered[at - 1].year, ordered[at - 1].month) == (day.year, day.month)
        if same_month:
            text += f"・{day.day}日"
            continue
        separator = "、" if at else ""
        text += f"{separator}{add_year(day, with_year and starts_year(ordered, at))}{day.month}月{day.day}日"
    return text


def describe_hours(start: time, end: time) -> str:
    """Return 午前10時から11時30分まで; the half of the day once when it does not change."""
    if not is_japanese():
        times = {"start": say_time(start.hour, start.minute), "end": say_time(end.hour, end.minute)}
        return _("%(start)s to %(end)s") % times
    begin, until = (format_time(at.hour, at.minute) for at in (start, end))
    half = begin[:2]  # 午前, 午後 or 正午
    return f"{begin}から{until.removeprefix(half)}まで"


def describe_all_hours(hours: Iterable[tuple[time, time]]) -> str:
    """Return the hours of all sessions: one phrase when they agree, otherwise a hint that they differ."""
    different = sorted(set(hours))
    if not different:
        return ""
    if len(different) == 1:
        return describe_hours(*different[0])
    return _("時間は回によってちがいます")
