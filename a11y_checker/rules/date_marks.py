"""Dates are written with 年, 月 and 日."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, narrow

_YMD = re.compile(r"(?<![A-Za-z0-9_/.-])(?:19|20)\d{2}([/.-])(\d{1,2})\1(\d{1,2})(?![\d/.-])(?!\.[a-z])")
_ERA = re.compile(r"(?<![A-Za-z0-9])[RHS令平昭]\s?\d{1,2}([./-])(\d{1,2})\1(\d{1,2})(?![\d/.-])")
# Month and day alone are taken for a date only beside a weekday or as the two ends of a period.
_MD = re.compile(
    r"(?<![A-Za-z0-9_/.-])(\d{1,2})/(\d{1,2})(?=\s?[（(][月火水木金土日・祝]+[）)]|\s?(?:から|[〜～])\s?\d{1,2}/\d{1,2})"
)


def _look(block: Block, page: Page) -> Verdict:
    """Fail the first date that is parted by slashes, dots or hyphens."""
    text = narrow(block.text)
    for pattern in (_YMD, _ERA, _MD):
        for match in pattern.finditer(text):
            month, day = (int(part) for part in match.groups()[-2:])
            if 1 <= month <= 12 and 1 <= day <= 31:
                place = block.element_at(match.start())
                return failed("marks", place, words=match.group(), month=month, day=day)
    return passed()


_WORDING = Wording(_look, r"\d[./-]\d", narrowed=True)

RULE = Rule(
    id="date-marks",
    name={"ja": "日付を「年・月・日」で書いている", "en": "Dates are written in words"},
    criteria=(),
    impact="minor",
    items=("G33", "J22"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "「4/1」は「4分の1」、「8.6.12」は小数のように読み上げられることがあります。",
        "en": "“4/1” may be read as a quarter, “8.6.12” as a decimal number.",
    },
    messages={
        "marks": {
            "ja": "日付「{words}」が、記号で区切ってあります。",
            "en": "The date “{words}” is parted by symbols.",
        },
    },
    fixes={
        "": {
            "ja": "「{month}月{day}日」のように、文字で書いてください。年も西暦で書くと確かです。",
            "en": "Write it in words: “{month}月{day}日”, with the year.",
        },
    },
    source="Municipal guideline item G33",
)
