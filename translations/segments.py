"""One translatable piece of text: HTML taken apart into lines of plain text and the elements in them, and put together again.

A piece holds the inline elements that wagtail-localize allows (a, b, br …), and `<ruby>`, whose readings are left out:
furigana is made anew for Japanese pages and has no place in another language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# Source: wagtail-localize 1.14.5, segments/html.py: the inline elements of one string; br parts lines.
INLINE = {"a", "abbr", "acronym", "b", "code", "em", "i", "strong"}
_READING = {"rt", "rp"}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Element:
    """An inline element and the part of its line it stands around; end exclusive.

    attributes: as in the source; wagtail-localize leaves nothing but the id of a link.
    """

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int

    @property
    def is_link(self) -> bool:
        """Whether it is a link: these are never lost."""
        return self.name == "a"

    def around(self, inner: str) -> str:
        """Give the element with this HTML inside."""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.name}{attributes}>{inner}</{self.name}>"


@dataclass
class Line:
    """The text of one line, with its elements, outer before inner."""

    text: str = ""
    elements: list[Element] = field(default_factory=list)


@dataclass
class Segment:
    """A piece of text. lines: parted by <br/> in the source; never empty."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """The plain text, lines parted by line feeds."""
        return "\n".join(line.text for line in self.lines)

    @property
    def links(self) -> list[str]:
        """The ids of its links in their order, each once; the address stands for an id that is missing."""
        found = [
            dict(element.attributes).get("id") or dict(element.attributes).get("href", "")
            for line in self.lines
            for element in line.elements
            if element.is_link
        ]
        return list(dict.fromkeys(found))


def parse(html: str) -> Segment:
    """Take a piece of HTML apart. Entities become characters; elements that are not inline ones leave their text."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.segment()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [Line()]
        self.open: list[tuple[str, tuple[tuple[str, str], ...], int]] = []
        self.hidden = 0  # depth of rt and rp

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _READING:
            self.hidden += 1
        elif tag == "br":
            self._next_line()
        elif tag in INLINE:
            self.open.append((tag, tuple((name, value or "") for name, value in attrs), len(self.lines[-1].text)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._next_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _READING:
            self.hidden = max(0, self.hidden - 1)
        elif any(name == tag for name, *_ in self.open):
            while self.open:
                name = self._close(self.open.pop())
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1].text += _SPACE.sub(" ", data)

    def _close(self, opened: tuple[str, tuple[tuple[str, str], ...], int]) -> str:
        name, attributes, start = opened
        self.lines[-1].elements.append(Element(name, attributes, start, len(self.lines[-1].text)))
        return name

    def _next_line(self) -> None:
        """End the line; an element that goes on is closed here and opened again on the next line."""
        for opened in reversed(self.open):
            self._close(opened)
        self.lines.append(Line())
        self.open = [(name, attributes, 0) for name, attributes, _ in self.open]

    def segment(self) -> Segment:
        while self.open:
            self._close(self.open.pop())
        for line in self.lines:
            line.elements = _trimmed(line)
            line.text = line.text.strip()
        return Segment(self.lines)


def _trimmed(line: Line) -> list[Element]:
    """Give the elements outer before inner, with offsets into the line without its outer spaces; empty ones but links fall."""
    lead = len(line.text) - len(line.text.lstrip())
    length = len(line.text.strip())
    moved = [
        Element(e.name, e.attributes, min(max(e.start - lead, 0), length), min(max(e.end - lead, 0), length))
        for e in reversed(line.elements)  # closed last: stands outside
    ]
    return [e for e in sorted(moved, key=lambda e: (e.start, -e.end)) if e.is_link or e.end > e.start]


@dataclass(frozen=True)
class Restored:
    """HTML with its elements put back.

    moved_links: ids of links whose words were not found: they stand behind the line, and a person must place them.
    lost_formats: names of elements that could not be placed and were left out.
    """

    html: str
    moved_links: tuple[str, ...] = ()
    lost_formats: tuple[str, ...] = ()


def restore_line(line: Line, target: str, inner: Callable[[str], list[str]]) -> Restored:
    """Put the elements of a source line around the right words of its translation.

    target: the translated plain text.
    inner: gives the translations that the text inside an element may have, best first.
    Returns escaped HTML. A link is never left out.
    """
    placed: list[tuple[int, int, Element]] = []
    moved: list[tuple[Element, str]] = []
    lost = []
    for element in line.elements:
        words = line.text[element.start : element.end]
        options = [option for option in inner(words) if option.strip()]
        place = _whole(line, element, target) or _place(options, target, element, line, placed)
        if place:
            placed.append((*place, element))
        elif element.is_link:
            moved.append((element, options[0] if options else words))
        else:
            lost.append(element.name)
    html = _write(target, placed)
    for element, words in moved:
        html += f" {element.around(escape(words, quote=False))}"
    ids = tuple(dict(element.attributes).get("id", "") for element, _ in moved)
    return Restored(html.strip(), ids, tuple(lost))


def _whole(line: Line, element: Element, target: str) -> tuple[int, int] | None:
    """Give the whole line for an element that stands around the whole line."""
    is_whole = element.start == 0 and element.end == len(line.text)
    return (0, len(target)) if is_whole else None


def _place(
    options: list[str], target: str, element: Element, line: Line, placed: list[tuple[int, int, Element]]
) -> tuple[int, int] | None:
    """Find the first option that stands in the target where no other element is cut in two."""
    for option in options:
        for match in re.finditer(re.escape(option), target, re.IGNORECASE):
            start, end = match.span()
            if all(_nests((start, end, element), other) for other in placed):
                return start, end
    return None


def _nests(new: tuple[int, int, Element], old: tuple[int, int, Element]) -> bool:
    """Tell whether two elements stand apart, or the inner one in the outer one as they do in the source."""
    inside = old[2].start <= new[2].start and new[2].end <= old[2].end
    if inside:
        return old[0] <= new[0] and new[1] <= old[1]
    return new[1] <= old[0] or old[1] <= new[0]


def _write(target: str, placed: list[tuple[int, int, Element]]) -> str:
    """Write the text with the elements around its parts; placed: outer before inner, so that the inner ends first."""
    ranked = sorted(placed, key=lambda place: (place[0], -place[1]))
    return _inside(target, 0, len(target), ranked)


def _inside(target: str, start: int, end: int, places: list[tuple[int, int, Element]]) -> str:
    html, done, n = "", start, 0
    while n < len(places):
        first, last, element = places[n]
        inner = []
        n += 1
        while n < len(places) and places[n][1] <= last:
            inner.append(places[n])
            n += 1
        html += escape(target[done:first], quote=False) + element.around(_inside(target, first, last, inner))
        done = last
    return html + escape(target[done:end], quote=False)
