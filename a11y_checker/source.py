"""Where a start tag stands in the source of a page.

The parser's tree does not say in which column a tag begins, and a browser's tree has no lines at
all. So the source is read once more, for tags only, and an element is matched with the tag of the
same name and attributes; with several equal ones, the n-th element is the n-th tag.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import defaultdict
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
    """Start tags of one source text."""

    def __init__(self, source: str) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._tags: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._exact: dict[str, dict[Attributes, list[int]]] = {}
        for match in _TAG.finditer(source):
            tag = match["tag"] or match["raw"]
            if tag:
                self._tags[tag.lower()].append((match["attrs"] or match["rawattrs"] or "", match.start()))

    def find(self, element: Element, elements: Iterable[Element]) -> Place | None:
        """The place of an element's start tag; None when the source has no such tag.

        elements: all of the page, in document order.
        """
        tag, wanted = str(element.tag), _attributes(element)
        offsets = self._offsets(tag).get(wanted)
        if not offsets:
            return None
        rank = 0
        for other in elements:
            if other is element:
                break
            if other.tag == element.tag and _attributes(other) == wanted:
                rank += 1
        if rank >= len(offsets):
            return None
        line = bisect_right(self._lines, offsets[rank])
        return Place(line=line, column=offsets[rank] - self._lines[line - 1] + 1)

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
