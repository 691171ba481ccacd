"""Which field a finding belongs to, and which of its words are in question."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import Block, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from a11y_checker.results import Finding
from a11y_checker.wagtail_app.live.leaves import Leaf, Path, Span, join

# What a rule's message quotes of the page.
_QUOTED = re.compile("「([^「」]+)」|“([^“”]+)”")
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_TAG_NAME = re.compile(r"<([A-Za-z][^\s/>]*)")
# Our choice: an element with more texts than this is a frame around them, and none of them is meant.
_MANY = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of the form and the words in it. path: as in Leaf; empty when nothing of the form is meant.

    nth: which of several equal words, counted from 0.
    """

    label: str
    path: Path = ()
    words: str = ""
    nth: int = 0
    leaf: Leaf | None = None

    @property
    def target(self) -> str:
        """The place in the form that panel.js takes."""
        return json.dumps({"path": self.path, "words": self.words, "nth": self.nth}, ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """What is kept of it with a finding."""
        return {"label": self.label, "path": list(self.path), "words": self.words, "nth": self.nth}

    @property
    def anchor(self) -> str:
        """The id of the block or field in the page of the editor, for those without script."""
        if len(self.path) > 1 and self.path[1].startswith("b:"):
            return f"block-{self.path[1].removeprefix('b:')}-section"
        return f"panel-child-content-{self.path[0].removeprefix('f:').split('-')[0]}-section" if self.path else ""


class SpotFinder:
    """Finds the field of each finding of one rendered page."""

    def __init__(self, page: Page, html: str, spans: Sequence[Span]) -> None:
        self.page, self.html = page, html
        self.spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]

    def find(self, finding: Finding) -> Spot:
        """Return where a finding is mended."""
        start = self._offset(finding)
        if start is not None:
            quoted = [squeeze(one or other) for one, other in _QUOTED.findall(finding.message["ja"])]
            if span := self._choose(start, quoted):
                return self._describe(span, start, quoted, finding)
        return find_block_spot(self.page, finding)

    def _offset(self, finding: Finding) -> int | None:
        if finding.source is None:
            return None
        return self._lines[finding.source.line - 1] + finding.source.column - 1

    def _choose(self, start: int, quoted: Iterable[str]) -> Span | None:
        """The text around the element; else the one inside it that holds the quoted words; else its only or first one."""
        around = [span for span in self.spans if span.start <= start < span.end]
        if around:
            return min(around, key=lambda span: span.end - span.start)
        end = find_end(self.html, start)
        inside = [span for span in self.spans if start <= span.start < end]
        for words in quoted:
            for span in inside:
                if find_in(squeeze(span.leaf.words), words):
                    return span
        return inside[0] if inside and len({span.leaf.path for span in inside}) <= _MANY else None

    def _describe(self, span: Span, start: int, quoted: Iterable[str], finding: Finding) -> Spot:
        text = squeeze(span.leaf.words)
        own = squeeze(unescape(strip_tags(finding.html)))
        words = next((found for words in (*quoted, own) if (found := find_in(text, words))), "")
        words = words or (text if span.start > start else "")
        before = squeeze(unescape(strip_tags(self.html[span.start : max(start, span.start)])))
        return Spot(span.leaf.label, span.leaf.path, words, before.count(words) if words else 0, span.leaf)


def squeeze(text: str) -> str:
    """Runs of white space in the source become one blank; a full-width blank is a character like others."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" …")


def find_in(text: str, words: str) -> str:
    """Return the part of a text that says these words, in the width it has there; "" when there is none.

    Rules quote some words in half width that stand there in full width.
    """
    if not words or words in text:
        return words
    letters = [(letter, at) for at, character in enumerate(text) for letter in unicodedata.normalize("NFKC", character)]
    plain, wanted = "".join(letter for letter, _ in letters), unicodedata.normalize("NFKC", words)
    start = plain.find(wanted)
    return text[letters[start][1] : letters[start + len(wanted) - 1][1] + 1] if start >= 0 else ""


def find_end(html: str, start: int) -> int:
    """Return where the element ends whose start tag begins here."""
    match = _TAG_NAME.match(html, start)
    if match is None:
        return start
    tag = match[1].lower()
    opened = html.find(">", start) + 1
    if tag in _VOID:
        return opened
    depth = 0
    for found in re.compile(rf"<(/?){re.escape(tag)}\b[^>]*>", re.I).finditer(html, start):
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(html)


def find_block_spot(page: Page, finding: Finding) -> Spot:
    """Return the block around the finding, or nothing of the form. A picture leads to its text alternative."""
    for field in page._meta.get_fields():
        if not (finding.block and isinstance(field, StreamField)):
            continue
        for number, child in enumerate(getattr(page, field.name), start=1):
            if str(child.id) == finding.block:
                values = {"field": field.verbose_name, "number": number, "kind": child.block.label}
                label = _("%(field)s, block %(number)s (%(kind)s)") % values
                steps, names = find_alternative(child.block) if finding.html.startswith("<img") else ((), ())
                for name in names:
                    label = join(label, name)
                return Spot(label, (f"f:{field.name}", f"b:{finding.block}", *steps))
    return Spot(_("the frame of the page or another field"))


def find_alternative(block: Block) -> tuple[Path, tuple[str, ...]]:
    """Return the steps, and their names, from a block to the text alternative of the picture in it."""
    if isinstance(block, ImageBlock):
        return ("p:alt_text",), (str(block.child_blocks["alt_text"].label),)
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            steps, names = find_alternative(child)
            if steps:
                return (f"p:{name}", *steps), (str(child.label), *names)
    return (), ()
