"""No columns made with blanks."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_BLANK = "[ \u3000\u00a0\u2002-\u200a]"
# Three full-width blanks, or more of the narrow ones, between two words: HTML joins plain blanks, so they were meant.
_RUN = re.compile(rf"(?<=\S)(?:\u3000{{3,}}|(?:{_BLANK}*[\u3000\u00a0\u2002-\u200a]){{4,}}{_BLANK}*)(?=\S)")


def _look(block: Block, page: Page) -> Verdict:
    """Fail the first run of blanks between two words; one blank at the start of a paragraph is none."""
    match = _RUN.search(block.text)
    if match is None:
        return passed()
    before = block.text[: match.start()].split()[-1][-10:]
    after = block.text[match.end() :].split()[0][:10]
    return failed("blanks", block.element_at(match.start()), before=before, after=after)


_WORDING = Wording(_look, r"[\u3000\u00a0\u2002-\u200a]")

RULE = Rule(
    id="blank-layout",
    name={"ja": "空白で位置をそろえていない", "en": "No layout by blanks"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G28", "J03"),
    verdicts=_WORDING.verdicts,
    why={
        "ja": "文字を大きくしたり、せまい画面で見たりすると、並びが崩れます。読み上げでは、どの言葉が組になるか分かりません。",
        "en": "The columns fall apart in larger text and on narrow screens, and listeners cannot tell what belongs together.",
    },
    messages={
        "blanks": {
            "ja": "「{before}」と「{after}」の間が、空白を並べて空けてあります。",
            "en": "“{before}” and “{after}” are set apart by a row of blanks.",
        },
    },
    fixes={
        "": {
            "ja": "表（table）か、見出しと本文に分けて書いてください。間は CSS で空けられます。",
            "en": "Use a table, or separate elements; CSS can set them apart.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failures F33 and F34; municipal guideline item G28",
)
