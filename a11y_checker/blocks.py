"""Text as a reader meets it: one `Block` per paragraph, heading, cell or list item.

Rules on Japanese wording read blocks, not text nodes, because mark-up inside a word
(`<b>日</b>時`) must not hide a fault, and a line break in the source must not look like one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from a11y_checker.dom import BLOCK_TAGS, RUBY_TEXT, Element, Tree, ancestors, language, words

# Stands for inline content that is not running text: a picture, code, a control, foreign words.
OBJECT = "\ufffc"
BREAK = "\n"

# Quoted machine text and the like: not prose. Source: HTML Standard, §4.5 "Text-level semantics".
_NOT_PROSE = words("code kbd samp var textarea select button svg math canvas object")
_DROPPED = frozenset({"script", "style", "template", "noscript", "head", "title", "wbr"}) | RUBY_TEXT
_REPLACED = frozenset({"img", "input", "video", "audio", "iframe", "embed", "progress", "meter"})
_INLINE_DISPLAY = ("inline", "contents", "ruby", "ruby-base", "ruby-text")
_SPACES = " \t\r\f\n"
_SPACE_RUN = re.compile(f"[{_SPACES}]+")


@dataclass(slots=True)
class Block:
    """The running text of one block of a page.

    text: white space as rendered (ends trimmed); `BREAK` for <br>, `OBJECT` for what is not prose.
      A line break of the source between two Japanese characters is left out.
    """

    element: Element
    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _owners: list[Element] = field(default_factory=list)

    def element_at(self, position: int) -> Element:
        """The innermost element that the character at this position belongs to."""
        index = bisect_right(self._starts, position) - 1
        return self._owners[index] if index >= 0 else self.element

    def is_inside(self, position: int, *tags: str) -> bool:
        """Whether the character at this position is inside one of these tags."""
        owner = self.element_at(position)
        return owner.tag in tags or any(parent.tag in tags for parent in ancestors(owner))


def text_blocks(root: Element, tree: Tree) -> list[Block]:
    """All blocks with text in Japanese, or of unstated language, in page order."""
    return _Reader(tree).read(root)


def is_japanese(character: str) -> bool:
    """Kanji, kana, or a full-width mark."""
    return "\u3000" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


class _Reader:
    """Walks the tree once; `current` is the block that inline text goes to."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.is_rendered = False
        self.blocks: list[Block] = []
        self.pieces: list[tuple[str, Element]] = []
        self.element: Element | None = None

    def read(self, root: Element) -> list[Block]:
        body = root.find("body") if root.tag == "html" else root
        start = root if body is None else body
        self.is_rendered = self.tree.facts(start) is not None
        self._enter(start, _is_foreign(language(start)) and not _is_in_kana(start))
        self._flush()
        return self.blocks

    def _enter(self, element: Element, foreign: bool) -> None:
        outer = self.element
        self._flush()
        self.element = element
        self._walk(element, foreign)
        self._flush()
        self.element = outer

    def _leaf(self, element: Element, foreign: bool) -> None:
        """The same as _enter for a block with nothing but text in it: the usual cell or paragraph."""
        self._flush()
        text = element.text
        if text and not foreign and not text.isspace():
            self._keep(Block(element, _collapse(text, "", BREAK)[0], [0], [element]))

    def _walk(self, element: Element, foreign: bool) -> None:
        self._add(element.text, element, foreign)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                self._child(child, tag, foreign)
            self._add(child.tail, element, foreign)

    def _child(self, child: Element, tag: str, foreign: bool) -> None:
        if tag in _DROPPED:
            return
        if tag == "br":
            self.pieces.append((BREAK, child))
            return
        lang = child.get("lang")
        if lang is not None:
            foreign = _is_foreign(lang.lower())
        if tag in _NOT_PROSE:
            self.pieces.append((OBJECT, child))
        elif self._is_block(child, tag):
            if not self.tree.is_hidden(child) and tag not in ("pre", "datalist", "option"):
                if len(child):
                    self._enter(child, foreign)
                else:
                    self._leaf(child, foreign)
        elif tag in _REPLACED or (foreign and lang is not None):
            self.pieces.append((OBJECT, child))
        elif not self.tree.is_hidden(child):
            self._walk(child, foreign)

    def _is_block(self, child: Element, tag: str) -> bool:
        if not self.is_rendered:
            return tag in BLOCK_TAGS
        facts = self.tree.facts(child)
        if facts is None or not facts.rendered:
            return tag in BLOCK_TAGS
        return facts.style["display"] not in _INLINE_DISPLAY or facts.style["position"] in ("absolute", "fixed")

    def _add(self, text: str | None, owner: Element, foreign: bool) -> None:
        if text and not foreign:
            self.pieces.append((text, owner))

    def _flush(self) -> None:
        if not self.pieces:
            return
        if self.element is not None and not all(piece.isspace() for piece, _ in self.pieces):
            self._keep(_join(self.element, self.pieces))
        self.pieces = []

    def _keep(self, block: Block) -> None:
        if block.text.strip(OBJECT + BREAK + " "):
            self.blocks.append(block)


def _is_foreign(lang: str) -> bool:
    return bool(lang) and lang.split("-")[0] != "ja"


# Our choice: so much kana is no foreign page, whatever its lang says; that lang is another rule's finding.
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_KANA_COUNT, _KANA_SHARE = 20, 0.2


def _is_in_kana(body: Element) -> bool:
    """Whether most of a page that calls itself foreign is Japanese; parts that state a language of their own aside."""
    text = "".join(
        f"{e.text or ''}{e.tail or ''}"
        for e in body.iter()
        if isinstance(e.tag, str) and e.tag not in _DROPPED and e.get("lang") is None
    )
    count = len(_KANA.findall(text))
    return count >= _KANA_COUNT and count >= _KANA_SHARE * len("".join(text.split()))


def _join(element: Element, pieces: list[tuple[str, Element]]) -> Block:
    """Collapse white space over the pieces, keeping who owns which character."""
    block = Block(element)
    out: list[str] = []
    length = 0
    pending = ""
    for text, owner in pieces:
        if owner.tag == "br" and text == BREAK:
            clean, pending = BREAK, ""
        else:
            clean, pending = _collapse(text, pending, out[-1][-1] if out else BREAK)
        if clean:
            block._starts.append(length)
            block._owners.append(owner)
            out.append(clean)
            length += len(clean)
    block.text = "".join(out)
    return block


def _collapse(text: str, pending: str, last: str) -> tuple[str, str]:
    """One piece with its white space collapsed, and the white space left hanging at its end."""
    if not pending and not _SPACE_RUN.search(text):
        return text, ""
    whole = pending + text
    content = whole.rstrip(_SPACES)

    def gap(run: re.Match[str]) -> str:
        before = whole[run.start() - 1] if run.start() else last
        if before == BREAK:
            return ""
        is_broken_line = "\n" in run.group() and is_japanese(before) and is_japanese(whole[run.end()])
        return "" if is_broken_line else " "

    return _SPACE_RUN.sub(gap, content), whole[len(content) :]
