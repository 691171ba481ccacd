"""Headings are marked up, not made with symbols."""

import re
from dataclasses import dataclass
from itertools import pairwise

from a11y_checker.blocks import Block
from a11y_checker.dom import Element, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import BEGIN, blocks_with, lines

_MARKED = re.compile(
    r"(?:[■●◆○◎★☆▼▲◇□▶◯❖◉♦][ 　]*[^■●◆○◎★☆▼▲◇□▶、。]+|【[^】]+】|＜[^＞]+＞|《[^》]+》|≪[^≫]+≫|〈[^〉]+〉)"
)
_SIGN = re.compile(rf"[{BEGIN}\n][ \u3000\u00a0]*[■●◆○◎★☆▼▲◇□▶◯❖◉♦【＜《≪〈]")
_TAGS = words("p div section article td b strong span font center body main")
# Our choice: as long as headings get.
_HEADING_CHARS = 30


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    position: int
    text: str

    @property
    def is_marked(self) -> bool:
        short = len(self.text) <= _HEADING_CHARS and self.block.element.tag in _TAGS
        return short and _MARKED.fullmatch(self.text) is not None


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail a short line that begins with a symbol and has text below it; at least two on a page make a pattern."""
    found = {block.element: passed() for block in page.blocks if block.element.tag in _TAGS}
    if not blocks_with(_SIGN, page):
        return found
    every = [_Line(block, position, text) for block in page.blocks for position, text in lines(block)]
    marked = [here for here, after in pairwise(every) if here.is_marked and _is_body(after, here)]
    if len(marked) > 1:
        for line in marked:
            found[line.block.element] = failed("symbol", line.block.element_at(line.position), words=line.text)
    return found


def _is_body(after: _Line, heading: _Line) -> bool:
    """Whether a line reads like the text below a heading."""
    is_heading = after.block.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    return not is_heading and not _MARKED.fullmatch(after.text) and len(after.text) > len(heading.text)


RULE = Rule(
    id="symbol-heading",
    name={"ja": "見出しを記号で代用していない", "en": "Headings are not made with symbols"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G03", "G32", "J13"),
    verdicts=verdicts,
    why={
        "ja": "見出しをたどって読む人には、見出しがないのと同じです。",
        "en": "For people who move by headings there is no heading at all.",
    },
    messages={
        "symbol": {
            "ja": "「{words}」は見出しに見えますが、見出しになっていません。",
            "en": "“{words}” looks like a heading and is none.",
        },
    },
    fixes={
        "": {
            "ja": "記号を消して、見出し（h2、h3 など）にしてください。",
            "en": "Drop the symbol and make it a heading (h2, h3 …).",
        },
    },
    source="WCAG 2.2, SC 1.3.1, failure F2",
)
