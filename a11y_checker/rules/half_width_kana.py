"""No half-width katakana in running text."""

import re
import unicodedata
from collections.abc import Mapping

from a11y_checker.blocks import Block
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import all_but, blocks_with

# Source: Unicode, Halfwidth and Fullwidth Forms: half-width marks and katakana.
_HALF = re.compile(r"[\uff61-\uff9f]+")
# A text about half-width input shows examples of it on purpose.
_ABOUT = re.compile(r"半角|口座名義|ﾌﾘｶﾞﾅ欄|(?:記入|入力|記載)例|(?:^|[（(])例[:：）)]")


def verdicts(page: Page) -> Mapping[Element, Verdict]:
    """Fail half-width katakana in running text, unless the text is about half-width input."""
    found: dict[Element, Verdict] = {}
    for block in blocks_with(_HALF, page):
        found[block.element] = _judge(block)
    return all_but(found, page)


def _judge(block: Block) -> Verdict:
    match = _HALF.search(block.text)
    if match is None or _ABOUT.search(block.text):
        return passed()
    words = match.group()
    return failed("found", block.element_at(match.start()), words=words, right=unicodedata.normalize("NFKC", words))


RULE = Rule(
    id="half-width-kana",
    name={"ja": "半角カタカナを使っていない", "en": "No half-width katakana"},
    criteria=(),
    impact="minor",
    items=("G30", "J05"),
    verdicts=verdicts,
    house=True,
    why={
        "ja": "読み上げが不自然になったり、検索で見つからなかったりします。",
        "en": "It is read badly, and searches miss it.",
    },
    messages={
        "found": {
            "ja": "半角カタカナ「{words}」があります。",
            "en": "There is half-width katakana: “{words}”.",
        },
    },
    fixes={
        "": {"ja": "全角の「{right}」にしてください。", "en": "Write it full width: “{right}”."},
    },
    source="Municipal guideline item G30",
)
