"""Every menu item has a name."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Menu items that assistive technology gets."""
    return [e for e in page.exposed("[role]") if role(e) == "menuitem"]


def expectation(item: Element, page: Page) -> Verdict:
    """Fail a menu item that nothing names."""
    return passed() if accessible_name(item, page) else failed("missing")


RULE = Rule(
    id="menuitem-name",
    name={"ja": "メニューの項目に名前がある", "en": "Menu items have a name"},
    criteria=("4.1.2",),
    impact="serious",
    items=("G66",),
    act=("m6b1q3",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、何を選ぶ項目か分かりません。",
        "en": "Listeners cannot tell what the item does.",
    },
    messages={
        "missing": {
            "ja": 'メニューの項目（role="menuitem"）に名前がありません。',
            "en": "The menu item has no name.",
        },
    },
    fixes={
        "": {
            "ja": "中に文字を入れるか、aria-label を付けてください。",
            "en": "Put text inside, or add aria-label.",
        },
    },
    source="WCAG 2.2, SC 4.1.2; ACT rule m6b1q3",
)
