"""No blanks inside a word."""

import re
from collections.abc import Mapping

from a11y_checker.blocks import Block
from a11y_checker.dom import Element
from a11y_checker.japanese import is_spaced_word
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed
from a11y_checker.rule import Rule
from a11y_checker.wording import all_but, blocks_with

_BLANK = "[ \u3000\u00a0\u2002-\u200a\u202f]"
_JAPANESE = r"[\u3041-\u3096\u30a1-\u30fc\u3005\u4e00-\u9fff]"
# Two or more single characters with blanks between them, and no Japanese right beside the run.
_RUN = re.compile(rf"(?<!{_JAPANESE}){_JAPANESE}(?:{_BLANK}+{_JAPANESE})+(?!{_JAPANESE})")
_SPACED = re.compile(f"{_JAPANESE}{_BLANK}+{_JAPANESE}")


def _find(block: Block) -> re.Match[str] | None:
    for match in _RUN.finditer(block.text):
        if is_spaced_word(re.sub(_BLANK, " ", match.group()).split()):
            return match
    return None


def verdicts(page: Page) -> Mapping[Element, Verdict]:
    """Fail the first spaced word of a block of running text."""
    found: dict[Element, Verdict] = {}
    for block in blocks_with(_SPACED, page):
        match = _find(block)
        if match is not None:
            words = match.group()
            right = re.sub(_BLANK, "", words)
            found[block.element] = failed("spaced", block.element_at(match.start()), words=words, right=right)
    return all_but(found, page)


RULE = Rule(
    id="word-space",
    name={"ja": "単語の途中に空白がない", "en": "No blanks inside a word"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G27", "J01"),
    michecker=("B_15",),
    verdicts=verdicts,
    why={
        "ja": "間を空けた「日時」は「ひ、とき」のように別々の言葉として読み上げられ、検索でも見つかりません。",
        "en": "Screen readers take the characters for separate words, and searches do not find them.",
    },
    messages={
        "spaced": {
            "ja": "「{words}」は、言葉の途中に空白があります。",
            "en": "“{words}” has blanks inside a word.",
        },
    },
    fixes={
        "": {
            "ja": "「{right}」と続けて書いてください。幅は CSS（letter-spacing など）でそろえられます。",
            "en": "Write “{right}” without blanks; CSS (letter-spacing) can align it.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failure F32 and technique C8",
)
