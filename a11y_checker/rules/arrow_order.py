"""Order is told in words, not by arrows."""

import re

from a11y_checker.blocks import BREAK, Block
from a11y_checker.dom import ancestors
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_ARROW = r"[→⇒➡➔➜⟶►▶↓⇓]"
_BETWEEN = re.compile(rf"[^\s>＞|｜→⇒]\s?{_ARROW}\s?[^\s→⇒]")
_ALONE = re.compile(rf"{_ARROW}+")


def _look(block: Block, page: Page) -> Verdict:
    """Ask about an arrow between two words, or an arrow that stands for a line of its own."""
    if any(place.tag == "nav" for place in (block.element, *ancestors(block.element))):
        return passed()
    match = _BETWEEN.search(block.text.replace(BREAK, " "))
    if match is None and _ALONE.fullmatch(block.text.strip()) is None:
        return passed()
    position = match.start() + 1 if match else 0
    if block.is_inside(position, "a", "button"):
        return passed()
    return cant_tell("arrow", block.element_at(position), words=match.group() if match else block.text)


_WORDING = Wording(_look, _ARROW)

RULE = Rule(
    id="arrow-order",
    name={"ja": "順序を矢印だけで示していない", "en": "Order is told in words"},
    criteria=("1.3.1",),
    impact="minor",
    items=("G32", "J35"),
    automation="semi",
    verdicts=_WORDING.verdicts,
    why={
        "ja": "矢印は読み上げられないことがあり、順序や変わる前後が伝わりません。",
        "en": "Arrows may not be spoken, so order and change are lost.",
    },
    messages={
        "arrow": {
            "ja": "「{words}」の矢印が読まれなくても、意味が伝わりますか。",
            "en": "Does “{words}” still make sense when the arrow is not spoken?",
        },
    },
    fixes={
        "": {
            "ja": "順序は番号付きの箇条書き（ol）で、変化は「AからBに変わります」のように書いてください。",
            "en": "Use an ordered list (ol) for steps and words for change: “AからBに変わります”.",
        },
    },
    source="WCAG 2.2, SC 1.3.1; municipal guideline item G32",
)
