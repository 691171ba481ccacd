"""A form has a button to send it."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_SENDS = "input[type=submit], input[type=image], button:not([type]), button[type=submit], [role=button]"


def applicability(page: Page) -> list[Element]:
    """Forms with controls."""
    return [
        form for form in page.exposed("form") if page.select("input:not([type=hidden]), select, textarea", inside=form)
    ]


def expectation(form: Element, page: Page) -> Verdict:
    """Ask about a form without a button that sends it."""
    outside = page.select("button[form], input[form]")
    named = form.get("id") and any(button.get("form") == form.get("id") for button in outside)
    if page.select(_SENDS, inside=form) or named:
        return passed()
    return cant_tell("button_only" if page.select("button, input[type=button]", inside=form) else "none")


RULE = Rule(
    id="form-submit",
    name={"ja": "フォームに送信ボタンがある", "en": "Forms have a submit button"},
    criteria=("3.2.2",),
    impact="moderate",
    items=("G61", "G63"),
    michecker=("C_380.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "ボタンがないと、どうすれば送れるのか、いつ送られるのかが分かりません。",
        "en": "Without a button nobody knows how to send the form, or when it is sent.",
    },
    messages={
        "none": {
            "ja": "フォームに送信のボタンがありません。どうすれば送れるか分かりますか。",
            "en": "The form has no button to send it. Do readers know how to send it?",
        },
        "button_only": {
            "ja": "フォームのボタンが、送信のボタン（type=submit）ではありません。スクリプトなしでも送れますか。",
            "en": "The form's button does not submit (type=submit). Can it be sent without a script?",
        },
    },
    fixes={
        "": {
            "ja": "<button>送信する</button> を置いてください。",
            "en": "Add <button>送信する</button>.",
        },
    },
    source="WCAG 2.2, SC 3.2.2, technique H32",
)
