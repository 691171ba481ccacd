"""Facts of Japanese: 令和8年4月1日, 午後5時15分, 月・水・金曜日, 第4月曜, 1万5千円, 三百円, 3割."""

import re

from translations.facts.fact import Fact
from translations.facts.text_of_facts import TextOfFacts, clock, date, number

# Source: 元号法 and 皇室典範特例法: the Western year of an era's year 0.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "R": 2018, "H": 1988, "S": 1925}
_ERA = r"(?P<era>明治|大正|昭和|平成|令和)(?P<era_year>\d{1,3}|元)年"
_YEAR = rf"(?:{_ERA}|(?P<year>\d{{4}})年)"

_TWO_YEARS = re.compile(
    rf"(?P<west>\d{{4}})年?\s?[（(]{_ERA}[）)]年?|{_ERA.replace('era', 'b_era')}\s?[（(](?P<west_b>\d{{4}})年?[）)]"
)
_DATE = re.compile(rf"(?:{_YEAR}度?\s?)?(?P<month>\d{{1,2}})月(?:\s?(?P<day>\d{{1,2}})日)?(?!間|曜)")
_SLASHED = re.compile(r"(?<![\d/])(?:(?P<year>\d{4})/)?(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])")
_ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})[-.](?P<month>\d{1,2})[-.](?P<day>\d{1,2})(?![\d-])")
_ERA_ONLY = re.compile(_ERA)

_HALF = r"(?P<half>午前|午後|朝|夜|夕方|夜間|深夜|AM|PM|am|pm)?\s?の?"
_TIME = re.compile(
    rf"{_HALF}(?P<hour>\d{{1,2}})(?:時(?!間)(?:(?P<minute>\d{{1,2}})分|(?P<thirty>半))?|:(?P<minute_b>\d\d)(?!\d))"
)
_AFTER_NOON = {"午後", "夜", "夕方", "夜間", "PM", "pm"}
_NOON = re.compile("正午")

_WEEKDAYS = {day: str(n) for n, day in enumerate("月火水木金土日", 1)}
_ROW = re.compile(r"(?P<days>[月火水木金土日](?:(?:[・、,〜~～/\-]|から|と|及び|または)[月火水木金土日])*)曜日?")
_IN_BRACKETS = re.compile(r"[（(](?P<days>[月火水木金土日](?:[・、,〜~～/・][月火水木金土日祝])*)(?:[・/]祝)?[）)]")

_UNITS = {"億": 10**8, "万": 10**4, "千": 10**3, "百": 10**2, "": 1}
_PART = r"\d[\d,]*(?:\.\d+)?(?:億|万|千|百)?"
_NUMBER = re.compile(rf"(?:{_PART})+")
_TENTHS = re.compile(r"(?P<tenths>\d{1,2})割(?!\d)")
_KANJI = "〇一二三四五六七八九"
# 十分 (enough) and 一時 (for a while) are words: one kanji alone is never required, see _kanji_number.
_KANJI_NUMBER = re.compile(
    r"(?<![\d,〇一二三四五六七八九十百千万億])(?P<number>[〇一二三四五六七八九十百千万億]+)(?P<unit>円|年|か月|ヶ月|カ月|月|日|時間|時|分|人|名|回|階|歳|個|枚|台|冊|件|週|倍|号|丁目|番|つ)"
)


def read_japanese(text: str) -> list[Fact]:
    """Give the facts of a Japanese text in their order."""
    page = TextOfFacts(text)
    _two_years(page)
    page.take(_DATE, _date)
    page.take(_ISO, _numeric_date)
    page.take(_SLASHED, _numeric_date)
    page.take(_ERA_ONLY, lambda m: ("number", str(_western(m["era"], m["era_year"])), True))
    page.take(_TIME, _time)
    page.take(_NOON, lambda _: ("time", "12:00", True))
    for pattern in (_ROW, _IN_BRACKETS):
        page.add([fact for match in pattern.finditer(page.rest) for fact in _weekdays(match)])
    page.take(_KANJI_NUMBER, _kanji)
    page.take(_TENTHS, lambda m: ("number", str(int(m["tenths"]) * 10), True))  # other languages say 30 %
    page.take(_NUMBER, lambda m: ("number", _sum(m[0]), True))
    return page.in_order()


def _western(era: str, year: str) -> int:
    return _ERAS[era] + (1 if year == "元" else int(year))


def _two_years(page: TextOfFacts) -> None:
    """Read 2026年（令和8年）and 令和8年（2026年） as one year, hiding the era so that a date may follow."""
    for match in list(_TWO_YEARS.finditer(page.rest)):
        western = match["west"] or match["west_b"]
        plain = f"{western}年"
        page.rest = page.rest[: match.start()] + plain.rjust(len(match[0]), "\0") + page.rest[match.end() :]


def _date(match: re.Match[str]) -> tuple[str, str, bool] | None:
    year: str | int | None = match["year"]
    if match["era"]:
        year = _western(match["era"], match["era_year"])
    value = date(year, match["month"], match["day"])
    return ("date", value, True) if value else None


def _numeric_date(match: re.Match[str]) -> tuple[str, str, bool] | None:
    value = date(match["year"], match["month"], match["day"])
    return ("date", value, True) if value else None


def _time(match: re.Match[str]) -> tuple[str, str, bool] | None:
    hour = int(match["hour"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["minute_b"] or 0)
    half = match["half"]
    if half in _AFTER_NOON and hour == 12:
        # 午後12時30分 is read as 0:30 by law and as 12:30 by people: no translation of it can be called right.
        return ("time", f"?12:{minute:02d}", True)
    if half in _AFTER_NOON and hour < 12:
        hour += 12
    value = clock(hour, minute)
    return ("time", value, True) if value else None


def _weekdays(match: re.Match[str]) -> list[Fact]:
    return [
        Fact("weekday", _WEEKDAYS[letter], match.start("days") + n, match.start("days") + n + 1)
        for n, letter in enumerate(match["days"])
        if letter in _WEEKDAYS
    ]


def _sum(written: str) -> str:
    """Give the value of 1万5千 or 3億2,000万."""
    total = 0.0
    for part in re.findall(r"(\d[\d,]*(?:\.\d+)?)(億|万|千|百)?", written):
        total += float(number(part[0])) * _UNITS[part[1]]
    return number(f"{total:.10g}" if total < 10**10 else str(int(total)))


def _kanji(match: re.Match[str]) -> tuple[str, str, bool] | None:
    value = _kanji_value(match["number"])
    # Our choice: 一人, 一部, 二つ may be said without a figure (alone, some, both); 三百円 and 二十歳 may not.
    return ("number", str(value), len(match["number"]) > 1 or match["unit"] == "円")


def _kanji_value(kanji: str) -> int:
    if all(letter in _KANJI for letter in kanji):
        return int("".join(str(_KANJI.index(letter)) for letter in kanji))
    total, part, digit = 0, 0, 0
    for letter in kanji:
        if letter in _KANJI:
            digit = _KANJI.index(letter)
        elif letter in "十百千":
            part += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[letter]
            digit = 0
        else:
            total += ((part + digit) or 1) * _UNITS[letter]
            part = digit = 0
    return total + part + digit
