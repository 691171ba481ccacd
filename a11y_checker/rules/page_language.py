"""The page is in the language it states."""

from lxml import etree

from a11y_checker.dom import NO_TEXT, Element
from a11y_checker.languages import detect, is_doubtful, is_registered
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def _own_text(element: Element, page: Page) -> str:
    """The text in the language that this element states, without parts that state their own."""
    left_out = _left_out(element, page)
    parts: list[str | None] = []
    for inner in element.iter(etree.Element):
        if inner not in left_out:
            parts += inner.get("alt"), inner.text
        if inner is not element and inner.getparent() not in left_out:
            parts.append(inner.tail)
    return " ".join(filter(None, parts))


def _left_out(element: Element, page: Page) -> set[Element]:
    """All that is hidden, has no text of its own or states a language, and what is inside it."""
    outer = [e for tag in NO_TEXT for e in page.index.with_tag(tag)]
    outer += [e for e in page.index.with_attribute("lang") if e is not element]
    found = {inner for place in outer if place is not page.root for inner in place.iter(etree.Element)}
    return found | page.hidden - {element}


def applicability(page: Page) -> list[Element]:
    """The document, when it states a language and has text in it."""
    stated = page.root.get("lang") or ""
    is_page = page.root.tag == "html" and is_registered(stated)
    return [page.root] if is_page and any(map(str.isalpha, page.once(_body_text))) else []


def _body_text(page: Page) -> str:
    body = page.root.find("body")
    return "" if body is None or body.get("lang") is not None else _own_text(body, page)


def expectation(element: Element, page: Page) -> Verdict:
    """Fail when the words are certainly of another language; ask when none of them speaks for it."""
    stated = (element.get("lang") or "").strip().lower()
    text = page.once(_body_text)
    found = detect(text)
    if found and found != stated.split("-")[0]:
        return failed("other", stated=stated, found=found)
    if not found and is_doubtful(text, stated.split("-")[0]):
        return cant_tell("doubtful", stated=stated)
    return passed()


RULE = Rule(
    id="page-language",
    name={"ja": "ページの言語の指定が文と合っている", "en": "The page is in the language it states"},
    criteria=("3.1.1",),
    impact="serious",
    items=("G52",),
    act=("ucwvc8",),
    in_frames=False,
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
    source="WCAG 2.2, SC 3.1.1; ACT rule ucwvc8",
)
