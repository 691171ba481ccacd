"""Paragraphs are marked up, not made with line breaks."""

import re

from a11y_checker.blocks import Block
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_EMPTY_LINE = re.compile(r"(?<=\S)[ \u3000\u00a0]*\n[ \u3000\u00a0]*\n\s*(?=\S)")


_APART = ("address", "pre", "blockquote")


def _apart(page: Page) -> frozenset[Element]:
    """Everything in the elements whose line breaks mean something."""
    return frozenset(inside for tag in _APART for element in page.index.with_tag(tag) for inside in element.iter())


def _usual(page: Page) -> dict[Element, Verdict]:
    apart = page.once(_apart)
    return {block.element: passed() for block in page.blocks if block.element_at(0) not in apart}


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail an empty line made of two line breaks between two passages."""
    if block.element_at(0) in page.once(_apart):
        return None
    match = _EMPTY_LINE.search(block.text)
    return passed() if match is None else failed("empty_line", words=block.text[match.end() : match.end() + 15])


_WORDING = Wording(_look, r"\n", usual=_usual)

RULE = Rule(
    id="br-paragraphs",
    name={"ja": "段落を改行で作っていない", "en": "Paragraphs are not made with line breaks"},
    criteria=(),
    impact="minor",
    items=("G05",),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "段落ごとに移ることができず、一続きの文として読まれます。",
        "en": "Readers cannot move by paragraphs; all is read as one.",
    },
    messages={
        "empty_line": {
            "ja": "「{words}」の前の空いた行が、改行（br）で作ってあります。",
            "en": "The empty line before “{words}” is made of line breaks (br).",
        },
    },
    fixes={
        "": {
            "ja": "段落（p）に分けてください。行の間は CSS で広げられます。",
            "en": "Make separate paragraphs (p); CSS can set the space between them.",
        },
    },
    source="Municipal guideline item G05; HTML Standard, br element",
)
