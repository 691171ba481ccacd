"""Headings are marked up, not made with bold or large text."""

import re

from lxml import etree

from a11y_checker.dom import Element, ancestors, children, raw_text, squeeze, style_attribute, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_BOLD = words("b strong font big")
_BLOCKS = words("p div center")
_SENTENCE = re.compile(r"[。！？!?]|(?:ます|です|ください|ました|ません)$")
_NO_HEADING = re.compile(r"^[※＊*(（]|\d{4,}|円|[:：]$|^(?:以上|記|注意?|重要)$")
# Our choice: as long as headings get, and the text below at least that long.
_HEADING_CHARS = 30
_BODY_CHARS = 10


def _verdicts(page: Page) -> dict[Element, Verdict]:
    """Paragraphs that are bold or large as a whole; two on a page, or enlarged type, leave no doubt."""
    looks = [block for block in page.exposed("p, div, center") if _is_all_bold(block)]
    headings = [block for block in looks if _is_short(block) and _has_text_below(block)]
    found = {block: passed() for block in looks}
    for block in headings:
        certain = len(headings) > 1 or _is_enlarged(block)
        text = raw_text(block)
        found[block] = failed("looks", words=text) if certain else cant_tell("maybe", words=text)
    return found


def _is_all_bold(block: Element) -> bool:
    only = list(children(block))
    if len(only) != 1 or squeeze(block.text) or squeeze(only[0].tail):
        return False
    inner = only[0]
    styled = inner.tag == "span" and any(name in style_attribute(inner) for name in ("font-weight", "font-size"))
    return (inner.tag in _BOLD or styled) and not any(
        e.tag in ("a", "img", "br", "button", "input") for e in inner.iter()
    )


def _is_short(block: Element) -> bool:
    text = raw_text(block)
    return 0 < len(text) <= _HEADING_CHARS and not _SENTENCE.search(text) and not _NO_HEADING.search(text)


def _is_enlarged(block: Element) -> bool:
    return any(e.tag in ("font", "big") or "font-size" in style_attribute(e) for e in block.iter(etree.Element))


def _has_text_below(block: Element) -> bool:
    if any(
        place.tag in ("td", "th", "li", "dt", "dd", "nav", "header", "footer", "figure") for place in ancestors(block)
    ):
        return False
    after = block.getnext()
    if after is None or after.tag not in ("p", "div", "ul", "ol", "dl", "table") or _is_all_bold(after):
        return False
    return after.tag not in ("p", "div") or len(raw_text(after)) >= _BODY_CHARS


def applicability(page: Page) -> list[Element]:
    """Paragraphs that are bold or large as a whole."""
    return list(page.once(_verdicts))


def expectation(block: Element, page: Page) -> Verdict:
    """Fail, or ask about, a short one with text below it."""
    return page.once(_verdicts)[block]


RULE = Rule(
    id="bold-heading",
    name={"ja": "見出しを太字で代用していない", "en": "Headings are not made with bold text"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G03", "G07", "J15"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "見出しをたどって読む人には、見出しがないのと同じです。",
        "en": "For people who move by headings there is no heading at all.",
    },
    messages={
        "looks": {
            "ja": "「{words}」は見出しに見えますが、太字や大きな文字にしただけです。",
            "en": "“{words}” looks like a heading and is only bold or large text.",
        },
        "maybe": {
            "ja": "太字だけの行「{words}」は、見出しではありませんか。",
            "en": "Is the bold line “{words}” meant as a heading?",
        },
    },
    fixes={
        "": {
            "ja": "見出しなら、見出し（h2、h3 など）にしてください。",
            "en": "If it is a heading, make it one (h2, h3 …).",
        },
    },
    source="WCAG 2.2, SC 1.3.1, failure F2",
)
