"""Safe fixes of the texts of a form, each to be pressed, and to be taken back, by itself.

The fixes are those of `a11y_checker.fixes`: one right answer, no words of our own. Nothing is changed here.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from a11y_checker.fixes import SizeOf
from a11y_checker.fixes.files import fix_links
from a11y_checker.fixes.markup import Part, split
from a11y_checker.fixes.text import FIXES
from a11y_checker.wagtail_app.live.leaves import Leaf
from a11y_checker.wagtail_app.live.spots import Spot

_PHONE = re.compile(r'<a href="(tel:[^"]+)">([^<]*)</a>')
_OF_DATES = frozenset("0123456789０１２３４５６７８９年月日/.-")


@dataclass(frozen=True, slots=True)
class Offer:
    """Replace `old` by `new` in one field. nth: which of several equal places. href: `new` becomes a link with it."""

    leaf: Leaf
    old: str
    new: str
    nth: int
    href: str = ""

    @property
    def target(self) -> str:
        """The change in the form that panel.js takes."""
        values = {"path": self.leaf.path, "old": self.old, "new": self.new, "nth": self.nth, "href": self.href}
        return json.dumps(values, ensure_ascii=False)

    def mends(self, spot: Spot) -> bool:
        """Whether it changes the words that a finding is about."""
        is_same = spot.leaf is not None and spot.leaf.path == self.leaf.path
        return is_same and bool(spot.words) and (spot.words in self.old or self.old in spot.words)


def find_offers(leaves: Sequence[Leaf], size_of: SizeOf) -> list[Offer]:
    """Return all safe fixes of the texts, in their order."""
    return [offer for leaf in leaves for offer in _offers_of(leaf, size_of)]


def _offers_of(leaf: Leaf, size_of: SizeOf) -> Iterator[Offer]:
    parts = split(leaf.html)
    before = ""
    for part in parts:
        if not part.is_text:
            continue
        if part.may_change:
            yield from _changes(leaf, part, before)
            if leaf.is_rich:
                yield from _phones(leaf, part, before)
        before += unescape(part.text)
    if leaf.is_rich:
        yield from _files(leaf, parts, size_of)


def _changes(leaf: Leaf, part: Part, before: str) -> Iterator[Offer]:
    old = part.text
    for name, fix in FIXES.items():
        if name != "phones":
            part.text, _ = fix(part)
    new, part.text = part.text, old
    if new == old:
        return
    for start, end, text in _edits(old, new):
        words = unescape(old[start:end])
        yield Offer(leaf, words, unescape(text), (before + unescape(old[:start])).count(words))


def _edits(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What differs, as (start, end, new text), one word, date or number at a time; never without an old text."""
    edits: list[list[int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if edits and _belongs(old[edits[-1][0] : edits[-1][1]], old[edits[-1][1] : a], old[a:b]):
            edits[-1][1], edits[-1][3] = b, d
        else:
            edits.append([a, b, c, d])
    for a, b, c, d in edits:
        # A whole date or word is easier to recognise, and to find, than its middle.
        is_blank = not old[a:b].strip()
        while a > 0 and c > 0 and ((is_blank and not old[a:b].strip()) or _is_one_word(old[a - 1 : a + 1])):
            a, c = a - 1, c - 1
        if is_blank and old[b - 1 : b].isspace() and b < len(old):
            b, d = b + 1, d + 1
        while b < len(old) and _is_one_word(old[b - 1 : b + 1]):
            b, d = b + 1, d + 1
        yield a, b, new[c:d]


def _belongs(left: str, between: str, right: str) -> bool:
    """Whether two changes are one to a reader, as all of 2026/3/1 and all of お　知　ら　せ is."""
    if left.isspace() and right.isspace():
        return len(between) == 1
    return all(character in _OF_DATES for character in between)


def _is_one_word(text: str) -> bool:
    return all(character in _OF_DATES for character in text)


def _phones(leaf: Leaf, part: Part, before: str) -> Iterator[Offer]:
    old = part.text
    mended, _ = FIXES["phones"](part)
    for match in _PHONE.finditer(mended):
        number = unescape(match[2])
        ahead = before + unescape(_PHONE.sub(r"\2", mended[: match.start()]))
        yield Offer(leaf, number, number, ahead.count(number), match[1])
    part.text = old


def _files(leaf: Leaf, parts: Sequence[Part], size_of: SizeOf) -> Iterator[Offer]:
    texts = [part.text for part in parts]
    fix_links(parts, size_of)
    before = ""
    for text, part in zip(texts, parts, strict=True):
        words = unescape(text)
        if part.text != text:
            yield Offer(leaf, words, unescape(part.text), before.count(words))
        if part.is_text:
            before += words
        part.text = text
