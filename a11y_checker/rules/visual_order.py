"""Neighbours are seen in the order in which they are read out."""

from itertools import pairwise

from a11y_checker.dom import Element, ancestors, children, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

# Source: CSS Flexible Box Layout, §5.4; CSS Grid Layout, §6.3: only here does a style sheet change the order of neighbours.
_ORDERING = ("flex", "grid", "inline-flex", "inline-grid")
# Our choice: boxes that touch or overlap by less than this stand one after the other.
_TOLERANCE_PX = 2.0
_QUOTED_CHARS = 20


def _neighbours(element: Element, page: Page) -> list[Element]:
    """The children that can be seen, have words and stand in the flow; for one without a box of its own, its children."""
    found = []
    for child in children(element):
        facts = page.facts(child)
        if facts and facts.style["display"] == "contents":
            found += _neighbours(child, page)
        elif facts and facts.visible and facts.style["position"] in ("static", "relative") and raw_text(child).strip():
            found.append(child)
    return found


def _ordering(page: Page) -> dict[Element, list[Element]]:
    found = {}
    for element in page.elements:
        facts = page.facts(element)
        if facts and facts.visible and facts.style["display"] in _ORDERING and not _is_right_to_left(element):
            neighbours = _neighbours(element, page)
            if len(neighbours) > 1:
                found[element] = neighbours
    return found


def _is_right_to_left(element: Element) -> bool:
    return any((place.get("dir") or "").lower() == "rtl" for place in (element, *ancestors(element)))


def _stands_before(later: Element, earlier: Element, page: Page) -> bool:
    """Whether what is read later is seen first: above, or to the left in the same row."""
    one, two = page.facts(earlier), page.facts(later)
    if one is None or two is None:
        return False
    (left, top, _, height), (other_left, other_top, other_width, other_height) = one.box, two.box
    if other_top + other_height <= top + _TOLERANCE_PX:
        return True
    shares_row = other_top < top + height - _TOLERANCE_PX and top < other_top + other_height - _TOLERANCE_PX
    return shares_row and other_left + other_width <= left + _TOLERANCE_PX


def applicability(page: Page) -> list[Element]:
    """Rows and grids of at least two neighbours with words."""
    return list(page.once(_ordering))


def expectation(element: Element, page: Page) -> Verdict:
    """Ask when a neighbour that comes later in the source is seen first."""
    for earlier, later in pairwise(page.once(_ordering)[element]):
        if _stands_before(later, earlier, page):
            first, second = (" ".join(raw_text(part).split())[:_QUOTED_CHARS] for part in (later, earlier))
            return cant_tell("turned", later, first=first, second=second)
    return passed()


RULE = Rule(
    id="visual-order",
    name={"ja": "見える順序と読み上げる順序が同じ", "en": "What is seen first is read first"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G26",),
    automation="semi",
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画面で見る順序と、読み上げやTabキーで進む順序が違うと、話のつながりが分からなくなります。",
        "en": "When the order on the screen differs from the order of speech and of the Tab key, the thread is lost.",
    },
    messages={
        "turned": {
            "ja": "画面では「{first}」が「{second}」より先に見えますが、読み上げでは後になります。後から読まれても意味が通りますか。",
            "en": "On the screen “{first}” comes before “{second}”, but it is read after it. Does it still make sense?",
        },
    },
    fixes={
        "": {
            "ja": "HTMLを、読んでほしい順に並べてください。スタイルシートの order や row-reverse で順序を変えないでください。",
            "en": "Put the HTML into the order in which it is to be read; do not reorder it with order or row-reverse.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, technique C27; municipal guideline item G26",
)
