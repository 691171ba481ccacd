"""A part of the page is in the language it states."""

from a11y_checker.dom import NO_TEXT, Element, children
from a11y_checker.languages import detect, is_doubtful, is_registered
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def _own_text(element: Element, page: Page) -> str:
    """The text in the language that this element states, without parts that state their own."""
    parts: list[str] = []
    _collect(element, page, parts)
    return " ".join(parts)


def _collect(element: Element, page: Page, parts: list[str]) -> None:
    parts.append(element.get("alt") or "")
    parts.append(element.text or "")
    for child in children(element):
        if child.tag not in NO_TEXT and child.get("lang") is None and not page.is_hidden(child):
            _collect(child, page, parts)
        parts.append(child.tail or "")


def applicability(page: Page) -> list[Element]:
    """Parts of the body that state a language and have text in it."""
    found = [e for e in page.exposed("body [lang]") if is_registered(e.get("lang") or "")]
    return [e for e in found if any(c.isalpha() for c in _own_text(e, page))]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when the words are certainly of another language; ask when none of them speaks for it."""
    stated = (element.get("lang") or "").strip().lower()
    text = _own_text(element, page)
    found = detect(text)
    if found and found != stated.split("-")[0]:
        return failed("other", stated=stated, found=found)
    if not found and is_doubtful(text, stated.split("-")[0]):
        return cant_tell("doubtful", stated=stated)
    return passed()


RULE = Rule(
    id="part-language",
    name={"ja": "部分の言語の指定が文と合っている", "en": "Parts are in the language they state"},
    criteria=("3.1.2",),
    impact="moderate",
    items=("G52",),
    act=("off6ek",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "読み上げソフトが、別の言語の発音で読み、聞き取れません。",
        "en": "Screen readers use the wrong voice, and nobody understands it.",
    },
    messages={
        "other": {
            "ja": 'lang="{stated}" とありますが、文は別の言語（{found}）で書かれています。',
            "en": 'It says lang="{stated}", but the text is in another language ({found}).',
        },
        "doubtful": {
            "ja": 'lang="{stated}" とありますが、その言語の言葉が見当たりません。合っているかを確かめてください。',
            "en": 'It says lang="{stated}", but no word of that language was found. See whether it is right.',
        },
    },
    fixes={
        "": {
            "ja": "lang を文の言語にしてください（日本語は ja、英語は en）。",
            "en": "Set lang to the language of the text, such as ja or en.",
        },
    },
    source="WCAG 2.2, SC 3.1.2; ACT rule off6ek",
)
