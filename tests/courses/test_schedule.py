"""Days and hours in words."""

from datetime import date, time

import pytest

from courses.models.schedule import describe_all_hours, describe_days, describe_hours, fiscal_year_of


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([date(2026, 12, 10)], "12月10日(木)"),
        ([date(2026, 12, 10), date(2026, 12, 10)], "12月10日(木)"),
        ([date(2026, 12, 15), date(2026, 12, 8), date(2026, 12, 22)], "12月8日(火)から毎週火曜、全3回"),
        ([date(2026, 12, 15), date(2026, 12, 22), date(2027, 1, 5)], "12月15日・22日、1月5日(どれも火曜)"),
        ([date(2026, 12, 3), date(2026, 12, 5)], "12月3日(木)、12月5日(土)"),
        ([date(2026, 12, 8), date(2027, 12, 7)], "12月8日、12月7日(どれも火曜)"),
    ],
)
def test_days_are_said_as_shortly_as_they_can_be(days, words):
    assert describe_days(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2026, 12, 10)], "2026年（令和8年）12月10日(木)"),
        ([date(2026, 12, 8), date(2026, 12, 15)], "2026年（令和8年）12月8日(火)から毎週火曜、全2回"),
        (
            [date(2026, 12, 15), date(2026, 12, 22), date(2027, 1, 5)],
            "2026年（令和8年）12月15日・22日、2027年（令和9年）1月5日(どれも火曜)",
        ),
        ([date(2026, 12, 3), date(2027, 1, 9)], "2026年（令和8年）12月3日(木)、2027年（令和9年）1月9日(土)"),
    ],
)
def test_year_stands_where_it_begins_or_changes(days, words):
    assert describe_days(days, with_year=True) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(10), time(11, 30), "午前10時から11時30分まで"),
        (time(10), time(12), "午前10時から正午まで"),
        (time(11), time(13), "午前11時から午後1時まで"),
        (time(13, 30), time(15), "午後1時30分から3時まで"),
        (time(12), time(13), "正午から午後1時まで"),
    ],
)
def test_hours_say_the_half_of_the_day_when_it_is_needed(start, end, words):
    assert describe_hours(start, end) == words


def test_hours_that_differ_are_not_listed():
    same = [(time(10), time(11)), (time(10), time(11))]
    different = [(time(10), time(11)), (time(13), time(14))]

    assert [describe_all_hours(hours) for hours in ([], same, different)] == [
        "",
        "午前10時から11時まで",
        "時間は回によってちがいます",
    ]


@pytest.mark.parametrize(
    ("day", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2026, 12, 31), 2026)]
)
def test_fiscal_year_begins_in_april(day, year):
    assert fiscal_year_of(day) == year
