"""Groups of controls have a name."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Groups that hold controls."""
    groups = page.exposed("fieldset, [role=group], [role=radiogroup]")
    return [group for group in groups if page.select("input, select, textarea, button", inside=group)]


def expectation(group: Element, page: Page) -> Verdict:
    """Fail a fieldset without a name; ask about a group that only its role makes."""
    if accessible_name(group, page):
        return passed()
    return failed("fieldset") if group.tag == "fieldset" else cant_tell("group")


RULE = Rule(
    id="group-name",
    name={"ja": "入力欄のまとまりに名前がある", "en": "Groups of controls have a name"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G61",),
    michecker=("C_54.1", "C_703.9"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "「はい」「いいえ」だけを聞いても、何の質問か分かりません。",
        "en": "Hearing “yes” and “no” alone nobody knows the question.",
    },
    messages={
        "fieldset": {
            "ja": "入力欄のまとまり（fieldset）に名前（legend）がありません。",
            "en": "A group of controls (fieldset) has no name (legend).",
        },
        "group": {
            "ja": "部品のまとまり（role=group）に名前がありません。なくても分かりますか。",
            "en": "A group of controls (role=group) has no name. Is it clear without one?",
        },
    },
    fixes={
        "": {
            "ja": "<legend>申し込む人</legend> か aria-label で、名前を付けてください。",
            "en": "Name it with <legend> or aria-label.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, techniques H71 and ARIA17",
)
