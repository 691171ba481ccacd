"""Dates in Japanese form."""

from datetime import date

import pytest

from cms.dates import format_both_calendars, format_era_year, format_long, format_month_day, format_time


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 23), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "1926年"),
    ],
)
def test_era_changes_on_the_day_it_began(on, expected):
    assert format_era_year(on) == expected


def test_date_stands_in_both_calendars():
    assert format_both_calendars(date(2026, 11, 23)) == "2026年（令和8年）11月23日"


def test_date_has_its_weekday():
    assert format_month_day(date(2026, 12, 4)) == "12月4日(金)"
    assert format_long(date(2026, 12, 4)) == "2026年12月4日(金)"


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, "午前0時"),
        (9, 5, "午前9時5分"),
        (11, 59, "午前11時59分"),
        (12, 0, "正午"),
        (12, 30, "午後0時30分"),
        (13, 0, "午後1時"),
        (23, 59, "午後11時59分"),
    ],
)
def test_time_is_told_in_twelve_hours(hour, minute, expected):
    assert format_time(hour, minute) == expected
