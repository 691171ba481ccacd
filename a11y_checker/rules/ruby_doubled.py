"""A reading is given once."""

import re

from a11y_checker.dom import BLOCK_TAGS, Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_BRACKETS = re.compile(r"\s*[（(]\s*([ぁ-ゖァ-ヺー・\s]+?)\s*[）)]")


def applicability(page: Page) -> list[Element]:
    """Words with furigana."""
    return page.exposed("ruby")


def expectation(ruby: Element, page: Page) -> Verdict:
    """Fail furigana that stand once more in brackets right behind, or inside the base text."""
    reading = _kana("".join(raw_text(rt) for rt in ruby.iter("rt")))
    if not reading:
        return passed()
    base = "".join(text for text in _base_texts(ruby))
    for text in (_after(ruby), base[base.find("（") :] if "（" in base else ""):
        match = _BRACKETS.match(text)
        if match is not None and _kana(match.group(1)) == reading:
            return failed("twice", reading=reading)
    return passed()


def _after(ruby: Element) -> str:
    """The text right behind, also when the word is the last in its inline element."""
    parent = ruby.getparent()
    is_last = parent is not None and ruby.getnext() is None and parent.tag not in BLOCK_TAGS
    return ruby.tail or (parent.tail or "" if parent is not None and is_last else "")


def _base_texts(ruby: Element) -> list[str]:
    return [ruby.text or "", *((child.tail or "") + (child.text or "" if child.tag == "rb" else "") for child in ruby)]


def _kana(text: str) -> str:
    """Hiragana of a reading, without blanks."""
    plain = re.sub(r"[\s・]", "", text)
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)


RULE = Rule(
    id="ruby-doubled",
    name={"ja": "読みが重ねて書かれていない", "en": "Readings are given once"},
    criteria=(),
    impact="minor",
    items=("G65", "J37"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "ふりがなと、かっこの中の読みが、続けて二度読まれます。",
        "en": "Furigana and the reading in brackets are read one after the other.",
    },
    messages={
        "twice": {
            "ja": "読み「{reading}」が、ふりがなと、かっこの中の両方にあります。",
            "en": "The reading “{reading}” stands both as furigana and in brackets.",
        },
    },
    fixes={
        "": {
            "ja": "どちらか一つにしてください。",
            "en": "Keep one of the two.",
        },
    },
    source="Municipal guideline item G65; HTML Standard, ruby",
)
