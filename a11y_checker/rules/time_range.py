"""Periods of time are written with から and まで."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, narrow

_MARK = r"\s?[〜～~―—–−－ー-]\s?"
_CLOCK = r"(?:(?:午前|午後)?\s?\d{1,2}(?::\d{2}|時(?:\d{1,2}分|半)?)|正午)"
_TIMES = re.compile(rf"{_CLOCK}{_MARK}{_CLOCK}(?!:?\d)")
_WEEKDAY = r"(?:\s?[（(][^）)]{1,6}[）)])?"
_DAYS = re.compile(rf"\d{{1,2}}日{_WEEKDAY}\s?[〜～]\s?(?:\d{{1,2}}月)?\d{{1,2}}日")


def _look(block: Block, page: Page) -> Verdict:
    """Fail the first period whose two ends are joined by a symbol."""
    text = narrow(block.text)
    for pattern in (_TIMES, _DAYS):
        match = pattern.search(text)
        if match is not None:
            return failed("symbol", block.element_at(match.start()), words=match.group())
    return passed()


_WORDING = Wording(_look, r"[\d時分半午日）)]\s?[〜～~―—–−－ー-]", narrowed=True)

RULE = Rule(
    id="time-range",
    name={"ja": "時間の範囲を「から」「まで」で書いている", "en": "Periods are written in words"},
    criteria=(),
    impact="minor",
    items=("G33", "J23"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "「〜」や「-」は読み上げられないことがあり、始まりと終わりが分からなくなります。",
        "en": "“〜” and “-” may not be spoken, so start and end run together.",
    },
    messages={
        "symbol": {
            "ja": "「{words}」が、記号でつないであります。",
            "en": "“{words}” is joined by a symbol.",
        },
    },
    fixes={
        "": {
            "ja": "「午前9時から午後5時まで」のように書いてください。",
            "en": "Write it in words: “午前9時から午後5時まで”.",
        },
    },
    source="Municipal guideline item G33",
)
