"""What stands on a page beside its sounds and films: words and links that may say the same."""

from __future__ import annotations

import re

from a11y_checker.accname import referenced
from a11y_checker.dom import NO_TEXT, Element, ancestors, children, raw_text, role, squeeze, style_attribute
from a11y_checker.page import Page

# Repeated on every page: never the words of one recording.
_AROUND = frozenset({"navigation", "banner", "contentinfo"})
# Our choice: half of what a slow speaker says in a second, in letters; less cannot be the words of a recording.
LETTERS_PER_SECOND, LETTERS_PER_SECOND_JA = 5.0, 2.0
_LEAST_LETTERS = 20


def shown(page: Page, tag: str) -> list[Element]:
    """The players that a reader can see and start, and what starts by itself."""
    found = []
    for element in page.select(tag):
        starts = element.get("autoplay") is not None
        has_controls = element.get("controls") is not None or tag == "video"
        if (has_controls and page.is_visible(element) and not page.is_hidden(element)) or (starts and tag == "audio"):
            found.append(element)
    return found


def sound(element: Element, page: Page) -> bool | None:
    """Whether there is something to hear; None when the browser cannot tell."""
    facts = page.facts(element)
    value = facts.extra.get("sound") if facts else None
    return value if isinstance(value, bool) else None


def seconds(element: Element, page: Page) -> float | None:
    """How long it plays: the part that its address names (#t=from,to), or the whole."""
    facts = page.facts(element)
    if facts is None:
        return None
    fragment = str(facts.extra.get("src", "")).partition("#t=")[2]
    begin, comma, end = fragment.partition(",")
    if comma:
        try:
            return float(end) - float(begin or 0)
        except ValueError:
            return None
    duration = facts.extra.get("duration")
    return float(duration) if isinstance(duration, int | float) else None


def may_be_told(element: Element, page: Page, *, seen: bool = False) -> bool:
    """Whether the page has a link, or enough words, that may be the text of a recording.

    seen: only words that can be seen count, for readers who do not hear.
    """
    if any(not _is_around(link) for link in page.exposed("a[href], area[href], [role=link], button, details")):
        return True
    text = page.once(_seen_text if seen else _body_text)
    is_ascii = sum(c.isascii() for c in text) > len(text) / 2
    rate = LETTERS_PER_SECOND if is_ascii else LETTERS_PER_SECOND_JA
    return len(text) >= max(_LEAST_LETTERS, rate * (seconds(element, page) or 0))


def _is_around(element: Element) -> bool:
    return any(role(place) in _AROUND for place in ancestors(element))


def _body_text(page: Page, *, seen: bool = False) -> str:
    body = page.root.find("body")
    parts: list[str] = []
    if body is not None:
        _collect(body, page, parts, seen)
    return squeeze(" ".join(parts))


def _seen_text(page: Page) -> str:
    return _body_text(page, seen=True)


def _is_off_page(element: Element, page: Page) -> bool:
    facts = page.facts(element)
    if facts is None or facts.text_box is None:
        far = re.match(r"-\d{3,}(?:px|em)", style_attribute(element).get("text-indent", ""))
        return far is not None or not page.is_visible(element)
    left, top, width, height = facts.text_box
    return not facts.visible or left + width <= 0 or top + height <= 0


def _collect(element: Element, page: Page, parts: list[str], seen: bool) -> None:
    if seen and _is_off_page(element, page) and squeeze(element.text):
        return
    parts.append(element.text or "")
    for child in children(element):
        is_media = child.tag in NO_TEXT or child.tag in ("audio", "video")
        if not is_media and not page.is_hidden(child) and role(child) not in _AROUND:
            _collect(child, page, parts, seen)
        parts.append(child.tail or "")


def is_told(element: Element, page: Page) -> bool:
    """Whether the player itself names the text that says the same (aria-details, aria-describedby)."""
    targets = [*referenced(element, "aria-details", page), *referenced(element, "aria-describedby", page)]
    return any(len(raw_text(target)) >= _LEAST_LETTERS and not page.is_hidden(target) for target in targets)
