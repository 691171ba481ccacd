"""Small questions about elements, shared by rules: hidden or not, language, role, selector.

An element is an lxml element of the page's tree. In a page that a browser opened, the tree is
flat: the children of a shadow host are those of its shadow tree, and a slot holds what is
slotted into it. What only a browser knows stands in `Facts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from lxml import etree

Element = etree._Element


def words(text: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(text.split())


WHITESPACE = re.compile(r"[ \t\n\r\f]+")

# Their text is not part of what a reader sees or hears in the page.
NO_TEXT = frozenset({"script", "style", "template", "noscript", "head", "title", "textarea", "object", "iframe"})

# The reading beside its word: browsers keep it out of names, as it is the same word once more.
# Source: HTML Standard, "The rt element"; what Chromium 156 gives to assistive technology.
RUBY_TEXT = frozenset({"rt", "rp", "rtc"})

# Source: HTML Standard, §15.3 "Non-replaced elements", elements that are display: block or similar.
BLOCK_TAGS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead tr ul"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a browser knows about one element.

    rendered: it takes part in the layout (no display: none above it).
    visible: a sighted reader can see it: rendered, not transparent, not clipped away, not off screen.
    focusable, tabbable: by script or pointer; by the Tab key.
    box, text_box: (x, y, width, height) in CSS px from the page's top left; text_box is the box of
      the element's own text, None when it has none.
    style: computed style, property → value.
    before, after: generated text.
    scope: number of the tree it is in; 0 is the document, others are shadow trees.
    """

    rendered: bool
    visible: bool
    focusable: bool
    tabbable: bool
    box: tuple[float, float, float, float]
    text_box: tuple[float, float, float, float] | None
    style: Mapping[str, str]
    before: str = ""
    after: str = ""
    pseudo_paints: bool = False
    scope: int = 0
    extra: Mapping[str, object] = field(default_factory=dict)


class Tree(Protocol):
    """What the questions of this module and of accname need to know about the page.

    names: the accessible names worked out so far.
    """

    names: dict[Element, str]

    def facts(self, element: Element) -> Facts | None:
        """The browser's facts, None in a page judged without a browser."""

    def is_hidden(self, element: Element) -> bool:
        """Whether assistive technology is kept from it."""

    def by_id(self, identifier: str, near: Element) -> Element | None:
        """The element with this id in the same tree as `near`."""

    def has_own_id(self, element: Element) -> bool:
        """Whether it has an id that no other element of its tree has."""


def children(element: Element) -> Iterator[Element]:
    """Child elements, without comments."""
    for child in element:
        if isinstance(child.tag, str):
            yield child


def ancestors(element: Element) -> Iterator[Element]:
    """Parents from the nearest to the root."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def closest(element: Element, *tags: str) -> Element | None:
    """The element itself or its nearest ancestor with one of these tags."""
    if element.tag in tags:
        return element
    return next((parent for parent in ancestors(element) if parent.tag in tags), None)


def squeeze(text: str | None) -> str:
    """Text with HTML white space collapsed and trimmed; a full-width space stays."""
    if not text:
        return ""
    return _squeezed(text) if len(text) < _REMEMBERED_CHARS else WHITESPACE.sub(" ", text).strip(" ")


# Our choice: names and the texts of cells come again and again; long texts hardly do.
_REMEMBERED_CHARS = 200


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return WHITESPACE.sub(" ", text).strip(" ")


def repaired(text: str) -> str:
    """A text without the signs of UTF-8 read as Windows-1252, as pages without a charset have them."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def raw_text(element: Element) -> str:
    """All text inside, hidden or not, without scripts, styles and the readings of words."""
    if not len(element):
        return squeeze(element.text)
    parts: list[str] = []
    _collect(element, parts)
    return squeeze("".join(parts))


