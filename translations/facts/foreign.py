"""Facts of the languages that are translated into: tables of months, weekdays and number words, one grammar of dates each."""

import functools
import re
from dataclasses import dataclass

from translations.facts.fact import Fact
from translations.facts.text_of_facts import TextOfFacts, clock, date, number
from translations.tables import read_rows

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|o)?(?![\d:])"
_YEAR = r"(?P<year>\d{4})(?!\d)"
# Dates by locale; {month} is a name of the table. The first that fits wins.
_DATES = {
    "en": (
        rf"(?P<name>{{month}})\s{_DAY}(?:,?\s{_YEAR})?",
        rf"(?<!\d){_DAY}\s(?:of\s)?(?P<name>{{month}})(?:,?\s{_YEAR})?",
        rf"(?P<name>{{month}})(?:,?\s{_YEAR})?",
    ),
    "pt-br": (
        rf"(?<!\d){_DAY}\sde\s(?P<name>{{month}})(?:\sde\s{_YEAR})?",
        rf"(?P<name>{{month}})(?:\sde\s{_YEAR})?",
    ),
    "vi": (
        rf"(?:[Nn]gày\s)?{_DAY}\s?[Tt]háng\s(?P<month>\d{{1,2}})(?!\d)(?:\s[Nn]ăm\s{_YEAR})?",
        rf"[Tt]háng\s(?P<month>\d{{1,2}})(?!\d)(?:\s[Nn]ăm\s{_YEAR})?",
    ),
    "zh-hans": (r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?",),
    "ko": (r"(?:(?P<year>\d{4})년\s?)?(?P<month>\d{1,2})월(?!요)(?:\s?(?P<day>\d{1,2})일)?",),
}
_NUMERIC = (
    re.compile(r"(?<![\d-])(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}))?(?![\d/])"),
)
_DAY_FIRST = {"pt-br", "vi"}
# May and March are words too, but not with a capital letter in the middle of a sentence.
_ALSO_WORDS = {"May", "March", "Mar"}
_SENTENCE_START = re.compile(r"(?:\A|(?<![ap]\.m)\.|[!?:\n(\"])\s*\Z")

_CLOCK = {
    "en": r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s?(?P<after>{half})(?!\w)|(?P<hour_b>\d{1,2}):(?P<minute_b>\d\d)",
    "pt-br": r"(?P<hour>\d{1,2})\s?(?:h(?:oras)?(?P<minute>\d\d)?|:(?P<minute_b>\d\d))(?!\w)(?:\s(?P<after>{half}))?",
    "vi": r"(?P<hour>\d{1,2})\s?(?:giờ(?!\s?đồng)(?:\s?(?P<minute>\d{1,2})(?:\sphút)?)?"
    r"|(?::(?=\d\d)|h(?=\d\d|(?!\w)))(?P<minute_b>\d\d)?)(?:\s(?P<after>{half}))?",
    "zh-hans": r"(?P<before>{half})?\s?(?P<hour>\d{1,2})(?:[点點时](?!间)(?:(?P<minute>\d{1,2})分?|(?P<thirty>半))?|:(?P<minute_b>\d\d))",
    "ko": r"(?P<before>{half})?\s?(?P<hour>\d{1,2})(?:시(?!간)(?:\s?(?P<minute>\d{1,2})분|\s?(?P<thirty>반))?|:(?P<minute_b>\d\d))",
}
_NOON = {
    "en": r"\b(?:12\s)?noon\b",
    "pt-br": r"\bmeio-dia\b",
    "zh-hans": "中午(?:12[点點])?",
    "ko": "정오",
    "vi": "12 giờ trưa",
}
_UNITS = {"万": 10**4, "亿": 10**8, "만": 10**4, "억": 10**8, "천": 10**3, "千": 10**3, "百": 10**2}
_ENGLISH_DECIMAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_LATIN_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_COMMA_DECIMAL = {"pt-br", "vi"}


@dataclass(frozen=True)
class Calendar:
    """The rows of calendar.tsv of one locale: form → value, by kind."""

    forms: dict[str, dict[str, str]]

    def pattern(self, kind: str) -> str:
        """Give an alternation of all forms of a kind, the longest first."""
        forms = sorted(self.forms.get(kind, {}), key=len, reverse=True)
        return "|".join(re.escape(form) for form in forms) or r"(?!)"

    def value(self, kind: str, form: str) -> str:
        """Give the value of a form, in whichever case it is written."""
        table = self.forms[kind]
        return table[form] if form in table else {key.lower(): value for key, value in table.items()}[form.lower()]


@functools.cache
def calendar(locale: str) -> Calendar:
    """Give the words of a locale for months, weekdays, halves of the day and numbers; empty for one without a table."""
    forms: dict[str, dict[str, str]] = {}
    for row in read_rows("languages/calendar.tsv"):
        if row["locale"] == locale:
            for form in row["forms"].split("|"):
                forms.setdefault(row["kind"], {})[form] = row["value"]
    return Calendar(forms)


def read_foreign(text: str, locale: str) -> list[Fact]:
    """Give the facts of a text in a locale with a table; in another one figures alone are read."""
    page = TextOfFacts(text)
    words = calendar(locale)
    is_wordy = locale in {"en", "pt-br", "vi"}  # forms are whole words there
    edge = r"(?<!\w){}(?!\w)" if is_wordy else "{}"
    flags = re.I if is_wordy else 0
    weekdays = re.compile(edge.format(f"(?:{words.pattern('weekday')})"), flags if locale != "en" else 0)
    page.take(weekdays, lambda m: ("weekday", words.value("weekday", m[0]), True))
    for source in _DATES.get(locale, ()):
        months = re.compile(
            edge.format("(?:" + source.replace("{month}", words.pattern("month")) + ")"), flags if locale != "en" else 0
        )
        page.take(months, lambda m: _date(m, words))
    for pattern in _NUMERIC:
        page.take(pattern, lambda m: _numeric(m, locale))
    page.take(re.compile(_NOON.get(locale, r"(?!)"), flags), lambda _: ("time", "12:00", True))
    halves = f"{words.pattern('am')}|{words.pattern('pm')}"
    clocks = _CLOCK.get(locale, _CLOCK["en"]).replace("{half}", halves)
    page.take(re.compile(rf"(?<![\d:])(?:{clocks})(?![\d:])"), lambda m: _time(m, words))
    _numbers(page, locale, words)
    for kind, is_required in (("strict", True), ("word", False)):
        pattern = re.compile(edge.format(f"(?:{words.pattern(kind)})"), flags)
        page.take(pattern, functools.partial(_number_word, words, kind, is_required))
    return page.in_order()


def _number_word(words: Calendar, kind: str, is_required: bool, match: re.Match[str]) -> tuple[str, str, bool]:
    return "number", words.value(kind, match[0]), is_required


def _group(match: re.Match[str], *names: str) -> str | None:
    found = match.groupdict()
    return next((found[name] for name in names if found.get(name)), None)


def _date(match: re.Match[str], words: Calendar) -> tuple[str, str, bool] | None:
    name, day, year = _group(match, "name"), _group(match, "day"), _group(match, "year")
    if name and name in _ALSO_WORDS and not (day or year) and _SENTENCE_START.search(match.string[: match.start()]):
        return None
    value = date(year, words.value("month", name) if name else str(_group(match, "month")), day)
    return ("date", value, True) if value else None


def _numeric(match: re.Match[str], locale: str) -> tuple[str, str, bool] | None:
    month, day = _group(match, "month", "first"), _group(match, "day", "second")
    if locale in _DAY_FIRST and _group(match, "first"):
        month, day = day, month
    value = date(_group(match, "year"), str(month), str(day))
    return ("date", value, True) if value else None


def _time(match: re.Match[str], words: Calendar) -> tuple[str, str, bool] | None:
    hour = int(str(_group(match, "hour", "hour_b")))
    minute = 30 if _group(match, "thirty") else int(_group(match, "minute", "minute_b") or 0)
    half = _group(match, "before", "after")
    if half and hour <= 12:
        is_afternoon = half in words.forms.get("pm", {})
        hour = hour % 12 + (12 if is_afternoon else 0)
    value = clock(hour, minute)
    return ("time", value, True) if value else None


def _numbers(page: TextOfFacts, locale: str, words: Calendar) -> None:
    times = words.pattern("times")
    written = _LATIN_DECIMAL if locale in _COMMA_DECIMAL else _ENGLISH_DECIMAL
    # Korean and Chinese write 1만 5천 in parts, as Japanese does.
    part = rf"(?:{written.pattern})(?:\s?(?P<times>{times})(?!\w)|[万亿만억천千百])?"
    page.take(re.compile(rf"{part}(?:\s?\d+[천千百])*"), lambda m: ("number", _value(m[0], locale, words), True))


def _value(written: str, locale: str, words: Calendar) -> str:
    total, found = 0.0, re.findall(r"([\d.,]*\d)\s?([^\d\s.,]*)", written)
    for digits, unit in found:
        plain = digits.replace(".", "").replace(",", ".") if locale in _COMMA_DECIMAL else digits.replace(",", "")
        times = int(words.value("times", unit)) if unit in words.forms.get("times", {}) else _UNITS.get(unit, 1)
        total += float(plain) * times
    return number(repr(total)) if total != int(total) else str(int(total))
