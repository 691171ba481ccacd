"""The rule on links inside running text: those that are underlined can be told from the words around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from a11y_checker.dom import Element, ancestors, explicit_role, raw_text, squeeze, words
from a11y_checker.page import Page

_WIDGETS = words("button input select textarea summary")
_INLINE = ("inline", "contents", "ruby")
_BREAKS = ("br", "hr")
_CODE = ("script", "style", "noscript")


@dataclass(slots=True)
class _Line:
    """What stands between two line breaks of a block: words, words of things that can be operated, and its links."""

    words: list[str] = field(default_factory=list)
    operated: list[str] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)
    has_code: bool = False

    @property
    def is_running_text(self) -> bool:
        """Whether the words outnumber those that can be operated."""
        return len(squeeze("".join(self.words))) > len(squeeze("".join(self.operated)))


def underlined_links(page: Page) -> list[Element] | None:
    """The links in running text, when each is underlined and the text around it is not."""
    found: list[Element] = []
    blocks = dict.fromkeys(_block(link, page) for link in page.index.with_tag("a") if _may_stand_in_text(link, page))
    for block in blocks:
        if block is None:
            return None
        lines = [_Line()]
        _read(block, page, lines)
        if any(line.has_code for line in lines):  # axe takes a style sheet between words for words
            return None
        found += [link for line in lines if line.is_running_text for link in line.links]
    return found if all(_is_underlined(link, page) for link in found) else None


def _may_stand_in_text(link: Element, page: Page) -> bool:
    facts = page.facts(link)
    return link.get("href") is not None and facts is not None and facts.visible and _is_inline(link, page)


def _is_inline(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    return facts is not None and facts.style["display"].startswith(_INLINE)


def _block(link: Element, page: Page) -> Element | None:
    return next((place for place in ancestors(link) if not _is_inline(place, page)), None)


def _read(element: Element, page: Page, lines: list[_Line]) -> None:
    lines[-1].words.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _read_child(child, page, lines)
        lines[-1].words.append(child.tail or "")


def _read_child(child: Element, page: Page, lines: list[_Line]) -> None:
    facts = page.facts(child)
    if child.tag in _BREAKS or (facts is not None and facts.rendered and not _is_inline(child, page)):
        lines.append(_Line())
    elif child.tag in _CODE:
        lines[-1].has_code = lines[-1].has_code or child.get("src") is None
    elif facts is None or not facts.rendered or _is_apart(child, page):
        return
    elif _is_operated(child):
        lines[-1].operated.append(raw_text(child))
        if child.tag == "a" and _may_stand_in_text(child, page) and raw_text(child):
            lines[-1].links.append(child)
    else:
        _read(child, page, lines)


def _is_apart(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    style = facts.style if facts is not None else {}
    cut = "hidden" in (style["overflow-x"], style["overflow-y"])
    return cut or style["position"] in ("absolute", "fixed") or style["float"] != "none"


def _is_operated(element: Element) -> bool:
    return element.tag in _WIDGETS or (element.tag == "a" and element.get("href") is not None)


def _is_underlined(link: Element, page: Page) -> bool:
    facts, block = page.facts(link), _block(link, page)
    around = page.facts(block) if block is not None else None
    is_plain = explicit_role(link) in ("", "link")
    own = facts is not None and "underline" in facts.style["text-decoration-line"]
    return own and is_plain and around is not None and "underline" not in around.style["text-decoration-line"]
