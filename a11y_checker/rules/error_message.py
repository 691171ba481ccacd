"""A message about a mistake reaches everybody and names the field."""

import re

from a11y_checker.accname import accessible_name, labels, referenced
from a11y_checker.dom import Element, children, raw_text, role, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Words of messages, and names that writers give to their places.
_SAYS = re.compile(
    r"\binvalid\b|\bmust (?:be|not|have|contain)\b|\berrors?\b|\bplease (?:enter|fill|select|correct|choose)\b|\bis required\b"
    r"|(?:入力|選択|記入|確認)してください|正しくありません|間違って|誤りがあ|エラー|できませんでした",
    re.I,
)
_PLACE = re.compile(r"(?:^|[\s_-])(?:err(?:or)?s?|invalid|validation|alert)(?:$|[\s_-]|msg|message|text)", re.I)
_FIELDS = "input, select, textarea"


def applicability(page: Page) -> list[Element]:
    """Places that their id, class or role calls messages about a mistake, with such words, on pages with fields."""
    if not page.select(_FIELDS):
        return []
    marked = [e for e in page.select("[id], [class], [role=alert]") if e.tag not in ("input", "script", "style")]
    named = [e for e in marked if e.get("role") == "alert" or _is_place(e)]
    said = [e for e in named if _SAYS.search(raw_text(e))]
    inner = [e for e in said if not any(other is not e and other in said for other in e.iterdescendants())]
    return [e for e in inner if page.is_visible(e) or _button_for(e, page) is not None]


def _is_place(element: Element) -> bool:
    return any(_PLACE.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", element.get(name) or "")) for name in ("id", "class"))


def _button_for(message: Element, page: Page) -> Element | None:
    """The button that names the message as its description, when no field does."""
    users = [e for e in page.exposed("[aria-describedby], [aria-errormessage]") if _uses(e, message, page)]
    return users[0] if users and all(role(e) == "button" for e in users) else None


def _uses(element: Element, message: Element, page: Page) -> bool:
    names = ("aria-describedby", "aria-errormessage")
    return any(message in referenced(element, name, page) for name in names)


def expectation(message: Element, page: Page) -> Verdict:
    """Fail a message kept from listeners, and one that names two fields at once."""
    words = squeeze(raw_text(message))
    if not page.is_visible(message):
        return cant_tell("at_button", words=words[:40])
    if page.is_hidden(message):
        told = any(
            words in accessible_name(e, page) or words in squeeze(raw_text(e))
            for e in page.exposed("[role=alert], [aria-live]")
        )
        return passed() if told else failed("hidden", words=words[:40])
    if any(_uses(field, message, page) for field in page.exposed(_FIELDS)):
        return passed()
    named = _named_labels(words, page)
    double = next((label for label, count in named.items() if count > 1), None)
    if double is not None:
        return failed("which", words=words[:40], label=double)
    return passed() if named else cant_tell("compare", words=words[:40])


def _named_labels(words: str, page: Page) -> dict[str, int]:
    """The labels that a message names, with how many fields have each."""
    counts: dict[str, int] = {}
    for field in page.exposed(_FIELDS):
        for label in labels(field, page):
            text = squeeze(_label_text(label)).rstrip(":：*＊ ")
            if text and re.search(rf"(?<![a-z]){re.escape(text.split('(')[0].strip())}(?![a-z])", words, re.I):
                counts[text] = counts.get(text, 0) + 1
    return counts


def _label_text(label: Element) -> str:
    return " ".join(
        [
            label.text or "",
            *(
                raw_text(c) + " " + (c.tail or "")
                for c in children(label)
                if c.tag not in ("input", "select", "textarea")
            ),
        ]
    )


RULE = Rule(
    id="error-message",
    name={
        "ja": "入力の誤りの知らせが全員に届き、欄が分かる",
        "en": "Messages about mistakes reach everybody and name the field",
    },
    criteria=("3.3.1",),
    impact="serious",
    items=("G62",),
    act=("36b590",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人や、画面の一部を拡大して見る人が、どこを直せばよいか分かりません。",
        "en": "People who listen, or who see a small part of the screen enlarged, do not learn what to correct.",
    },
    messages={
        "hidden": {
            "ja": "誤りの知らせ「{words}」が、aria-hidden で読み上げから隠されています。",
            "en": "The message “{words}” is hidden from screen readers by aria-hidden.",
        },
        "which": {
            "ja": "誤りの知らせ「{words}」にある「{label}」という欄が、二つ以上あります。",
            "en": "The message “{words}” names “{label}”, and more than one field is called so.",
        },
        "at_button": {
            "ja": "誤りの知らせ「{words}」が、入力欄ではなくボタンに結び付けられています。誤りのときに見えるかを確かめてください。",
            "en": "The message “{words}” is tied to a button, not to its field. See whether it appears when there is a mistake.",
        },
        "compare": {
            "ja": "誤りの知らせ「{words}」から、どの欄のことかが分かるかを確かめてください。",
            "en": "See whether the message “{words}” tells which field it is about.",
        },
    },
    fixes={
        "": {
            "ja": "欄の名前を知らせに書き、欄に結び付けてください。"
            '例: <input id="age" aria-describedby="age-error"> <p id="age-error">年齢は1以上の数で書いてください。</p>',
            "en": "Name the field in the message and tie the two together: "
            '<input id="age" aria-describedby="age-error"> <p id="age-error">Age must be at least 1.</p>',
        },
    },
    source="WCAG 2.2, SC 3.3.1, techniques G83, ARIA21; ACT rule 36b590",
)
