"""Fixes inside one piece of running text: width of characters, blanks in words, dates, weekdays, phone numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from a11y_checker.fixes.markup import Part
from a11y_checker.japanese import find_spaced_words, is_japanese_letter, join_spaced

# Gives the mended text, and in how many places it was mended.
Fix = Callable[[Part], tuple[str, int]]

_FULL = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ]{2,}(?:(?<=[０-９])[．，：／－](?=[０-９])[０-９Ａ-Ｚａ-ｚ]+)*|[０-９](?=[年月日時分][^、。]?)"
)
_HALF = re.compile(r"[\uff66-\uff9f]+")
# A text about the width of characters shows examples on purpose.
_ABOUT_WIDTH = re.compile(r"全角|半角|口座名義|ﾌﾘｶﾞﾅ欄")
_WEEKDAYS = "月火水木金土日"
_NOT_BEFORE, _NOT_AFTER = r"(?<![A-Za-z0-9_/.:&#-])", r"(?![\d/.-])(?!\.[a-z])"
_YMD = re.compile(rf"{_NOT_BEFORE}((?:19|20)\d\d)([/.-])(\d{{1,2}})\2(\d{{1,2}}){_NOT_AFTER}")
_ERA = re.compile(rf"{_NOT_BEFORE}([RHS])\s?(\d{{1,2}})([./-])(\d{{1,2}})\3(\d{{1,2}}){_NOT_AFTER}")
_MD = re.compile(rf"{_NOT_BEFORE}(\d{{1,2}})/(\d{{1,2}})(?=\s?[（(][{_WEEKDAYS}][・祝休]*[）)])")
# Source: the first year of each era, less one; its last year bounds a typing error.
_ERAS = {"R": ("令和", 2018, 99), "H": ("平成", 1988, 31), "S": ("昭和", 1925, 64)}
_DAY = re.compile(r"(?:(令和|平成|昭和)(\d{1,2}|元)|((?:19|20)\d\d))年(?:[（(][^（()）]*[）)])?(\d{1,2})月(\d{1,2})日")
_LABEL = re.compile(r"(?:日時|日にち|開催日時?|開催日程|とき|期日|実施日)\s*[：:]?\s*$")
_NO_APPOINTMENT = re.compile(rf"\s?(?:から|まで|以[後前降]|現在|付け?|生まれ|時点|[〜～-]|[（(]|[{_WEEKDAYS}]曜)")
_DASH = r"[-‐‑‒–—―−－ー]"
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z.,/:=_@-])(?:0\d{{1,4}}{_DASH}\d{{1,4}}{_DASH}\d{{3,4}}|0\d{{1,4}}[(（]\d{{1,4}}[)）]\d{{4}})(?![0-9]|{_DASH}[0-9])"
)
_CALL = re.compile(r"tel|電話|☎|℡|ダイヤル|携帯", re.I)
_OTHER = re.compile(
    r"fax|ファックス|ファクス|ファクシミリ|番号札|法人番号|登録番号|口座|〒|ISBN|品番|型番|受付番号|管理番号", re.I
)
_NO_LINK_IN = frozenset({"a", "button", "label", "title", "head", "option", "select", "legend", "summary"})


def _width(part: Part) -> tuple[str, int]:
    if _ABOUT_WIDTH.search(part.before + part.text):
        return part.text, 0
    text, letters = _FULL.subn(lambda match: unicodedata.normalize("NFKC", match.group()), part.text)
    text, kana = _HALF.subn(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return text, letters + kana


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _dates(part: Part) -> tuple[str, int]:
    count = 0

    def year_first(match: re.Match[str]) -> str:
        return written(match, match[1], "", int(match[1]), int(match[3]), int(match[4]))

    def era(match: re.Match[str]) -> str:
        name, before, last = _ERAS[match[1]]
        if not 1 <= int(match[2]) <= last:
            return match.group()
        return written(match, match[2], name, before + int(match[2]), int(match[4]), int(match[5]))

    def month_first(match: re.Match[str]) -> str:
        return written(match, "", "", 2000, int(match[1]), int(match[2]))

    def written(match: re.Match[str], year: str, name: str, in_ad: int, month: int, day: int) -> str:
        nonlocal count
        if not _is_date(in_ad, month, day):
            return match.group()
        count += 1
        return f"{name}{int(year)}年{month}月{day}日" if year else f"{month}月{day}日"

    text = _MD.sub(month_first, _ERA.sub(era, _YMD.sub(year_first, part.text)))
    return text, count


def _weekday(part: Part) -> tuple[str, int]:
    """Only behind a label such as 日時: not every date is an appointment."""
    found: list[str] = []
    position = count = 0
    for match in _DAY.finditer(part.text):
        found.append(part.text[position : match.end()])
        position = match.end()
        year = _year(match)
        announced = _LABEL.search(part.before + part.text[: match.start()])
        if (
            announced
            and not _NO_APPOINTMENT.match(part.text[position:])
            and _is_date(year, int(match[4]), int(match[5]))
        ):
            found.append(f"（{_WEEKDAYS[date(year, int(match[4]), int(match[5])).weekday()]}）")
            count += 1
    return "".join(found) + part.text[position:], count


def _year(match: re.Match[str]) -> int:
    if match[3]:
        return int(match[3])
    first = {name: before for name, before, _ in _ERAS.values()}[match[1]]
    return first + (1 if match[2] == "元" else int(match[2]))


def _phones(part: Part) -> tuple[str, int]:
    """Only behind a word such as 電話: a number alone may be a fax."""
    if part.inside & _NO_LINK_IN:
        return part.text, 0
    found: list[str] = []
    position = count = 0
    for match in _PHONE.finditer(part.text):
        before = part.before + part.text[: match.start()]
        marks = [*_CALL.finditer(before[-15:]), *_OTHER.finditer(before[-15:])]
        nearest = max(marks, key=lambda mark: mark.end(), default=None)
        digits = re.sub(r"\D", "", match.group())
        if nearest is None or not _CALL.fullmatch(nearest.group()) or not 9 <= len(digits) <= 11:
            continue
        number = match.group()
        plain = re.sub(r"\D+", "-", number).strip("-")
        found.append(f'{part.text[position : match.start()]}<a href="tel:{plain}">{number}</a>')
        position = match.end()
        count += 1
    return "".join(found) + part.text[position:], count


def _spaces(part: Part) -> tuple[str, int]:
    """Not where the word may go on in the next element."""
    found: list[str] = []
    position = count = 0
    for match in find_spaced_words(part.text):
        goes_on = (match.start() == 0 and is_japanese_letter(part.before[-1:])) or (
            match.end() == len(part.text) and is_japanese_letter(part.after)
        )
        if not goes_on:
            found += [part.text[position : match.start()], join_spaced(match.group())]
            position = match.end()
            count += 1
    return "".join(found) + part.text[position:], count


# In this order: 日　時 is joined before a date is sought behind it; a date in full-width digits is narrowed, put into words,
# and gets its weekday.
FIXES: Mapping[str, Fix] = {"width": _width, "spaces": _spaces, "dates": _dates, "weekday": _weekday, "phones": _phones}
