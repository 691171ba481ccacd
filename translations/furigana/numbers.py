"""Readings of numbers with their counters, of days, months and weekdays in lists.

Only what takes ruby is read: kanji numerals and the counter. Digits show their own value; they are covered only where
number and counter melt into one word (1日 ついたち, 2人 ふたり, 3日 みっか).
Sources of the sound changes: NHK日本語発音アクセント新辞典 (2016), appendix 数詞＋助数詞;
常用漢字表 (2010) for 十 (じゅっ beside じっ).
"""

import functools
import re
from typing import NamedTuple

from translations.furigana.rules import surface
from translations.tables import read_rows
from translations.tokens import TokenList

DIGITS = {character: n % 10 for n, character in enumerate("0123456789０１２３４５６７８９")}
KANJI_DIGITS = {character: n for n, character in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_ONES = ["", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"]
_UNIT_READINGS = {"十": "じゅう", "百": "ひゃく", "千": "せん", "万": "まん", "億": "おく", "兆": "ちょう"}
_NUMERAL = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万億兆,，.．]+")
_HARD = {last: last[:-1] + "っ" for last in ("いち", "ろく", "はち", "じゅう", "ひゃく", "びゃく", "ぴゃく")}

# Days that are one word. Source: 常用漢字表 (2010), 付表 and the column 例 of 日.
_DAYS = dict(
    enumerate(["ついたち", "ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか", "ここのか"], 1)
)
_DAYS |= {10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか"}
_AFTER_DAY = {"日": "", "日間": "かん", "日目": "め"}
_PEOPLE = {1: "ひとり", 2: "ふたり"}
_PAIRS, _SCHOOL_YEARS = {1, 2}, {"年", "年生"}  # 一組の夫婦 is ひとくみ, 三年一組 いちくみ
_AFTER_NIN = {"前", "称"}  # 一人前 is いちにんまえ
_THINGS = dict(enumerate(["", "ひと", "ふた", "みっ", "よっ", "いつ", "むっ", "なな", "やっ", "ここの"]))
_WEEKDAYS = dict(zip("月火水木金土日祝", ["げつ", "か", "すい", "もく", "きん", "ど", "にち", "しゅく"], strict=True))
_LIST = r"[月火水木金土日祝](?:[・、,，／/～〜~\-－―ー][月火水木金土日祝])*"
WEEKDAY_LIST = re.compile(
    # in brackets of their own: （土）, （月・水・金）
    rf"(?<=[（(])(?P<brackets>{_LIST})(?=[）)])"
    # before 曜: 月・水・金曜日
    r"|(?<![一-鿿0-9０-９])(?P<before>(?:[月火水木金土日][・、～〜])+)(?=[月火水木金土日]曜)"
    # a list with ・ that no other kanji touches: 土・日・祝
    r"|(?<![一-鿿0-9０-９])(?P<alone>[月火水木金土日](?:・[月火水木金土日祝])+)(?![一-鿿])"
)


_CHANGED = {
    (3, "百"): ("さん", "びゃく"),
    (6, "百"): ("ろっ", "ぴゃく"),
    (8, "百"): ("はっ", "ぴゃく"),
    (3, "千"): ("さん", "ぜん"),
    (8, "千"): ("はっ", "せん"),
}


class Part(NamedTuple):
    """A stretch of the text, end exclusive, and how it is read."""

    start: int
    end: int
    reading: str


class _Number(NamedTuple):
    value: int | None  # None for 1.5, 10,000 with a slip and the like
    parts: tuple[Part, ...]  # one for each kanji numeral, offsets from the number's start
    last: str  # how the last numeral sounds: "さん", "じゅう", "ひゃく" …


def weekdays(text: str) -> list[Part]:
    """Give the weekdays that are written as one kanji in a list."""
    if "・" not in text and "（" not in text and "(" not in text and "曜" not in text:
        return []
    return [
        Part(at, at + 1, _WEEKDAYS[text[at]])
        for match in WEEKDAY_LIST.finditer(text)
        for at in range(match.start(), match.end())
        if text[at] in _WEEKDAYS
    ]


def is_number(tokens: TokenList, i: int) -> bool:
    """Tell whether token i is written as a number, though Sudachi may take it for a noun (四十九)."""
    text = tokens.surface(i)
    if tokens.entries[i][3][1] != "数詞" and (len(text) < 3 or "十" not in text):
        return False
    return _NUMERAL.fullmatch(text) is not None


def number_at(tokens: TokenList, i: int) -> tuple[int, list[Part]]:
    """Read the number that starts at token i and the counter after it.

    Returns how many tokens that makes, and the parts that take a reading. No token if Sudachi's own reading is good:
    a single kanji numeral before a word that is no counter (四季, 三角).
    """
    end = i + 1
    while end < len(tokens) and is_number(tokens, end):
        end += 1
    start = tokens.begins[i]
    number_text = tokens.text(i, end)
    number = _parse(number_text)
    if end < len(tokens):
        used, tail = _with_counter(tokens, i, end, number_text, number)
        if used:
            return used, [Part(start + a, start + b, reading) for a, b, reading in tail]
    if len(number.parts) < 2 and not any(digit in number_text for digit in DIGITS):
        return 0, []
    return end - i, [Part(start + a, start + b, reading) for a, b, reading in number.parts]


def _with_counter(tokens: TokenList, i: int, end: int, number_text: str, number: _Number) -> tuple[int, list[Part]]:
    """Read number and counter, offsets from the number's start; (0, []) if the next token is no counter."""
    counter, length = tokens.surface(end), len(number_text)
    used, stop = end - i + 1, length + len(counter)
    if counter[0] == "日":
        day = _day(tokens, i, end, number)
        if day and counter in _AFTER_DAY:
            tail = [Part(length + 1, stop, _AFTER_DAY[counter])] if stop > length + 1 else []
            return used, [Part(0, length + 1, day), *tail]
    after = surface(tokens, end + 1)
    if counter == "人" and number.value in _PEOPLE and after not in _AFTER_NIN:
        return used, [Part(0, stop, _PEOPLE[number.value])]
    if counter == "つ" and number.value is not None and 1 <= number.value <= 9 and number.parts:
        return used, [Part(0, 1, _THINGS[number.value])]
    if counter == "組" and number.value in _PAIRS and number.parts and surface(tokens, i - 1) not in _SCHOOL_YEARS:
        return used, [Part(0, 1, _THINGS[number.value]), Part(length, stop, "くみ")]
    row = _counters().get(counter)
    if row is None:
        return 0, []
    if counter == "分" and (_is_share(tokens, end) or _is_split(tokens, end)):
        row = Counter("ぶん", "", {})
    elif counter == "分" and surface(tokens, i - 1) == "割":
        row = Counter("ぶ", "", {})
    elif counter == "石" and number_text.endswith(("万", "0000", "００００")):
        row = Counter("ごく", "", {})
    last, reading = row.join(number.last)
    return used, [*_end_in(number, last), Part(length, stop, reading)]


def _day(tokens: TokenList, i: int, end: int, number: _Number) -> str | None:
    """Give the reading of number and 日 where it is one word."""
    if number.value is None or (_is_about(tokens, i) and not number.value > 10):
        return None
    if number.value == 1 and (surface(tokens, end) != "日" or not _is_date(tokens, i, end)):
        return None
    return _DAYS.get(number.value)


def _is_date(tokens: TokenList, i: int, end: int) -> bool:
    """Tell ついたち from いちにち: a month stands before, or a weekday or 付け after."""
    before = surface(tokens, i - 1)
    after = surface(tokens, end + 1)
    return (
        before.endswith("月")
        or after in {"付け", "付", "現在", "号", "未明", "夜", "朝"}
        or (after in {"（", "("} and surface(tokens, end + 2)[:1] in _WEEKDAYS)
    )


def _is_about(tokens: TokenList, i: int) -> bool:
    """Tell 二、三日 (にさんにち, two or three days) from a day: a number smaller by one stands right before."""
    if i < 2 or surface(tokens, i - 1) not in {"、", "・", "，", ","} or not is_number(tokens, i - 2):
        return False
    first, second = _parse(surface(tokens, i - 2)).value, _parse(surface(tokens, i)).value
    month = surface(tokens, i - 3).endswith("月")
    return not month and first is not None and second == first + 1


def _is_share(tokens: TokenList, end: int) -> bool:
    """Tell ぶん (三分の一) from minutes."""
    return end + 2 < len(tokens) and surface(tokens, end + 1) == "の" and is_number(tokens, end + 2)


def _is_split(tokens: TokenList, end: int) -> bool:
    """Tell ぶん (二分する) from minutes."""
    return end + 1 < len(tokens) and tokens.entries[end + 1][0] == "する"


def _end_in(number: _Number, last: str) -> list[Part]:
    """Give the parts of the number with the sound that the counter asks for at its end."""
    if not number.parts or not number.parts[-1].reading.endswith(number.last):
        return list(number.parts)
    final = number.parts[-1]
    changed = final.reading[: len(final.reading) - len(number.last)] + last
    return [*number.parts[:-1], final._replace(reading=changed)]


@functools.lru_cache(maxsize=2_000)  # Our choice: years, days and prices come back often.
def _parse(surface: str) -> _Number:
    """Read a number of digits, kanji numerals, or both (4万7千)."""
    if all(c in DIGITS or c in ",，.．" for c in surface):
        plain = re.sub("[,，]", "", surface)
        value = int(plain) if plain.isdigit() else None
        return _Number(value, (), _sound_of_digits(plain))
    if all(c in KANJI_DIGITS for c in surface) and len(surface) > 1:
        return _place_value(surface)
    return _kanji_number(surface)


def _sound_of_digits(plain: str) -> str:
    """Give the last numeral of a number written in digits: 300 → ひゃく."""
    digits = plain.rstrip("0０")
    zeros = len(plain) - len(digits)
    if not digits or digits[-1] not in DIGITS:
        return "れい"
    if zeros == 0:
        return _ONES[DIGITS[digits[-1]]]
    return ("じゅう", "ひゃく", "せん")[zeros - 1] if zeros < 4 else "まん"


def _place_value(surface: str) -> _Number:
    """Read 二〇二四 (にせんにじゅうよん): kanji digits in place-value notation, up to four of them."""
    value = int("".join(str(KANJI_DIGITS[c]) for c in surface))
    if len(surface) > 4 or surface[0] == "〇":
        names = [_ONES[KANJI_DIGITS[c]] or "ぜろ" for c in surface]
        return _Number(value, tuple(Part(n, n + 1, name) for n, name in enumerate(names)), names[-1])
    parts, units = [], ["千", "百", "十", ""][4 - len(surface) :]
    for at, (character, unit) in enumerate(zip(surface, units, strict=True)):
        digit = KANJI_DIGITS[character]
        reading = _ONES[digit] if not unit else "".join(_digit_and_unit(digit, unit))
        parts.append(Part(at, at + 1, reading))
    # A zero has no sound of its own, so the whole number is one part: 二〇二四.
    whole = "".join(part.reading for part in parts)
    return _Number(value, (Part(0, len(surface), whole),), _sound_of_digits(str(value)))


def _digit_and_unit(digit: int, unit: str) -> tuple[str, str]:
    """Give the readings of a digit and its unit with their sound change: 3, 百 → さん, びゃく."""
    if digit == 0:
        return "", ""
    first, second = ("" if digit == 1 else _ONES[digit]), _UNIT_READINGS[unit]
    return _CHANGED.get((digit, unit), (first, second))


def _kanji_number(surface: str) -> _Number:
    """Read kanji numerals with units, digits among them or not: 三百五十, 4万7千, 3千万."""
    parts: list[Part] = []
    total = section = digits = 0
    digit_text, last, at = "", "", 0
    for at, character in enumerate(surface):
        if character in DIGITS or character in KANJI_DIGITS:
            digit_text += str(DIGITS[character] if character in DIGITS else KANJI_DIGITS[character])
            digits = int(digit_text)
            last = _ONES[digits % 10] or _sound_of_digits(digit_text)
            if character in KANJI_DIGITS:
                parts.append(Part(at, at + 1, last))
        elif character in _UNITS:
            _read_unit(parts, at, character, digits, digit_text, surface)
            section += (digits or 1) * _UNITS[character]
            digits, digit_text, last = 0, "", parts[-1].reading
        elif character in _LARGE:
            _soften_before(parts, character)
            parts.append(Part(at, at + 1, _UNIT_READINGS[character]))
            total += (section + digits or 1) * _LARGE[character]
            section, digits, digit_text, last = 0, 0, "", _UNIT_READINGS[character]
    return _Number(total + section + digits, tuple(parts), last)


def _read_unit(parts: list[Part], at: int, unit: str, digits: int, digit_text: str, surface: str) -> None:
    """Add the unit, and change the sound of the kanji digit before it."""
    first, second = _digit_and_unit(digits % 10 if digit_text else 1, unit)
    if digit_text and parts and parts[-1].end == at and surface[at - 1] in KANJI_DIGITS:
        parts[-1] = parts[-1]._replace(reading=first or _HARD.get(parts[-1].reading, parts[-1].reading))
    if unit == "千" and surface[at + 1 : at + 2] in _LARGE and not digit_text:
        second = "せん"
    parts.append(Part(at, at + 1, second))


def _soften_before(parts: list[Part], unit: str) -> None:
    """Before 兆 the numeral hardens: 一兆 is いっちょう."""
    if unit == "兆" and parts:
        parts[-1] = parts[-1]._replace(reading=_HARD.get(parts[-1].reading, parts[-1].reading))


class Counter(NamedTuple):
    """A counter: its plain reading, its sound class and the numbers that sound otherwise (四 → よ)."""

    reading: str
    sound: str
    special: dict[str, str]

    def join(self, last: str) -> tuple[str, str]:
        """Give the number's last numeral and the counter as they sound together."""
        if last in self.special:
            return self.special[last], self.reading
        head, tail = self.reading[0], self.reading[1:]
        hard = _HARD.get(last, last)
        if self.sound == "k" and last in _HARD:
            return hard, self.reading
        if self.sound in {"s", "t"} and last in {"いち", "はち", "じゅう"}:
            return hard, self.reading
        if self.sound == "kg":  # 階, 軒: さんがい
            return (last, "が" + tail if head == "か" else "げ" + tail) if last == "さん" else (hard, self.reading)
        if self.sound in {"hb", "hp"}:
            return self._join_h(last, hard)
        return last, self.reading

    def _join_h(self, last: str, hard: str) -> tuple[str, str]:
        row = "はひふへほ".index(self.reading[0])
        half, voiced, tail = "ぱぴぷぺぽ"[row], "ばびぶべぼ"[row], self.reading[1:]
        if last in _HARD:
            return hard, half + tail
        if last in {"さん", "せん", "ぜん", "まん"}:
            return last, (voiced if self.sound == "hb" else half) + tail
        if last == "よん" and self.sound == "hp":
            return last, half + tail
        return last, self.reading


@functools.cache
def _counters() -> dict[str, Counter]:
    """Give the counters of counters.tsv by their surface; ヶ in all its spellings."""
    found = {}
    for row in read_rows("counters.tsv"):
        special = dict(pair.split("=") for pair in row["special"].split())
        for spelling in _spellings(row["surface"]):
            found[spelling] = Counter(row["reading"], row["sound"], special)
    return found


def _spellings(surface: str) -> list[str]:
    return [surface.replace("か", ke, 1) for ke in "かヶヵケカ箇"] if surface.startswith("か") else [surface]
