"""Nothing happens by itself when a value is chosen."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, closest, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_LEAVES = re.compile(r"\bsubmit\s*\(|\blocation\b|window\.open|\bhref\b|\bnavigate\s*\(|history\.", re.I)
_TOLD = re.compile(
    r"(?:選ぶ|選択する|変える|変更する|入力する)と.{0,12}(?:移動|移り|開き|送信|切り?替わり|変わり|表示)|自動(?:的に|で)"
)
_EVENTS = ("onchange", "oninput", "onfocus", "onblur")


def applicability(page: Page) -> list[Element]:
    """Controls whose mark-up runs a script when their value or focus changes."""
    return page.exposed(
        ", ".join(f"{tag}[{event}]" for tag in ("select", "input", "textarea", "a") for event in _EVENTS)
    )


def expectation(control: Element, page: Page) -> Verdict:
    """Fail a script that leaves the page or sends the form; ask when words before it say so."""
    event = next((name for name in _EVENTS if _LEAVES.search(control.get(name) or "")), None)
    if event is None:
        return passed()
    form = closest(control, "form", "p", "div", "fieldset")
    told = _TOLD.search(f"{accessible_name(control, page)} {raw_text(form) if form is not None else ''}")
    if told and event in ("onchange", "oninput"):
        return cant_tell("told")
    return failed("focus" if event in ("onfocus", "onblur") else "change")


RULE = Rule(
    id="change-on-input",
    name={"ja": "選んだだけで画面が変わらない", "en": "Choosing a value changes nothing by itself"},
    criteria=("3.2.2", "3.2.1"),
    impact="serious",
    items=("G63",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "キーボードで選ぶ人は、途中の項目で勝手に移動させられ、目的の項目を選べません。",
        "en": "Keyboard users are carried away at the first item and never reach the one they want.",
    },
    messages={
        "change": {
            "ja": "値を選ぶと、送信や移動が勝手に始まります。",
            "en": "Choosing a value sends the form or leaves the page.",
        },
        "focus": {
            "ja": "フォーカスが移るだけで、送信や移動が始まります。",
            "en": "Merely moving the focus sends the form or leaves the page.",
        },
        "told": {
            "ja": "値を選ぶと画面が変わります。そのことが、選ぶ前に分かりますか。",
            "en": "Choosing a value changes the page. Do readers learn that before they choose?",
        },
    },
    fixes={
        "": {
            "ja": "「表示する」などのボタンを置き、押したときに動くようにしてください。",
            "en": "Add a button such as “表示する” and act when it is pressed.",
        },
    },
    source="WCAG 2.2, SC 3.2.1 and 3.2.2, failures F36, F37 and F55",
)
