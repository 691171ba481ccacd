"""Text and background colours are set together."""

import re

from a11y_checker.dom import Element, style_attribute
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_ROOTS = re.compile(r"(?:^|[},;]|\*/)\s*(?:html|body|:root)\s*(?:,\s*(?:html|body|:root)\s*)*\{([^{}]*)\}", re.I)
_TEXT = re.compile(r"(?<![\w-])color\s*:", re.I)
_GROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:", re.I)


def applicability(page: Page) -> list[Element]:
    """Elements whose own mark-up sets a colour, and style elements that set the page's."""
    own = [
        e
        for e in page.exposed("[style], font[color], body[bgcolor], body[text]")
        if e.tag != "style" and _sets(e) != (False, False)
    ]
    sheets = [
        e
        for e in page.select("style")
        if any(_TEXT.search(b) or _GROUND.search(b) for b in _ROOTS.findall(e.text or ""))
    ]
    return [*sheets, *own]


def _sets(element: Element) -> tuple[bool, bool]:
    """(text colour, background) set by the element itself."""
    if element.tag == "style":
        body = " ".join(_ROOTS.findall(element.text or ""))
        return bool(_TEXT.search(body)), bool(_GROUND.search(body))
    style = style_attribute(element)
    text = "color" in style or bool(element.get("text")) or (element.tag == "font" and bool(element.get("color")))
    return text, "background" in style or "background-color" in style or bool(element.get("bgcolor"))


def expectation(element: Element, page: Page) -> Verdict:
    """Ask about one colour without the other."""
    text, ground = _sets(element)
    if text and not ground:
        return cant_tell("text_only")
    return cant_tell("ground_only") if ground and not text else passed()


RULE = Rule(
    id="colour-pair",
    name={"ja": "文字色と背景色を組で指定している", "en": "Colours are set in pairs"},
    criteria=("1.4.3",),
    impact="minor",
    items=("G10",),
    michecker=("C_500.17", "C_500.18"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "読む人が自分の色を使うと、片方だけが変わって、文字が背景にとけ込むことがあります。",
        "en": "When readers use their own colours only one of the two changes, and text may vanish.",
    },
    messages={
        "text_only": {
            "ja": "文字の色だけが指定され、背景の色がありません。色を変えて見る人にも読めますか。",
            "en": "Only the text colour is set, not the background. Is it legible for readers with their own colours?",
        },
        "ground_only": {
            "ja": "背景の色だけが指定され、文字の色がありません。色を変えて見る人にも読めますか。",
            "en": "Only the background is set, not the text colour. Is it legible for readers with their own colours?",
        },
    },
    fixes={
        "": {
            "ja": "color と background-color を、同じ所で指定してください。",
            "en": "Set color and background-color in the same place.",
        },
    },
    source="WCAG 2.2, SC 1.4.3, failure F24",
)
