"""Dates of the demo: everything counts from the day of loading and falls on days that make sense."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

WEEK = timedelta(days=7)
SATURDAY = 5
OPENS_AT = time(9)
CLOSES_AT = time(17)


def find_day(today: date, days: int | None) -> date | None:
    """Return the working day that many days from today, or the next one; None when no number is given."""
    return None if days is None else to_workday(today + timedelta(days=days))


def at_time(day: date | None, at: time) -> datetime | None:
    """Return the moment in Japan's time zone; None when there is no day."""
    return timezone.make_aware(datetime.combine(day, at)) if day else None


def to_workday(day: date) -> date:
    """Return the day itself, or the first day after it on which the city hall is open."""
    while day.weekday() >= SATURDAY or is_new_year(day):
        day += timedelta(days=1)
    return day


def is_new_year(day: date) -> bool:
    """Whether the city's buildings are closed. Source: demo city, closed from 29 December to 3 January."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def session_days(today: date, first: list[int], count: int) -> list[date]:
    """Return one day a week, beginning `first[0]` weeks after this week's Monday on ISO weekday `first[1]`."""
    weeks, weekday = first
    day = today - timedelta(days=today.weekday()) + weeks * WEEK + timedelta(days=weekday - 1)
    days = []
    while len(days) < count:
        if not is_new_year(day):
            days.append(day)
        day += WEEK
    return days


def days_around(today: date, count: int) -> list[date]:
    """Return one day a week, the second of them today."""
    return [today + (at - 1) * WEEK for at in range(count)]


def run_times(today: date, data: dict[str, Any]) -> dict[str, Any]:
    """Return the time fields of a run from its days relative to today."""
    closes = find_day(today, data.get("closes_in_days"))
    if data.get("closes_exactly"):
        closes = today + timedelta(days=data["closes_in_days"])
    return {
        "apply_opens": at_time(find_day(today, data.get("opens_in_days")), OPENS_AT),
        "apply_closes": at_time(closes, CLOSES_AT),
        "simultaneous_until": at_time(find_day(today, data.get("simultaneous_in_days")), CLOSES_AT),
        "cancel_until": at_time(find_day(today, data.get("cancel_in_days")), CLOSES_AT),
        "draw_on": find_day(today, data.get("draw_in_days")),
        "results_on": find_day(today, data.get("results_in_days")),
    }