def _collect(element: Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in NO_TEXT and child.tag not in RUBY_TEXT:
            if child.tag in BLOCK_TAGS or child.tag == "br":
                parts.append(" ")
            _collect(child, parts)
        parts.append(child.tail or "")


def exposed_text(element: Element, tree: Tree) -> str:
    """The text that assistive technology gets, without text alternatives and the readings of words."""
    parts: list[str] = []
    _collect_exposed(element, tree, parts)
    return squeeze("".join(parts))


def _collect_exposed(element: Element, tree: Tree, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in children(element):
        if child.tag not in NO_TEXT and child.tag not in RUBY_TEXT and not tree.is_hidden(child):
            if child.tag in BLOCK_TAGS or child.tag == "br":
                parts.append(" ")
            _collect_exposed(child, tree, parts)
        parts.append(child.tail or "")


def style_attribute(element: Element) -> dict[str, str]:
    """The declarations of the style attribute; names and values in small letters."""
    found: dict[str, str] = {}
    for declaration in (element.get("style") or "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


# What hides_itself looks at: no element without one of these is hidden by its own mark-up, but for the children of details.
_HIDDEN_TAGS = (NO_TEXT - {"textarea", "object", "iframe"}) | words("datalist param source track link meta base rp")
HIDING_TAGS = _HIDDEN_TAGS | {"input", "dialog"}
HIDING_ATTRIBUTES = ("hidden", "style", "aria-hidden", "inert")


def hides_itself(element: Element) -> bool:
    """Whether mark-up alone, without style sheets, hides the element from everybody."""
    tag = element.tag
    if tag in _HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    if tag == "input" and (element.get("type") or "").lower() == "hidden":
        return True
    if tag == "dialog" and element.get("open") is None:
        return True
    parent = element.getparent()
    if parent is not None and parent.tag == "details" and parent.get("open") is None:
        return element is not next((child for child in children(parent) if child.tag == "summary"), None)
    if "style" not in element.attrib:
        return False
    style = style_attribute(element)
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")


LANGUAGE_ATTRIBUTES = ("lang", "xml:lang", "xml-lang")


def language(element: Element) -> str:
    """The language tag in force, in small letters; "" when none is given."""
    for place in (element, *ancestors(element)):
        for name in LANGUAGE_ATTRIBUTES:
            value = place.get(name)
            if value is not None:
                return value.strip().lower()
    return ""


# Source: HTML-AAM 1.0, "HTML Element Role Mappings"; only tags whose role depends on nothing else.
IMPLICIT_ROLES = {
    "article": "article", "aside": "complementary", "blockquote": "blockquote", "button": "button",
    "caption": "caption", "code": "code", "datalist": "listbox", "dd": "definition", "del": "deletion",
    "details": "group", "dfn": "term", "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group",
    "figure": "figure", "form": "form", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "hr": "separator", "ins": "insertion", "li": "listitem", "main": "main",
    "math": "math", "menu": "list", "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group",
    "option": "option", "output": "status", "p": "paragraph", "progress": "progressbar", "search": "search",
    "strong": "strong", "sub": "subscript", "sup": "superscript", "svg": "graphics-document", "table": "table",
    "tbody": "rowgroup", "td": "cell", "textarea": "textbox", "tfoot": "rowgroup", "thead": "rowgroup",
    "time": "time", "tr": "row", "ul": "list",
}  # fmt: skip

# Source: HTML-AAM 1.0, input element by type.
INPUT_ROLES = {
    "button": "button", "image": "button", "reset": "button", "submit": "button", "checkbox": "checkbox",
    "radio": "radio", "range": "slider", "number": "spinbutton", "search": "searchbox", "email": "textbox",
    "tel": "textbox", "text": "textbox", "url": "textbox", "password": "textbox",
}  # fmt: skip

# Source: WAI-ARIA 1.2, chapter 5 (concrete roles), DPUB-ARIA left out on purpose.
ARIA_ROLES = words(
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox"
    " comment complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic"
    " graphics-document graphics-object graphics-symbol grid gridcell group heading img image insertion link list"
    " listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation"
    " none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar"
    " search searchbox sectionfooter sectionheader separator slider spinbutton status strong subscript suggestion"
    " superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid"
    " treeitem"
)


def explicit_role(element: Element) -> str:
    """The first valid token of the role attribute, "" when there is none."""
    given = element.get("role")
    return next((token for token in given.lower().split() if token in ARIA_ROLES), "") if given else ""


def role(element: Element) -> str:
    """The ARIA role in force, "" when the element has none of its own."""
    given = explicit_role(element)
    if given in ("none", "presentation") and stays_exposed(element):
        return implicit_role(element)
    if given:
        return {"none": "presentation", "image": "img"}.get(given, given)
    return implicit_role(element)


# Source: WAI-ARIA 1.2, "Global States and Properties"; those that may be used on any element.
_GLOBAL_ATTRIBUTES = words(
    "aria-atomic aria-busy aria-controls aria-current aria-describedby aria-details aria-flowto aria-keyshortcuts"
    " aria-label aria-labelledby aria-live aria-owns aria-relevant aria-roledescription"
)
_FOCUSABLE_TAGS = frozenset({"button", "iframe", "input", "select", "textarea"})


def stays_exposed(element: Element) -> bool:
    """Whether role none or presentation has no effect: what can be focused, or has a global ARIA attribute.

    Source: WAI-ARIA 1.2, "Presentational Roles Conflict Resolution".
    """
    if any(name in _GLOBAL_ATTRIBUTES for name in element.attrib):
        return True
    tabindex = (element.get("tabindex") or "").strip()
    if re.fullmatch(r"-?\d+", tabindex):
        return True
    if element.tag in ("a", "area"):
        return element.get("href") is not None
    return element.tag in _FOCUSABLE_TAGS and not _is_off(element)


def _is_off(element: Element) -> bool:
    if element.tag == "iframe" or (element.tag == "input" and (element.get("type") or "").lower() == "hidden"):
        return element.tag == "input"
    fieldsets = (place for place in ancestors(element) if place.tag == "fieldset")
    return element.get("disabled") is not None or any(place.get("disabled") is not None for place in fieldsets)


def implicit_role(element: Element) -> str:
    """The role that the mark-up alone gives, "" when none."""
    tag = str(element.tag)
    if tag in IMPLICIT_ROLES:
        return IMPLICIT_ROLES[tag]
    if tag in ("a", "area"):
        return "link" if element.get("href") is not None else ""
    if tag == "img":
        return "presentation" if element.get("alt") == "" else "img"
    if tag == "input":
        kind = (element.get("type") or "text").lower()
        return "combobox" if element.get("list") is not None else INPUT_ROLES.get(kind, "textbox")
    if tag == "select":
        many = element.get("multiple") is not None or (element.get("size") or "1") not in ("0", "1")
        return "listbox" if many else "combobox"
    if tag == "th":
        return "rowheader" if (element.get("scope") or "").lower() in ("row", "rowgroup") else "columnheader"
    if tag in ("header", "footer"):
        inside = closest(element, "article", "aside", "main", "nav", "section")
        return ("banner" if tag == "header" else "contentinfo") if inside is None else ""
    if tag == "section" and (element.get("aria-label") or element.get("aria-labelledby")):
        return "region"
    return ""


def is_disabled(element: Element) -> bool:
    """Whether a control is switched off, by itself or by its fieldset."""
    for place in (element, *ancestors(element)):
        if (place.get("aria-disabled") or "").lower() == "true":
            return True
        own = place is element and place.tag in ("button", "input", "select", "textarea", "option", "optgroup")
        if place.get("disabled") is not None and (own or place.tag == "fieldset"):
            return True
    return False


# Source: CSS Syntax Module Level 3, an identifier that needs no escaping.
_SIMPLE_NAME = re.compile(r"-?[A-Za-z_\u00a0-\U0010ffff][\w\u00a0-\U0010ffff-]*\Z")


def selector(element: Element, tree: Tree) -> str:
    """A CSS selector of the element; ` >>> ` steps into a shadow tree."""
    steps: list[str] = []
    here = element
    while True:
        identifier = here.get("id") or ""
        if _SIMPLE_NAME.match(identifier) and tree.has_own_id(here):
            step = f"#{identifier}"
        else:
            step, identifier = _nth(here), ""
        steps.append(step)
        parent = here.getparent()
        if parent is None:
            break
        crosses = _scope(parent, tree) != _scope(here, tree)
        if identifier and not crosses and _scope(here, tree) == 0:
            break
        steps.append(" >>> " if crosses else " > ")
        here = parent
    return "".join(reversed(steps))


def _scope(element: Element, tree: Tree) -> int:
    facts = tree.facts(element)
    return facts.scope if facts else 0


def _nth(element: Element) -> str:
    tag = str(element.tag)
    if tag in ("html", "head", "body"):
        return tag
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    if not before and next(element.itersiblings(tag), None) is None:
        return tag
    return f"{tag}:nth-of-type({before + 1})"


# Our choice: enough to recognise the place, short enough for a table cell.
SNIPPET_CHARS = 200


def snippet(element: Element) -> str:
    """The start tag and the beginning of the text, as HTML."""
    attributes = "".join(f' {name}="{_shorten(value, 80)}"' for name, value in _attributes(element))
    text = raw_text(element) if element.tag not in ("html", "body", "head") else "…"
    return _shorten(f"<{element.tag}{attributes}>{text}", SNIPPET_CHARS)


def _attributes(element: Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
