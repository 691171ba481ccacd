"""CSS selectors over an index of a tree: most selectors of rules name a tag or an attribute, and need no walk.

What is understood here are lists of simple selectors such as `a[href], input:not([type=hidden])`; anything with a
combinator goes to lxml, but for `body` before a simple one. Both give the same elements, in document order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector

from a11y_checker.dom import Element

Test = Callable[[Element], bool]

_PART = r"\[\s*[\w-]+\s*(?:[~^$*]?=\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+)\s*)?\]"
_COMPOUND = re.compile(rf"\s*(body\s+)?(\*|[a-z][\w-]*)?((?:{_PART}|:not\({_PART}\))*)\s*(?:,|\Z)")
_TEST = re.compile(r"(:not\()?\[\s*([\w-]+)\s*(?:([~^$*]?=)\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*)?\]")


@dataclass(frozen=True, slots=True)
class _Simple:
    """One selector of a list: elements of one tag, with one attribute, that meet the tests, perhaps inside the body."""

    tag: str
    attribute: str
    tests: tuple[Test, ...]
    in_body: bool


class Index:
    """The elements of one tree by tag and by attribute."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.order = {element: number for number, element in enumerate(elements)}
        self._root = elements[0]
        self._elements = elements
        self._tags: dict[str, list[Element]] = defaultdict(list)
        self._attributes: dict[str, list[Element]] = defaultdict(list)
        self._found: dict[str, list[Element]] = {}
        tags, attributes = self._tags, self._attributes
        for element in elements:
            tags[str(element.tag)].append(element)
            for name in element.keys():  # noqa: SIM118  # an element is no mapping
                attributes[str(name)].append(element)

    @property
    def attributes(self) -> Iterable[str]:
        """The names of all attributes that there are."""
        return self._attributes.keys()

    def with_tag(self, tag: str) -> list[Element]:
        """The elements with a tag, in document order; not to be changed."""
        return self._tags.get(tag, [])

    def with_attribute(self, name: str) -> list[Element]:
        """The elements with an attribute, in document order; not to be changed."""
        return self._attributes.get(name, [])

    def select(self, css: str) -> list[Element]:
        """The elements that match a selector, in document order; not to be changed."""
        found = self._found.get(css)
        if found is None:
            simple = _simple(css)
            found = self._found[css] = compiled(css)(self._root) if simple is None else self._all(simple)
        return found

    def _all(self, selectors: tuple[_Simple, ...]) -> list[Element]:
        lists = [found for one in selectors if (found := self._one(one))]
        if len(lists) < 2:
            return lists[0] if lists else []
        return sorted({element for found in lists for element in found}, key=self.order.__getitem__)

    def _one(self, selector: _Simple) -> list[Element]:
        found: Sequence[Element] = self._elements
        if selector.attribute:
            found = self._attributes.get(selector.attribute, ())
        if selector.tag:
            tagged = self._tags.get(selector.tag, ())
            if selector.attribute and len(found) < len(tagged):
                found = [element for element in found if element.tag == selector.tag]
            elif selector.attribute:
                found = [element for element in tagged if element.get(selector.attribute) is not None]
            else:
                found = tagged
        if selector.in_body:
            found = [element for element in found if self._is_in_body(element)]
        tests = selector.tests
        return [element for element in found if all(test(element) for test in tests)] if tests else list(found)

    def _is_in_body(self, element: Element) -> bool:
        number = self.order[element]
        return any(number in inside for inside in self._bodies)

    @cached_property
    def _bodies(self) -> list[range]:
        """The numbers of what is inside each body."""
        starts = ((body, self.order[body] + 1) for body in self.with_tag("body"))
        return [range(start, start + sum(1 for _ in body.iterdescendants(etree.Element))) for body, start in starts]


@lru_cache(maxsize=512)
def compiled(css: str) -> Callable[[Element], list[Element]]:
    """The selector as lxml finds it, in an element and below it."""
    return cast("Callable[[Element], list[Element]]", CSSSelector(css, translator="html"))


@lru_cache(maxsize=512)
def _simple(css: str) -> tuple[_Simple, ...] | None:
    """The selectors of a list; None when one of them is not simple."""
    found: list[_Simple] = []
    position = 0
    while position < len(css):
        match = _COMPOUND.match(css, position)
        if match is None or match.end() == position or not (match[2] or match[3]):
            return None
        found.append(_read(match[2] or "", match[3], in_body=match[1] is not None))
        position = match.end()
    return tuple(found) if found and not css.rstrip().endswith(",") else None


def _read(tag: str, parts: str, *, in_body: bool) -> _Simple:
    tests: list[Test] = []
    attribute = ""
    for match in _TEST.finditer(parts):
        negated, name, sign = match[1], match[2], match[3]
        value = next((text for text in match.groups()[3:] if text is not None), None)
        if not negated and not attribute:
            attribute = name
            if sign is None:
                continue
        test = _test(name, sign or "", value or "")
        tests.append(_not(test) if negated else test)
    return _Simple("" if tag == "*" else tag, attribute, tuple(tests), in_body)


def _not(test: Test) -> Test:
    return lambda element: not test(element)


def _test(name: str, sign: str, value: str) -> Test:
    """What one attribute selector asks of an element."""
    if not sign:
        return lambda element: element.get(name) is not None
    if sign == "=":
        return lambda element: element.get(name) == value
    if not value or (sign == "~=" and re.search(r"\s", value)):
        return lambda element: False
    if sign == "~=":
        return lambda element: value in (element.get(name) or "").split()
    if sign == "^=":
        return lambda element: (element.get(name) or "").startswith(value)
    if sign == "$=":
        return lambda element: (element.get(name) or "").endswith(value)
    return lambda element: value in (element.get(name) or "")
