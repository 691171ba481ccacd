"""Where the keyboard is can be seen."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# In these the text cursor shows where one is.
_TYPED_IN = frozenset({"text", "search", "email", "tel", "url", "password", "number", "date", "time", "month", "week"})


def applicability(page: Page) -> list[Element]:
    """Whatever the Tab key stops at."""
    return [e for e in page.elements if (facts := page.facts(e)) is not None and facts.tabbable]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when styles take the ring away and give no other sign; ask where a script may give one."""
    facts = page.facts(element)
    has_cursor = element.tag == "textarea" or (element.tag == "input" and (element.get("type") or "text") in _TYPED_IN)
    if facts is None or not facts.extra.get("ringless") or has_cursor:
        return passed()
    if element.get("onfocus") is not None or page.once(_has_scripts):
        return cant_tell("maybe")
    return failed("none")


def _has_scripts(page: Page) -> bool:
    kinds = ("", "module", "text/javascript", "application/javascript")
    if any((s.get("type") or "").lower() in kinds for s in page.select("script")):
        return True
    return any(e.get("onfocus") is not None or e.get("onfocusin") is not None for e in page.elements)


RULE = Rule(
    id="focus-ring",
    name={"ja": "キーボードの位置が見える", "en": "The place of the keyboard can be seen"},
    criteria=("2.4.7",),
    impact="serious",
    items=("G54", "G55"),
    act=("oj04fd",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "キーボードで操作する人は、今どこにいるか分かりません。",
        "en": "People who use the keyboard cannot see where they are.",
    },
    messages={
        "none": {
            "ja": "Tab キーで移っても、枠などの印が出ません（CSS で outline が消されています）。",
            "en": "Nothing shows that the Tab key has come here (CSS takes the outline away).",
        },
        "maybe": {
            "ja": "CSS で outline が消されています。Tab キーで移ったとき、ほかの印が出るかを確かめてください。",
            "en": "CSS takes the outline away. See whether something else shows when the Tab key comes here.",
        },
    },
    fixes={
        "": {
            "ja": "outline: none を消すか、:focus-visible に outline: 3px solid などの印を付けてください。",
            "en": "Remove outline: none, or give :focus-visible a sign such as outline: 3px solid.",
        },
    },
    source="WCAG 2.2, SC 2.4.7, failure F78; ACT rule oj04fd",
)
