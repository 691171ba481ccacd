"""Running text is not tiny, and its lines are not tight."""

import re

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Our choice: below this no browser's default is, and kanji of many strokes run together.
_LEAST_PX = 10.0
# Our choice: WCAG 2.2, SC 1.4.8 asks for 1.5; what is far below is a fault in any town's guideline.
_LEAST_LINE = 1.25
_LEAST_CHARS, _LEAST_LINES = 20, 3


def applicability(page: Page) -> list[Element]:
    """Paragraphs, list items and cells with running text that can be seen."""
    found = [
        e
        for e in page.exposed("p, li, dd, td, div")
        if (facts := page.facts(e)) is not None and facts.text_box is not None
    ]
    return [e for e in found if page.is_visible(e) and len(raw_text(e)) >= _LEAST_CHARS]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail tiny text, and lines of a paragraph that nearly touch."""
    facts = page.facts(element)
    if facts is None or facts.text_box is None:
        return passed()
    size, line = (_px(facts.style[name]) for name in ("font-size", "line-height"))
    if 0 < size < _LEAST_PX:
        return failed("tiny", size=f"{size:g}")
    if line and size and line < _LEAST_LINE * size and facts.text_box[3] >= (_LEAST_LINES - 0.5) * line:
        return failed("tight", ratio=f"{line / size:.2f}")
    return passed()


def _px(value: str) -> float:
    match = re.fullmatch(r"([\d.]+)px", value)
    return float(match.group(1)) if match else 0.0


RULE = Rule(
    id="small-text",
    name={"ja": "文字が小さすぎず、行の間が狭すぎない", "en": "Text is not tiny, nor its lines tight"},
    criteria=(),
    impact="minor",
    items=("G12",),
    house=True,
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "目の見えにくい人や高齢の人が読めません。行の間が狭いと、次の行を見失います。",
        "en": "People with low vision and old people cannot read it. Tight lines make one lose the place.",
    },
    messages={
        "tiny": {
            "ja": "本文の文字の大きさが {size} ピクセルしかありません。",
            "en": "The text is only {size} pixels high.",
        },
        "tight": {
            "ja": "行の間が狭すぎます（文字の大きさの {ratio} 倍）。",
            "en": "The lines are too tight ({ratio} times the size of the text).",
        },
    },
    fixes={
        "": {
            "ja": "大きさは 100 % 以上、行の高さは 1.5 以上にしてください。",
            "en": "Use at least the default size and a line height of 1.5.",
        },
    },
    source="WCAG 2.2, SC 1.4.8; municipal guideline item G12",
)
