"""Readers can widen the spacing of text."""

import re

from a11y_checker.dom import Element, ancestors, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, SC 1.4.12: the least spacing that must be possible, in parts of the font size.
_LEAST = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
_NO_VALUE = frozenset({"inherit", "unset", "revert", "revert-layer"})
_SPACE_INSIDE = re.compile(r"\S\s+\S")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Our choice: height of a line with line-height: normal, in parts of the font size.
_NORMAL = 1.2


def _important(element: Element, name: str) -> str:
    """The value that the style attribute sets with !important; the last one counts."""
    value = ""
    for declaration in _COMMENT.sub("", element.get("style") or "").split(";"):
        left, colon, right = declaration.partition(":")
        text = right.strip().lower().replace("! ", "!")
        if colon and left.strip().lower() == name and text.endswith("!important"):
            value = text.removesuffix("!important").strip()
    return value


def _fixed(text: Element) -> dict[str, Element]:
    """The properties that are fixed for a text: its own style attribute, or that of an element it inherits from."""
    found: dict[str, Element] = {}
    for place in (text, *ancestors(text)):
        if "important" in (place.get("style") or "").lower():
            for name in _LEAST:
                value = _important(place, name)
                if value and value not in _NO_VALUE:
                    found.setdefault(name, place)
    return found


def applicability(page: Page) -> list[Element]:
    """Visible text with such a style."""
    styled = [e for e in page.index.with_attribute("style") if "important" in (e.get("style") or "").lower()]
    inside = {element for place in styled for element in place.iter()}
    return [element for element in page.elements if element in inside and _ratios(element, page)] if inside else []


def _ratios(element: Element, page: Page) -> dict[str, float]:
    facts = page.facts(element)
    if facts is None or not facts.visible or facts.text_box is None:
        return {}
    size = _px(facts.style["font-size"]) or 16.0
    found: dict[str, float] = {}
    for name, place in _fixed(element).items():
        here, there = facts.style[name], page.facts(place)
        if place is not element and (there is None or there.style[name] != here) and name != "line-height":
            continue
        ratio = _NORMAL if name == "line-height" and here == "normal" else _px(here) / size
        if name == "line-height" and not _wraps(facts.text_box[3], ratio * size, size):
            continue
        if name == "word-spacing" and not _SPACE_INSIDE.search(raw_text(element)):
            continue
        found[name] = ratio
    return found


def _wraps(height: float, line: float, size: float) -> bool:
    """Whether a text takes more than one line."""
    return height > max(line + 0.9 * size, 1.6 * size)


def _px(value: str) -> float:
    match = re.match(r"-?[\d.]+", value)
    return float(match.group()) if match else 0.0


def expectation(element: Element, page: Page) -> Verdict:
    """Fail spacing that is fixed below the least."""
    for name, ratio in _ratios(element, page).items():
        if ratio < _LEAST[name] - 0.001:
            return failed("narrow", name=name, ratio=f"{ratio:.2g}", least=_LEAST[name])
    return passed()


RULE = Rule(
    id="fixed-spacing",
    name={"ja": "文字や行の間隔を読む人が変えられる", "en": "Readers can change the spacing of text"},
    criteria=("1.4.12",),
    impact="serious",
    items=("G12",),
    act=(
        "24afc2",
        "9e45ec",
        "78fd32",
    ),
    replaces=("avoid-inline-spacing",),
    needs_browser=True,
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "字や行の間を広げて読む人が、広げられません。",
        "en": "People who need wider spacing cannot set it.",
    },
    messages={
        "narrow": {
            "ja": "{name} が文字の大きさの{ratio}倍に !important で固定されています。{least}倍以上が必要です。",
            "en": "{name} is fixed at {ratio} of the font size by !important. At least {least} is needed.",
        },
    },
    fixes={
        "": {
            "ja": "style から !important を消してください。",
            "en": "Remove !important from the style.",
        },
    },
    source="WCAG 2.2, SC 1.4.12; ACT rules 24afc2, 9e45ec, 78fd32",
)
