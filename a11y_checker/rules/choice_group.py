"""Choices that belong together are a group."""

from a11y_checker.dom import Element, ancestors, closest, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """The first of several radio buttons or checkboxes that share a name."""
    return [choices[0] for choices in page.once(_choices).values() if len(choices) > 1]


def _choices(page: Page) -> dict[tuple[Element | None, str, str], list[Element]]:
    found: dict[tuple[Element | None, str, str], list[Element]] = {}
    for control in page.exposed("input[type=radio][name], input[type=checkbox][name]"):
        key = (closest(control, "form"), (control.get("type") or "").lower(), control.get("name") or "")
        found.setdefault(key, []).append(control)
    return found


def expectation(control: Element, page: Page) -> Verdict:
    """Ask about choices that no fieldset or group holds together."""
    holders = ("group", "radiogroup", "listbox", "menu", "toolbar", "table", "grid")
    return passed() if any(role(place) in holders for place in ancestors(control)) else cant_tell("no_group")


RULE = Rule(
    id="choice-group",
    name={"ja": "選択肢がまとめてある", "en": "Choices form a group"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G61",),
    michecker=("C_54.3", "C_54.5"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "「はい」「いいえ」だけを聞いても、何の質問か分かりません。",
        "en": "Hearing “yes” and “no” alone nobody knows the question.",
    },
    messages={
        "no_group": {
            "ja": "選択肢が fieldset などでまとめられていません。選択肢だけを聞いて、何の質問か分かりますか。",
            "en": "The choices are not held together by a fieldset. Can listeners tell the question from the choices alone?",
        },
    },
    fixes={
        "": {
            "ja": "<fieldset><legend>質問</legend>…</fieldset> で囲んでください。",
            "en": "Put them into <fieldset><legend>the question</legend>…</fieldset>.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, techniques H71 and ARIA17",
)
