"""What a mouse does, the keyboard does as well."""

from a11y_checker.dom import Element, ancestors
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_PAIRS = {
    "onmouseover": ("onfocus", "onfocusin", "onkeydown", "onkeyup"), "onmouseenter": ("onfocus", "onfocusin", "onkeydown"),
    "onmousedown": ("onkeydown", "onkeypress", "onclick"), "onmouseup": ("onkeyup", "onkeypress", "onclick"),
    "ondblclick": ("onkeydown", "onkeyup", "onkeypress"),
}  # fmt: skip
_FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, label, iframe, [tabindex], [contenteditable], option"


def applicability(page: Page) -> list[Element]:
    """Elements whose mark-up runs a script for a pointer."""
    return page.exposed(", ".join(f"[{name}]" for name in ("onclick", *_PAIRS)))


def expectation(element: Element, page: Page) -> Verdict:
    """Ask about a handler without a counterpart, or a click on what the keyboard cannot reach."""
    for event, others in _PAIRS.items():
        if element.get(event) and not any(element.get(other) for other in others):
            return cant_tell("no_pair", event=event)
    if element.get("onclick") and element.tag not in ("body", "html") and not _is_reachable(element, page):
        return cant_tell("unreachable")
    return passed()


def _is_reachable(element: Element, page: Page) -> bool:
    """Whether the keyboard gets to the element, to a control inside it, or to the control around it."""
    reachable = page.once(_controls)
    return any(place in reachable for place in (element, *element.iterdescendants(), *ancestors(element)))


def _controls(page: Page) -> frozenset[Element]:
    return frozenset(page.select(_FOCUSABLE))


RULE = Rule(
    id="mouse-only",
    name={"ja": "マウスの操作がキーボードでもできる", "en": "The keyboard does what the mouse does"},
    criteria=("2.1.1",),
    impact="serious",
    items=("G54",),
    michecker=("C_38.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "マウスを使えない人は、その操作ができません。",
        "en": "People who cannot use a mouse cannot do it.",
    },
    messages={
        "no_pair": {
            "ja": "マウスのための処理（{event}）に、キーボードの処理がありません。同じことがキーボードでできますか。",
            "en": "A script for the mouse ({event}) has none for the keyboard. Can the keyboard do the same?",
        },
        "unreachable": {
            "ja": "押すと動く部分に、キーボードで移れないようです。",
            "en": "The keyboard does not seem to reach a part that can be clicked.",
        },
    },
    fixes={
        "": {
            "ja": "ボタン（button）かリンク（a）にするか、onfocus や onkeydown でも動くようにしてください。",
            "en": "Make it a button or a link, or act on onfocus and onkeydown too.",
        },
    },
    source="WCAG 2.2, SC 2.1.1, failures F42 and F54, technique SCR2",
)
