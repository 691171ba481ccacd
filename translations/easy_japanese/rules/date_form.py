"""Dates are written out with 年, 月 and 日, weekdays with 曜日."""

import re
from collections.abc import Iterator

from translations.easy_japanese.clock import DIGIT
from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text

_SLASHED = re.compile(
    rf"(?<![0-9A-Za-z０-９/.．／-])(?:(?P<year>{DIGIT}{{4}})(?P<mark>[/.．／-]))?(?P<month>{DIGIT}{{1,2}})(?(mark)(?P=mark)|[/／])(?P<day>{DIGIT}{{1,2}})(?![0-9A-Za-z０-９/／:：%％]|[.．]{DIGIT})"
)
# A fraction looks the same: without a year it is a date only where a weekday or another date stands beside it.
_BESIDE = re.compile(r"[ \u3000]*(?:[（(][月火水木金土日祝]|[〜～~]|から|まで|に|の(?:[朝夜昼]|午))")
_WEEKDAY = re.compile(
    rf"(?<=日)[（(]([月火水木金土日])(?P<more>[・、･][月火水木金土日祝])*[）)]|(?<={DIGIT})[（(]([月火水木金土日])[）)]"
)


def check(text: Text) -> Iterator[Found]:
    """Find 4/1, 2026.4.1 and （水）."""
    for match in _SLASHED.finditer(text.text):
        month, day = int(match["month"]), int(match["day"])
        is_date = match["year"] or _BESIDE.match(text.text, match.end())
        if not (1 <= month <= 12 and 1 <= day <= 31 and is_date) or text.is_address(match.start()):
            continue
        year = f"{int(match['year'])}年" if match["year"] else ""
        yield _say(match.start(), match.end(), match.group(), f"{year}{month}月{day}日")
    for match in _WEEKDAY.finditer(text.text):
        if not match["more"]:
            day_name = match[1] or match[3]
            yield _say(match.start(), match.end(), match.group(), f"（{day_name}曜日）")


def _say(start: int, end: int, old: str, new: str) -> Found:
    return Found(
        start, end, f"「{old}」は「{new}」と書いてください。", f"Write 「{new}」 for 「{old}」.", replacement=new
    )


RULE = Rule(
    "date-form",
    {"ja": "日付は「○月○日（○曜日）」と書く", "en": "Dates written out"},
    "Plain Japanese guideline 2020: month and day written out",
    check,
)
