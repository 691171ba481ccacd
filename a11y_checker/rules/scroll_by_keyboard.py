"""Scrolling areas work by keyboard."""

from a11y_checker.dom import Element, role, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_SCROLLS = frozenset({"auto", "scroll"})
# Their keys are the work of a script or of the browser.
_OWN_KEYS = words("listbox menu menubar tree grid treegrid tablist textbox combobox")
_NOT_AREAS = frozenset({"html", "body", "textarea", "select", "iframe", "input"})
# Source: axe-core, scrollable-region-focusable: less is a rounding error or padding.
_LEAST_PX = 14


def applicability(page: Page) -> list[Element]:
    """Visible areas that hold more than they show and scroll."""
    return [element for element in page.elements if _is_area(element, page)]


def _is_area(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    beyond = facts.extra.get("beyond") if facts else None
    if facts is None or not isinstance(beyond, list) or not facts.visible or element.tag in _NOT_AREAS:
        return False
    if role(element) in _OWN_KEYS or page.is_hidden(element):
        return False
    across = facts.style["overflow-x"] in _SCROLLS and beyond[0] > _LEAST_PX
    return across or (facts.style["overflow-y"] in _SCROLLS and beyond[1] > _LEAST_PX)


def expectation(area: Element, page: Page) -> Verdict:
    """Fail an area that the Tab key can reach neither itself nor inside."""
    for element in area.iter():
        facts = page.facts(element)
        if facts is not None and facts.tabbable:
            return passed()
    return failed("unreachable")


RULE = Rule(
    id="scroll-by-keyboard",
    name={"ja": "スクロールする枠をキーボードで動かせる", "en": "Scrolling areas work by keyboard"},
    criteria=(
        "2.1.1",
        "2.1.3",
    ),
    impact="serious",
    items=("G54",),
    act=("0ssw9k",),
    replaces=("scrollable-region-focusable",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "マウスを使わない人は、枠の中の隠れた部分を読めません。",
        "en": "People without a mouse cannot read the part that is out of sight.",
    },
    messages={
        "unreachable": {
            "ja": "スクロールする枠へ、キーボードで移れません。",
            "en": "The keyboard cannot get to this scrolling area.",
        },
    },
    fixes={
        "": {
            "ja": '枠に tabindex="0" と role="region"、aria-label を付けるか、スクロールさせずに全部を見せてください。',
            "en": 'Add tabindex="0", role="region" and aria-label to it, or show everything without scrolling.',
        },
    },
    source="WCAG 2.2, SC 2.1.1, technique G202; ACT rule 0ssw9k",
)
