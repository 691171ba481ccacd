"""Whether two addresses hold the same page: both are fetched, once each, and their words compared.

Nothing is guessed: what is on another site, is drawn by a script, or is only partly alike stays unknown.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

from a11y_checker.dom import Element, raw_text, squeeze
from a11y_checker.page import LinkedPage, Page, parse

# Our choice: two pages of one site share a menu and a footer; so few common words leave no room for one purpose.
_MOST_SHARED, _LEAST_SAME = 0.1, 0.95
_LEAST_WORDS = 4
# Our choice: what a script adds does not turn so many words into those of another page.
_MANY_WORDS = 60
# Source: HTML Standard, §4.2.5.3: a refresh after 0 seconds takes the reader on before anything is read.
_AT_ONCE = re.compile(r"\s*0*(?:\.0*)?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.I)
_MOST_HOPS = 3
_TOKEN = re.compile(r"[a-z0-9]+|[^\W\da-z_]+", re.I)


class Likeness(StrEnum):
    """How two linked pages relate."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


def compare(one: str, two: str, name: str, page: Page) -> Likeness:
    """Whether the pages at two addresses are the same, certainly others, or neither for certain.

    name: what the links to them are called; pages that both speak of it may serve one purpose.
    """
    first, second = urldefrag(one).url, urldefrag(two).url
    if first == second:
        return Likeness.SAME
    here, there = _final(first, page), _final(second, page)
    if here is None or there is None:
        return Likeness.UNKNOWN
    if urldefrag(here.url).url == urldefrag(there.url).url:
        return Likeness.SAME
    return _judge(parse(here.html, here.url), parse(there.html, there.url), name)


def _final(address: str, page: Page) -> LinkedPage | None:
    """The page behind an address, after what takes the reader on at once."""
    for _ in range(_MOST_HOPS):
        found = page.files.page(address, page.url) if page.files is not None else None
        if found is None:
            return None
        onward = _refresh(parse(found.html, found.url))
        if not onward:
            return found
        address = urljoin(found.url, onward)
    return None


def _refresh(page: Page) -> str:
    for meta in page.select("meta[http-equiv][content]"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            match = _AT_ONCE.match(meta.get("content") or "")
            if match:
                return match.group(1).strip()
    return ""


def _judge(one: Page, two: Page, name: str) -> Likeness:
    here, there = _words(one), _words(two)
    everything = here | there
    changes = any(True for page in (one, two) for _ in page.root.iter("script", "frameset", "iframe", "object"))
    if len(everything) < _LEAST_WORDS or (changes and min(len(here), len(there)) < _MANY_WORDS):
        return Likeness.UNKNOWN
    share = len(here & there) / len(everything)
    if share >= _LEAST_SAME:
        return Likeness.UNKNOWN if changes else Likeness.SAME
    asked, titles = _tokens(name), (_tokens(one.title), _tokens(two.title))
    # What both titles say is the name of the site.
    both_speak_of_it = asked <= here | (titles[0] - titles[1]) and asked <= there | (titles[1] - titles[0])
    if share >= _MOST_SHARED or both_speak_of_it:
        return Likeness.UNKNOWN
    return Likeness.OTHER


def _words(page: Page) -> frozenset[str]:
    main: Element | None = next(iter(page.select("main, [role=main]")), None)
    body = page.root.find("body")
    place = main if main is not None else body
    return _tokens(raw_text(place)) if place is not None else frozenset()


def _tokens(text: str) -> frozenset[str]:
    """Words of Latin letters and digits; pairs of neighbouring characters of other scripts."""
    found: set[str] = set()
    for token in _TOKEN.findall(squeeze(unicodedata.normalize("NFKC", text)).casefold()):
        found.update([token] if token.isascii() or len(token) < 2 else map("".join, pairwise(token)))
    return frozenset(found)
