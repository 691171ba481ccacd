"""Dates as a Japanese reader expects them: with weekday, and the year in both calendars."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import dateformat
from django.utils.timezone import localtime
from django.utils.translation import get_language, override

WEEKDAYS = "月火水木金土日"

# Source: 元号を改める政令 (昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01). First day of each era.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)


def format_era_year(on: date) -> str:
    """Return the year in the Japanese calendar, for example 令和8年 or 令和元年.

    A day before Shōwa gets the Western year: no page of a city is older.
    """
    for first_day, era in ERAS:
        if on >= first_day:
            year = on.year - first_day.year + 1
            return f"{era}{'元' if year == 1 else year}年"
    return f"{on.year}年"


def format_both_calendars(on: date) -> str:
    """Return 2026年（令和8年）11月23日."""
    return f"{on.year}年（{format_era_year(on)}）{on.month}月{on.day}日"


def format_month_day(on: date) -> str:
    """Return 11月23日(月), half-width brackets as the style guide asks."""
    return f"{on.month}月{on.day}日({WEEKDAYS[on.weekday()]})"


def format_long(on: date) -> str:
    """Return 2026年11月23日(月)."""
    return f"{on.year}年{format_month_day(on)}"


def format_time(hour: int, minute: int) -> str:
    """Return 午前9時, 午後1時30分, 正午 (12:00): the twelve-hour clock that spoken Japanese uses."""
    if (hour, minute) == (12, 0):
        return "正午"
    half = "午前" if hour < 12 else "午後"
    minutes = f"{minute}分" if minute else ""
    return f"{half}{hour % 12}時{minutes}"


def is_japanese() -> bool:
    """Say whether what is written now is in Japanese, やさしい日本語 among it."""
    return (get_language() or settings.LANGUAGE_CODE).startswith("ja")


# How each language of the forms writes a day, its year and a time; letters as Django's date format has them.
# Source: Unicode CLDR, the patterns MEd (EEEE), yMEd and hm (Hm) of each language; months in words where CLDR has them so.
DAYS = {"en": "l j F", "ko": "n월 j일 l", "pt-br": r"l, j \d\e F", "vi": "l, j/n", "zh-hans": "n月j日 l"}
LONG_DAYS = {
    "en": "l j F Y",
    "ko": "Y년 n월 j일 l",
    "pt-br": r"l, j \d\e F \d\e Y",
    "vi": "l, j/n/Y",
    "zh-hans": "Y年n月j日 l",
}
# The same without the weekday (pattern yMMMd).
YEAR_DAYS = {"en": "j F Y", "ko": "Y년 n월 j일", "pt-br": r"j \d\e F \d\e Y", "vi": "j/n/Y", "zh-hans": "Y年n月j日"}
TIMES = {"en": "g:i a", "ko": "G:i", "pt-br": "G:i", "vi": "G:i", "zh-hans": "G:i"}


def say_month_day(on: date) -> str:
    """Return the day in the language of the page: 11月23日(月), or Monday 23 November."""
    return format_month_day(on) if is_japanese() else say_by(DAYS, on)


def say_long(on: date) -> str:
    """Return the day with its year in the language of the page."""
    return format_long(on) if is_japanese() else say_by(LONG_DAYS, on)


def say_both_calendars(on: date) -> str:
    """Return the day with its year in both calendars; easy Japanese and other languages write the Western one alone."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return format_both_calendars(on)
    return f"{on.year}年{on.month}月{on.day}日" if is_japanese() else say_by(YEAR_DAYS, on)


def say_by(patterns: dict[str, str], on: date) -> str:
    """Return the day by the language's pattern; English for a language that has none."""
    language = get_language() or ""
    text = str(dateformat.format(on, patterns.get(language, patterns["en"])))
    return text.lower() if language == "pt-br" else text  # Portuguese writes weekdays and months small


def say_time(hour: int, minute: int) -> str:
    """Return the time in the language of the page: 午後1時30分, 1:30 p.m. or 13:30."""
    if is_japanese():
        return format_time(hour, minute)
    return str(dateformat.time_format(time(hour, minute), TIMES.get(get_language() or "", TIMES["en"])))


def say_moment(at: datetime, language: str) -> str:
    """Return a day with its time in a language, as a sentence takes it: 9:00 p.m. on Monday 23 November.

    at: aware; told in the city's time. Easy Japanese writes the weekday out.
    """
    local = localtime(at)
    with override(language.lower()):
        clock = say_time(local.hour, local.minute)
        if language == "ja-simple":
            return f"{local.month}月{local.day}日（{WEEKDAYS[local.weekday()]}曜日）{clock.replace('正午', '昼の12時')}"
        day = say_month_day(local.date())
    if language.startswith("ja"):
        return f"{day}{clock}"
    # A sentence says "until 9 p.m. on Monday"; Chinese and Korean say the day first.
    order = {"zh-hans": "{day} {clock}", "ko": "{day} {clock}", "vi": "{clock} {day}", "pt-br": "{clock} de {day}"}
    return order.get(language.lower(), "{clock} on {day}").format(day=day, clock=clock)
