"""Where a start tag stands in the source of a page.

The parser's tree does not say in which column a tag begins, and a browser's tree has no lines at
all. So the source is read once more, for tags only, and an element is matched with the tag of the
same name and attributes; with several equal ones, the n-th element is the n-th tag.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from a11y_checker.dom import Element
from a11y_checker.results import Place

_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b(?P<rawattrs>[^>]*)>.*?</(?P=raw)\s*>"
    r"|<(?P<tag>[A-Za-z][^\s/>]*)(?P<attrs>(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+)>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")

Attributes = frozenset[tuple[str, str]]


class SourceIndex:
    """Start tags of one source text.

    elements: all of the page, in document order.
    """

    def __init__(self, source: str, elements: Iterable[Element]) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._tags: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._exact: dict[str, dict[Attributes, list[int]]] = {}
        self._elements: dict[str, list[Element]] = defaultdict(list)
        self._ranks: dict[str, dict[Element, int]] = {}
        for match in _TAG.finditer(source):
            tag = match["tag"] or match["raw"]
            if tag:
                self._tags[tag.lower()].append((match["attrs"] or match["rawattrs"] or "", match.start()))
        for element in elements:
            self._elements[str(element.tag)].append(element)

    def find(self, element: Element) -> Place | None:
        """The place of an element's start tag; None when the source has no such tag."""
        tag = str(element.tag)
        offsets = self._offsets(tag).get(_attributes(element))
        rank = self._find_ranks(tag).get(element)
        if not offsets or rank is None or rank >= len(offsets):
            return None
        line = bisect_right(self._lines, offsets[rank])
        return Place(line=line, column=offsets[rank] - self._lines[line - 1] + 1)

    def _find_ranks(self, tag: str) -> dict[Element, int]:
        """Which of its equals each element of one name is, counted from 0; read when first asked for."""
        if tag not in self._ranks:
            seen: Counter[Attributes] = Counter()
            ranks = self._ranks[tag] = {}
            for element in self._elements[tag]:
                attributes = _attributes(element)
                ranks[element] = seen[attributes]
                seen[attributes] += 1
        return self._ranks[tag]

    def _offsets(self, tag: str) -> dict[Attributes, list[int]]:
        """Where the tags of one name begin, by their attributes; read when first asked for."""
        if tag not in self._exact:
            found = self._exact[tag] = defaultdict(list)
            for attributes, start in self._tags.get(tag, ()):
                found[_parse(attributes)].append(start)
        return self._exact[tag]


def _parse(attributes: str) -> frozenset[tuple[str, str]]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        found.setdefault(name.lower(), _normal(html.unescape(double or single or bare)))
    return frozenset(found.items())


def _attributes(element: Element) -> Attributes:
    return frozenset((str(k), _normal(str(v))) for k, v in element.attrib.items())


def _normal(value: str) -> str:
    return " ".join(value.split())
