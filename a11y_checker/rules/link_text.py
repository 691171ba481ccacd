"""A link's text tells where it leads."""

import re
import unicodedata

from a11y_checker.accname import accessible_name
from a11y_checker.dom import BLOCK_TAGS, Element, ancestors, exposed_text, squeeze
from a11y_checker.japanese import is_vague_link
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links with a name; those without one are another rule's."""
    return [link for link in page.exposed("a[href], area[href], [role=link]") if accessible_name(link, page)]


_FORMAT = re.compile(r"(?:html?|epub|pdf|word|excel|csv|zip|txt|plain text|mp3|mp4)", re.I)
_CELLS = frozenset({"td", "th", "li", "dd", "dt"})


def expectation(link: Element, page: Page) -> Verdict:
    """Ask about a vague text: WCAG lets the sentence, list item, cell or heading around it help. Fail without any."""
    name = accessible_name(link, page)
    if not is_vague_link(name):
        is_format = _FORMAT.fullmatch(unicodedata.normalize("NFKC", name))
        if not is_format and _is_one_word_alone(link, name, page):
            return cant_tell("vague", name=name)
        if not is_format:
            return passed()
    return cant_tell("vague", name=name) if _has_context(link, page) else failed("alone", name=name)


def _is_one_word_alone(link: Element, name: str, page: Page) -> bool:
    """Whether one short word is all that a paragraph says, on a page without headings."""
    parent = link.getparent()
    is_word = re.fullmatch(r"[a-z]{2,10}|[^\x00-\x7f]{1,2}", name, re.I) is not None
    return is_word and parent is not None and parent.tag == "p" and not _has_context(link, page)


def _has_context(link: Element, page: Page) -> bool:
    """Whether anything that WCAG counts as context stands around or before the link."""
    if link.get("aria-describedby") or link.get("title") or page.exposed("h1, h2, h3, h4, h5, h6, [role=heading]"):
        return True
    for place in ancestors(link):
        if place.tag in _CELLS and (place.tag != "li" or exposed_text(place, page) != exposed_text(link, page)):
            return True
        if place.get("aria-label") or place.get("aria-labelledby"):
            return True
        if place.tag == "body":
            return any(squeeze(text) for text in _beside(link, place))
        if (
            place.tag in BLOCK_TAGS
            and place.tag not in ("ul", "ol", "menu")
            and exposed_text(place, page) != exposed_text(link, page)
        ):
            return True
    return False


def _beside(link: Element, body: Element) -> list[str | None]:
    """The text that stands in the body itself, beside the link."""
    return [body.text, *(child.tail for child in body)]


RULE = Rule(
    id="link-text",
    name={"ja": "リンクの文字から行き先が分かる", "en": "Link text tells where the link leads"},
    criteria=("2.4.4",),
    impact="moderate",
    items=("G37", "J07"),
    act=("5effbb",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、リンクだけを続けて聞くことがあります。「こちら」が並ぶと、どれが何か分かりません。",
        "en": "Listeners often go from link to link; a row of “here” tells them nothing.",
    },
    messages={
        "vague": {
            "ja": "リンクの文字「{name}」だけでは行き先が分かりません。前後の文で分かるかを確かめてください。",
            "en": "The link text “{name}” alone does not tell where it leads. See whether the words around it do.",
        },
        "alone": {
            "ja": "リンクの文字が「{name}」だけで、前後にも説明がありません。",
            "en": "The link text is only “{name}”, and nothing around it tells where it leads.",
        },
    },
    fixes={
        "": {
            "ja": "「粗大ごみの申込み方法」のように、行き先の名前をリンクにしてください。",
            "en": "Make the target's name the link: “How to apply for bulky waste”.",
        },
    },
    source="WCAG 2.2, SC 2.4.4, failure F63",
)
