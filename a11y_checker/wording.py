"""Shared by rules on wording: every block of running text is a target, its first fault is the finding.

A page has hundreds of blocks, and hardly any holds what a rule looks for. So all text of a page is searched at once for a
hint, a short pattern without which the rule has nothing to say; only the blocks that have it are read one by one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate

from a11y_checker.blocks import BREAK, Block
from a11y_checker.dom import Element, ancestors, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict
from a11y_checker.rule import Passed

# What one rule says about one block; None when the block is none of its business.
Look = Callable[[Block, Page], Verdict | None]
# What one rule says about the blocks without a hint, by element.
Usual = Callable[[Page], Mapping[Element, Verdict]]


def all_passed(page: Page) -> Passed:
    """Every block is a target that meets the expectation; not to be changed."""
    return page.once(_passed)


def all_but(found: Mapping[Element, Verdict], page: Page) -> Mapping[Element, Verdict]:
    """Every block passed but for what was found."""
    usual = all_passed(page)
    return {**usual, **found} if found else usual


def no_target(page: Page) -> dict[Element, Verdict]:
    """No block is a target."""
    return {}


class Wording:
    """The verdicts of a rule that reads running text.

    hint: a pattern that each block with something to say matches, whatever stands before and after the block. It may not
      ask for the end of a text, nor repeat without bound what lies beyond one block; BEGIN stands before each block.
    narrowed: whether the hint is looked for in half-width text.
    usual: the verdicts on blocks without the hint.
    """

    def __init__(self, look: Look, hint: str, *, narrowed: bool = False, usual: Usual = all_passed) -> None:
        self._look = look
        self._hint = re.compile(hint)
        self._narrowed = narrowed
        self._usual = usual

    def verdicts(self, page: Page) -> Mapping[Element, Verdict]:
        """One verdict per element; of several blocks in one element the first with a fault counts."""
        usual = self._usual(page)
        found: dict[Element, Verdict] = {}
        for block in blocks_with(self._hint, page, narrowed=self._narrowed):
            verdict = self._look(block, page)
            if verdict is not None and not (block.element in found and found[block.element].key):
                found[block.element] = verdict
        return {**usual, **found} if found else usual


# Before each block in the text of a page; no block has it.
BEGIN = "\0"


def blocks_with(pattern: re.Pattern[str], page: Page, *, narrowed: bool = False) -> list[Block]:
    """The blocks that a match in the text of the whole page touches, in page order."""
    starts = page.once(_starts)
    found: dict[int, None] = {}
    for match in pattern.finditer(page.once(_narrow_text if narrowed else _text)):
        first, last = bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end()) - 1
        found.update(dict.fromkeys(range(first, last + 1)))
    return [page.blocks[number] for number in found]


def _passed(page: Page) -> Passed:
    return Passed(block.element for block in page.blocks)


def _text(page: Page) -> str:
    return "".join(f"{BEGIN}{block.text}" for block in page.blocks)


def _narrow_text(page: Page) -> str:
    return narrow(page.once(_text))


def _starts(page: Page) -> list[int]:
    """Where each block, with the sign before it, begins in the text of the page."""
    return list(accumulate((len(block.text) + 1 for block in page.blocks), initial=0))[:-1]


_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(ord("！"), ord("～") + 1)}
_IS_WIDE = re.compile("[！-～]")


def narrow(text: str) -> str:
    """Full-width digits, letters and marks made half width, one character for one."""
    return text.translate(_NARROW) if _IS_WIDE.search(text) else text


def lines(block: Block) -> list[tuple[int, str]]:
    """The lines of a block as (position, text), parted by its line breaks; blank ones left out."""
    found: list[tuple[int, str]] = []
    position = 0
    for line in block.text.split(BREAK):
        text = line.strip(" \u3000\u00a0")
        if text:
            found.append((position + line.index(text[0]), text))
        position += len(line) + 1
    return found


def label_of(element: Element) -> str:
    """The words that head a cell or a description: th of its row, dt before it."""
    row = next((place for place in (element, *ancestors(element)) if place.tag == "tr"), None)
    if row is not None:
        return " ".join(raw_text(cell) for cell in row if cell.tag == "th")
    item = next((place for place in (element, *ancestors(element)) if place.tag == "dd"), None)
    before = next(item.itersiblings("dt", preceding=True), None) if item is not None else None
    return raw_text(before) if before is not None else ""


# Words that turn a number into the name of a law or rule, as in 「平成16年法律第57号」.
LAW = re.compile(r"法律|政令|省令|府令|条例|規則|告示|訓令|要綱|通知|勅令|憲法|第?\s*\d+号")
