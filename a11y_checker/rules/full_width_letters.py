"""Letters and digits are half width."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, narrow

_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]{2,}")
# A text about full-width input shows examples of it on purpose.
_ABOUT = re.compile(r"全角")


def _look(block: Block, page: Page) -> Verdict:
    """Fail the first run of full-width letters or digits; a single one is a matter of house style."""
    match = _FULL.search(block.text)
    if match is None or _ABOUT.search(block.text):
        return passed()
    words = match.group()
    return failed("found", block.element_at(match.start()), words=words, right=narrow(words))


_WORDING = Wording(_look, _FULL.pattern)

RULE = Rule(
    id="full-width-letters",
    name={"ja": "英数字が半角である", "en": "Letters and digits are half width"},
    criteria=(),
    impact="minor",
    items=("G31", "J06"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "一文字ずつ読み上げられることがあり、検索でも見つかりません。",
        "en": "Some screen readers spell them out one by one, and searches miss them.",
    },
    messages={
        "found": {
            "ja": "全角の英数字「{words}」があります。",
            "en": "There are full-width letters or digits: “{words}”.",
        },
    },
    fixes={
        "": {
            "ja": "半角で「{right}」と書いてください。",
            "en": "Write them half width: “{right}”.",
        },
    },
    source="Municipal guideline item G31",
)
