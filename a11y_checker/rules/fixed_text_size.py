"""Text sizes are relative."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_ABSOLUTE = re.compile(r"(?<![\w-])font(?:-size)?\s*:[^;{}]*?(?<![\w.#-])\d*\.?\d+(px|pt|pc|cm|mm|in|q)\b", re.I)
_PRINT = re.compile(r"@media\s+print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_VIEWPORT = re.compile(r"(?<![\w-])font-size\s*:\s*\d*\.?\d+(vw|vh|vmin|vmax)\b", re.I)


def applicability(page: Page) -> list[Element]:
    """Elements and style elements that set a text size."""
    return [e for e in page.select("style, body[style], body [style]") if "font" in _text(e).lower()]


def _text(element: Element) -> str:
    """The styles, without those for paper: nobody enlarges that."""
    return _PRINT.sub("", element.text or "") if element.tag == "style" else (element.get("style") or "")


def expectation(element: Element, page: Page) -> Verdict:
    """Ask about sizes in pixels or points, and in parts of the window."""
    for key, pattern in (("viewport", _VIEWPORT), ("absolute", _ABSOLUTE)):
        match = pattern.search(_text(element))
        if match is not None:
            return cant_tell(key, unit=match.group(1))
    return passed()


RULE = Rule(
    id="fixed-text-size",
    name={"ja": "文字の大きさが固定されていない", "en": "Text sizes are relative"},
    criteria=("1.4.4",),
    impact="minor",
    items=("G11",),
    michecker=("C_13.0", "C_500.19", "C_500.20", "C_500.21"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "ブラウザで文字だけを大きくする人は、固定した大きさの文字を大きくできません。",
        "en": "People who let the browser enlarge text alone cannot enlarge text of a fixed size.",
    },
    messages={
        "absolute": {
            "ja": "文字の大きさが固定の単位（{unit}）です。文字だけを大きくしても読めますか。",
            "en": "A text size is in a fixed unit ({unit}). Can text alone be enlarged?",
        },
        "viewport": {
            "ja": "文字の大きさが窓の大きさで決まります（{unit}）。200 % に拡大できますか。",
            "en": "A text size hangs on the window ({unit}). Can it be enlarged to 200 %?",
        },
    },
    fixes={
        "": {
            "ja": "rem、em、% で指定してください。",
            "en": "Use rem, em or %.",
        },
    },
    source="WCAG 2.2, SC 1.4.4, techniques C12, C13 and C14, failure F94",
)
