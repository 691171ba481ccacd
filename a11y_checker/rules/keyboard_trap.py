"""The keyboard is not kept in one place."""

import re

from a11y_checker.dom import Element, exposed_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_BACK = re.compile(r"\b(?:this|event\.(?:current)?target|e\.target)\s*\.\s*focus\s*\(")
# Keys as a page tells its readers about them.
_KEY_NAME = re.compile(r"\b(?:ctrl|control|alt|shift|esc|escape|option|command|f\d{1,2})\b|エスケープ|キーを?押", re.I)
_KEYS = ("onkeydown", "onkeyup", "onkeypress")


def applicability(page: Page) -> list[Element]:
    """What the keyboard stops at, with a handler for leaving it."""
    found = page.exposed("[onblur], [onfocusout]")
    return [e for e in found if (facts := page.facts(e)) is None or facts.focusable]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail where the focus comes back and no key is named that frees it; ask about what moves it elsewhere."""
    handler = f"{element.get('onblur') or ''} {element.get('onfocusout') or ''}"
    facts = page.facts(element)
    is_trapped = facts is not None and facts.extra.get("trapped") is True
    listens = any(e.get(name) is not None for e in (element, *element.iterancestors()) for name in _KEYS)
    is_back = _BACK.search(handler) is not None and "if" not in handler
    if is_trapped and (is_back or "setTimeout" not in handler):
        free = listens or page.once(_listens)
        return cant_tell("key") if free and page.once(_names_key) else failed("back")
    if is_back and not listens:
        return failed("back")
    moves = "focus" in handler.lower() or (facts is not None and facts.extra.get("moves_focus") is True)
    return cant_tell("moved") if moves else passed()


def _listens(page: Page) -> bool:
    """Whether a script of the page itself listens to keys: those of other files are not seen here."""
    return any("key" in (script.text or "") for script in page.select("script"))


def _names_key(page: Page) -> bool:
    body = page.root.find("body")
    return body is not None and _KEY_NAME.search(exposed_text(body, page)) is not None


RULE = Rule(
    id="keyboard-trap",
    name={"ja": "キーボードが一か所に閉じ込められない", "en": "The keyboard is not kept in one place"},
    criteria=("2.1.2",),
    impact="critical",
    items=("G54",),
    act=(
        "80af7b",
        "a1b64e",
        "ebe86a",
    ),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "キーボードで操作する人は、そこから先へ進めなくなります。",
        "en": "People who use the keyboard cannot get any further.",
    },
    messages={
        "back": {
            "ja": "離れようとするとフォーカスを取り戻す処理（onblur）があり、先へ進めません。",
            "en": "A handler (onblur) takes the focus back when one leaves, so nobody gets past it.",
        },
        "key": {
            "ja": "Tab キーだけでは、ここから先へ進めません。ページに書いてあるキーで抜け出せるかを確かめてください。",
            "en": "The Tab key alone does not get past this. See whether the key that the page names does.",
        },
        "moved": {
            "ja": "離れるときにフォーカスを動かす処理（onblur）があります。Tab キーで先へ進めるかを確かめてください。",
            "en": "A handler (onblur) moves the focus when one leaves. See whether the Tab key gets past it.",
        },
    },
    fixes={
        "": {
            "ja": "離れるときの処理（onblur）から、フォーカスを動かす命令（focus()）を消してください。",
            "en": "Take the command that moves the focus, focus(), out of the handler that runs on leaving (onblur).",
        },
    },
    source="WCAG 2.2, SC 2.1.2, failure F10; ACT rules 80af7b, a1b64e, ebe86a",
)
