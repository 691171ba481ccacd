"""`Page`: what a rule receives. The element tree of one document, and what a browser knows of it.

Built from HTML text (`parse`) or from a browser's snapshot (`from_snapshot`). In a page without
a browser `facts()` is None everywhere, and a rule that needs a rendered fact says cantTell or is
not run.
"""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import urljoin

from lxml import etree

from a11y_checker.blocks import Block, text_blocks
from a11y_checker.css import Index, compiled
from a11y_checker.dom import HIDING_ATTRIBUTES, HIDING_TAGS, Element, Facts, ancestors, children, hides_itself, squeeze
from a11y_checker.source import SourceIndex

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is wrong with a linked file, or is to be looked at.

    kind: pdf, docx, xlsx, pptx or gif. problems: problem → what goes with it, such as a title or a count.
    """

    kind: str
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page that another one links to: its address after redirects, and its HTML."""

    url: str
    html: str


class FileSource(Protocol):
    """Where rules learn about the files and pages that a page links to."""

    def facts(self, url: str, page_url: str) -> FileFacts | None:
        """What is wrong with a file; None when it is not to be opened."""

    def page(self, url: str, page_url: str) -> LinkedPage | None:
        """A page of the same site; None when it is not to be opened, or cannot be."""


class Page:
    """One HTML document. Rules only read it.

    elements: every element in document order.
    names: the accessible names worked out so far (accname.py).
    source: the HTML as the server sent it, "" when unknown.
    viewport: (width, height) in CSS px, None without a browser.
    frame: selector of the frame that holds this document, "" for the page itself.
    files: what the page links to can be asked here; None when linked files are not judged.
    byte_order_mark: whether the source began with one.
    readings: names that are hard to read here, with their reading, beside those that are shipped.
    """

    files: FileSource | None = None
    byte_order_mark = False
    readings: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self,
        root: Element,
        *,
        url: str = "",
        source: str = "",
        facts: Sequence[Facts] | None = None,
        viewport: tuple[int, int] | None = None,
        frame: str = "",
    ) -> None:
        self.root = root
        self.url = url
        self.source = source
        self.viewport = viewport
        self.frame = frame
        self.elements: list[Element] = list(root.iter(etree.Element))
        self.names: dict[Element, str] = {}
        self._answers: dict[Callable[[Page], object], object] = {}
        self._exposed: dict[str, list[Element]] = {}
        self._absolute: dict[str, str] = {}
        self._facts: Mapping[Element, Facts] = dict(zip(self.elements, facts, strict=True)) if facts is not None else {}

    @property
    def has_browser(self) -> bool:
        """Whether the page was opened in a browser."""
        return bool(self._facts)

    def facts(self, element: Element) -> Facts | None:
        """The browser's facts about an element; None without a browser."""
        return self._facts.get(element)

    def select(self, css: str, inside: Element | None = None) -> list[Element]:
        """The elements that match a CSS selector, in document order, hidden ones too."""
        return list(self.index.select(css)) if inside is None else compiled(css)(inside)

    def exposed(self, css: str) -> list[Element]:
        """The matching elements that assistive technology gets."""
        found = self._exposed.get(css)
        if found is None:
            hidden = self.hidden
            found = self._exposed[css] = [element for element in self.index.select(css) if element not in hidden]
        return list(found)

    def is_hidden(self, element: Element) -> bool:
        """Whether assistive technology is kept from an element."""
        return element in self.hidden

    def is_visible(self, element: Element) -> bool:
        """Whether a sighted reader can see it; without a browser: nothing in the mark-up hides it."""
        facts = self._facts.get(element)
        if facts is not None:
            return facts.visible
        return not any(hides_itself(place) for place in (element, *ancestors(element)))

    def by_id(self, identifier: str, near: Element) -> Element | None:
        """The first element with this id in the same tree (document or shadow tree) as `near`."""
        return next(iter(self._ids.get((self._scope(near), identifier), ())), None)

    def has_own_id(self, element: Element) -> bool:
        """Whether it has an id that no other element of its tree has."""
        return self._ids.get((self._scope(element), element.get("id") or "")) == [element]

    def once(self, question: Callable[[Page], T]) -> T:
        """The answer of a function of the page, worked out once, for rules whose targets share it."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return cast(T, self._answers[question])

    def absolute(self, address: str) -> str:
        """An address of the page as a full URL; "" if it is none."""
        known = self._absolute.get(address)
        if known is None:
            try:
                known = urljoin(self.base_url, address.strip())
            except ValueError:
                known = ""
            self._absolute[address] = known
        return known

    @cached_property
    def index(self) -> Index:
        """The elements by tag and by attribute."""
        return Index(self.elements)

    @cached_property
    def base_url(self) -> str:
        """The URL that relative addresses count from."""
        base = next(iter(self.select("base[href]")), None)
        return self.url if base is None else urljoin(self.url, base.get("href") or "")

    @cached_property
    def title(self) -> str:
        """The text of the title element, "" when there is none."""
        title = next(iter(self.select("head title")), None)
        if title is None:
            title = next((t for t in self.root.iter("title") if not _is_in_svg(t)), None)
        return "" if title is None else squeeze(title.text)

    @cached_property
    def blocks(self) -> list[Block]:
        """The running text in Japanese, block by block."""
        return text_blocks(self.root, self)

    @cached_property
    def source_index(self) -> SourceIndex:
        """Where each start tag stands in the source."""
        return SourceIndex(self.source, self.elements)

    @cached_property
    def hidden(self) -> frozenset[Element]:
        """The elements kept from assistive technology: those that are hidden, and all that is inside them."""
        hidden: set[Element] = set()
        for element in self.elements if self.has_browser else self._may_hide():
            if element not in hidden and self._hides(element):
                hidden.update(element.iter(etree.Element))
        return frozenset(hidden)

    def _may_hide(self) -> Iterator[Element]:
        """The elements that mark-up can hide, by their tag, an attribute, or the details around them."""
        for tag in HIDING_TAGS:
            yield from self.index.with_tag(tag)
        for name in HIDING_ATTRIBUTES:
            yield from self.index.with_attribute(name)
        for details in self.index.with_tag("details"):
            yield from children(details)

    def _hides(self, element: Element) -> bool:
        if (element.get("aria-hidden") or "").lower() == "true" or element.get("inert") is not None:
            return True
        facts = self._facts.get(element)
        if facts is None:
            return hides_itself(element)
        if not facts.rendered:
            return True
        # A child may be visible inside a parent that is not: such a parent is kept for it.
        return facts.style["visibility"] != "visible" and not any(
            inner.rendered and inner.style["visibility"] == "visible"
            for child in element.iterdescendants(etree.Element)
            if (inner := self._facts.get(child)) is not None
        )

    @cached_property
    def _ids(self) -> Mapping[tuple[int, str], list[Element]]:
        ids: dict[tuple[int, str], list[Element]] = defaultdict(list)
        for element in self.elements:
            identifier = element.get("id")
            if identifier:
                ids[self._scope(element), identifier].append(element)
        return dict(ids)

    def _scope(self, element: Element) -> int:
        facts = self._facts.get(element)
        return facts.scope if facts else 0


def _is_in_svg(element: Element) -> bool:
    return any(parent.tag == "svg" for parent in ancestors(element))


# Characters that lxml takes for parts of a name and then refuses to give back. Source: lxml, _utf8.
_UNNAMEABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


# Source: lxml, HTMLParser; comments are dropped so that text on both sides of one joins.
def parse(html: str | bytes, url: str = "", charset: str | None = None) -> Page:
    """The page of an HTML text, without a browser.

    html: text, or bytes in any of the encodings that Japanese pages use.
    charset: the one that the server declared.
    """
    text = html if isinstance(html, str) else decode(html, charset)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    cleaned = _UNNAMEABLE.sub("", text)
    root = etree.fromstring(cleaned.encode("utf-8", "replace"), parser) if cleaned.strip() else None
    if root is None:
        root = etree.fromstring(b"<html><head></head><body></body></html>", parser)
    if root.tag != "html":
        outer = etree.fromstring(b"<html><head></head><body></body></html>", parser)
        outer[1].append(root)
        root = outer
    _like_a_browser(root)
    page = Page(root, url=url, source=text)
    page.byte_order_mark = isinstance(html, bytes) and html.startswith(codecs.BOM_UTF8)
    return page


# Source: HTML Standard, §4.2.1: metadata content; whatever else follows a head that is not closed begins the body.
_HEAD_TAGS = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title", "object"})


def _close_head(root: Element) -> None:
    """Move what a browser takes for the body out of a head that the source does not close."""
    head = root.find("head")
    stray = next((child for child in head if child.tag not in _HEAD_TAGS), None) if head is not None else None
    if head is None or stray is None:
        return
    body = root.find("body")
    body = etree.SubElement(root, "body") if body is None else body
    moved = [stray, *stray.itersiblings()]
    if body.text and body.text.strip():
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None
    for index, child in enumerate(moved):
        body.insert(index, child)


def _like_a_browser(root: Element) -> None:
    """Make the tree as a browser has it: a closed head, tbody in every table, templates empty."""
    _close_head(root)
    for template in list(root.iter("template")):
        for child in list(template):
            template.remove(child)
        template.text = None
    for table in list(root.iter("table")):
        body: Element | None = None
        for child in list(table):
            if child.tag != "tr":
                body = None
                continue
            if body is None:
                body = etree.SubElement(table, "tbody")
                child.addprevious(body)
            body.append(child)


_META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# Source: WHATWG Encoding Standard, labels; Python's codecs that decode the same bytes.
_CODECS = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}
# Tried in this order when nothing is declared. ISO-2022-JP first: its bytes are plain ASCII otherwise.
_GUESSES = ("utf-8", "euc_jp", "cp932")


def decode(raw: bytes, charset: str | None = None) -> str:
    """Bytes of an HTML page as text: byte-order mark, declared charset, meta, then a guess."""
    for mark, codec in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(f"{codec}-sig" if codec == "utf-8" else codec, "replace")
    meta = _META_CHARSET.search(raw[:4096])
    for name in (charset, meta.group(1).decode("ascii") if meta else None):
        if name:
            try:
                return raw.decode(_CODECS.get(name.lower(), name), "replace")
            except LookupError:
                continue
    if b"\x1b$" in raw:
        return raw.decode("iso2022_jp", "replace")
    for name in _GUESSES:
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


# Order of the values in one entry of the snapshot's style table: what rules ask for, as each costs time for each element.
STYLE_PROPERTIES = (
    "display", "visibility", "position", "opacity", "color", "background-color", "background-image",
    "font-size", "font-weight", "text-decoration-line", "text-shadow", "line-height", "letter-spacing",
    "word-spacing", "overflow-x", "overflow-y", "filter", "mix-blend-mode", "float", "transform",
    "background-clip", "fill", "z-index",
)  # fmt: skip

# Bits of a snapshot's flags; snapshot.js has the same ones.
RENDERED, VISIBLE, FOCUSABLE, TABBABLE, PSEUDO_PAINTS = 1, 2, 4, 8, 16
_NO_BOX = (0.0, 0.0, 0.0, 0.0)


def from_snapshot(data: Mapping[str, Any], *, source: str = "", frame: str = "") -> Page:
    """The page that snapshot.js saw in a browser."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, remove_blank_text=False)
    root = etree.fromstring(data["xml"].encode("utf-8", "replace"), parser)
    width, height = data["viewport"]
    return Page(
        root,
        url=data["url"],
        source=source,
        facts=list(_read_facts(data)),
        viewport=(width, height),
        frame=frame,
    )


def _read_facts(data: Mapping[str, Any]) -> Iterator[Facts]:
    styles = [MappingProxyType(dict(zip(STYLE_PROPERTIES, row, strict=True))) for row in data["styles"]]
    boxes, texts, scopes = data["boxes"], data["texts"], data["scopes"]
    generated, extra = data["generated"], data["extra"]
    for index, (flags, style) in enumerate(zip(data["flags"], data["style"], strict=True)):
        box = boxes.get(str(index))
        text_box = texts.get(str(index))
        before, after = generated.get(str(index), ("", ""))
        yield Facts(
            rendered=bool(flags & RENDERED),
            visible=bool(flags & VISIBLE),
            focusable=bool(flags & FOCUSABLE),
            tabbable=bool(flags & TABBABLE),
            box=tuple(box) if box else _NO_BOX,
            text_box=tuple(text_box) if text_box else None,
            style=styles[style],
            before=before,
            after=after,
            pseudo_paints=bool(flags & PSEUDO_PAINTS),
            scope=scopes.get(str(index), 0),
            extra=extra.get(str(index), {}),
        )
