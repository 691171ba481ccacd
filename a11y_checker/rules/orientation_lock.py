"""The page is not turned when the device is."""

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Our choice: an element with this share of the page's text is the page, not a turned picture.
_MOST = 0.5


def applicability(page: Page) -> list[Element]:
    """Visible elements that a style sheet turns when the screen is held one way."""
    return [element for element in page.elements if _angle(element, page) is not None and page.is_visible(element)]


def _angle(element: Element, page: Page) -> float | None:
    facts = page.facts(element)
    turned = facts.extra.get("turned") if facts else None
    return float(turned) if isinstance(turned, int | float) else None


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a quarter turn of what holds most of the page."""
    angle = _angle(element, page) or 0.0
    is_quarter = abs(angle % 180 - 90) < 2
    if is_quarter and len(raw_text(element)) >= _MOST * len(raw_text(page.root)):
        return failed("turned", angle=f"{angle:.0f}")
    return passed()


RULE = Rule(
    id="orientation-lock",
    name={"ja": "画面の向きを限っていない", "en": "The screen may be turned either way"},
    criteria=("1.3.4",),
    impact="serious",
    items=("G13",),
    act=("b33eff",),
    replaces=("css-orientation-lock",),
    needs_browser=True,
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "機器を車いすなどに固定して使う人は、画面を持ち替えられません。",
        "en": "People whose device is mounted, say on a wheelchair, cannot turn it.",
    },
    messages={
        "turned": {
            "ja": "画面の向きによって、内容が{angle}度回されます。一方の向きでしか読めません。",
            "en": "For one orientation the content is turned by {angle} degrees, so it can be read only in the other.",
        },
    },
    fixes={
        "": {
            "ja": "@media (orientation) の中の回転（transform、rotate）を消してください。",
            "en": "Remove the rotation (transform, rotate) inside @media (orientation).",
        },
    },
    source="WCAG 2.2, SC 1.3.4, failure F97; ACT rule b33eff",
)
