"""Lists are marked up, not made with typed marks."""

import re

from a11y_checker.blocks import Block
from a11y_checker.dom import Element, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import BEGIN, blocks_with, lines

_BULLET = re.compile(r"([・･•●○■□◆◇▪◦‣※\-–*＊])[ 　]?(?=[^\s\d]|\d+[^\d.,:])")
_NUMBER = re.compile(
    r"(?:([(（])(\d{1,2}|[ア-ン])[)）]|()(\d{1,2}|[ア-ン])[.．)）、](?=[^\d\s]|[ 　])|()([ア-ン])　+(?=\S))\s*\S"
)
_CIRCLED = re.compile(r"([①-⑳])")
_BEGINS_WITH_MARK = re.compile(
    rf"[{BEGIN}\n][ \u3000\u00a0]*(?:{_BULLET.pattern}|{_NUMBER.pattern}|{_CIRCLED.pattern})"
)
_KANA = "アイウエオカキクケコサシスセソタチツテト"
_TAGS = words("p div section article td dd li body main blockquote")
# Marks that head paragraphs of their own as often as items: two of them are not yet a list.
_NEEDS_THREE = "●○■□◆◇※"


def _mark(text: str) -> tuple[str, int]:
    """(family, number) of the mark that a line begins with; ("", 0) when it has none."""
    circled = _CIRCLED.match(text)
    if circled:
        return "circled", ord(circled.group(1)) - 0x245F
    bullet = _BULLET.match(text)
    if bullet:
        return bullet.group(1), 0
    number = _NUMBER.match(text)
    if number is None:
        return "", 0
    sign = number[2] or number[4] or number[6]
    family = "round" if number[1] else "point"
    if sign.isdecimal():
        return family, int(sign)
    return f"{family} kana", _KANA.find(sign) + 1


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail the block in which a run of lines with the same mark or rising numbers begins."""
    if not blocks_with(_BEGINS_WITH_MARK, page):
        return {block.element: passed() for block in page.blocks if block.element.tag in _TAGS}
    found: dict[Element, Verdict] = {}
    run: list[tuple[Block, int, str]] = []
    before: tuple[str, int, Element | None] = ("", 0, None)
    for block in page.blocks:
        if block.element.tag in _TAGS:
            found.setdefault(block.element, passed())
        for position, text in lines(block):
            family, number = _mark(text) if block.element.tag in _TAGS else ("", 0)
            inside = block.element if block.element.tag in ("li", "dd", "td") else block.element.getparent()
            goes_on = family and family == before[0] and inside is before[2] and number == before[1] + (number > 0)
            run = [*run, (block, position, text)] if goes_on else [(block, position, text)] if family else []
            before = (family, number, inside)
            if len(run) >= (3 if family in _NEEDS_THREE else 2):
                first, start, words_of_it = run[0]
                found[first.element] = failed("typed", first.element_at(start), words=words_of_it[:15])
    return found


RULE = Rule(
    id="typed-list",
    name={"ja": "箇条書きを記号で代用していない", "en": "Lists are not made with typed marks"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G06", "J14"),
    verdicts=verdicts,
    why={
        "ja": "項目がいくつあるか伝わらず、項目から項目へ移ることもできません。",
        "en": "Listeners do not hear how many items there are, and cannot move from item to item.",
    },
    messages={
        "typed": {
            "ja": "「{words}」からの行は、記号や番号を打った箇条書きです。",
            "en": "The lines from “{words}” on are a list made with typed marks.",
        },
    },
    fixes={
        "": {
            "ja": "箇条書き（ul・li）か、番号付きの箇条書き（ol・li）にしてください。記号は要りません。",
            "en": "Make it a list: ul and li, or ol and li for numbers. The marks come by themselves.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, technique H48; municipal guideline item G06",
)
