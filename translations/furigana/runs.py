"""Cuts HTML into runs of Japanese text, as a browser would see them, with the place of each piece in the source.

A scanner over the source, not a parser that writes anew: it finds tags and comments, keeps the list of open elements,
and leaves every character where it is. Malformed HTML is read as the HTML Living Standard reads it, as far as that decides
what is text.
"""

import html as html_entities
import re
from collections.abc import Iterator
from typing import NamedTuple

from translations.furigana.layout import HAS_KANJI


def _names(text: str) -> frozenset[str]:
    """Give the names of a list written with spaces."""
    return frozenset(text.split())


# Source: HTML Living Standard §13.2.5 (tokenization). One match is one comment, declaration, or tag; an unquoted value
# may hold quotes.
_MARKUP = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<[!?](?:[^>]*+>|.*\Z)"
    r"|</(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>"
    r"|<(?P<start>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|(?=>))|(?!\s*+=)))*+)>"
    r"|</[^a-zA-Z>][^>]*+(?:>|\Z)"
    r"|<(?=/?[a-zA-Z]).*\Z",  # a tag that is never closed: the rest of the document belongs to it
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s/>=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?")
_SCRIPT_MARK = re.compile(r"<!--|-->|</?script(?=[\s/>])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;?)")
_NAMED_LANGUAGE = re.compile(r"ja(?:-.*)?", re.IGNORECASE | re.DOTALL)

# Elements whose text is no running text, or where ruby is not allowed (HTML Living Standard §13.1.2 and §4).
SKIPPED = _names(
    "ruby rt rp code pre kbd samp var script style textarea title select option datalist svg math head "
    "template iframe object audio video canvas noembed noframes xmp listing plaintext"
)
# Their content is text up to the end tag, whatever it looks like (HTML Living Standard §13.1.2, §13.2.6).
_RAW = _names("script style textarea title iframe noembed noframes xmp")
_VOID = _names("area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen")
# Elements inside which a word goes on; every other tag ends the run of text.
_INLINE = _names(
    "a abbr b bdi bdo big cite data del dfn em font i ins label mark nobr q s small span strike strong "
    "sub sup time tt u wbr"
)
# A start tag on the left closes an open element on the right (HTML Living Standard §13.1.2.4, optional tags).
_CLOSES: dict[str, frozenset[str]] = {
    "li": _names("li"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
    "tr": _names("tr td th"),
    "td": _names("td th"),
    "th": _names("td th"),
    "tbody": _names("thead tbody tr td th"),
    "tfoot": _names("thead tbody tr td th"),
    "body": _names("head"),
    **dict.fromkeys(
        _names(
            "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 "
            "h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul"
        ),
        _names("p"),
    ),
}
_SCOPES = _names("ul ol dl table div section article main body html select details")


class Piece(NamedTuple):
    """A stretch of a run: the run's text from at on, which stands at source[start:end].

    node: the text node; a ruby may not reach over two. An entity is a piece of its own.
    """

    at: int
    text: str
    start: int
    end: int
    node: int
    is_entity: bool = False


# An open element, and what holds inside it: name, is skipped, is in Japanese, is in a drawing or formula. No class, as a
# page has a thousand of them.
_Open = tuple[str, bool, bool, bool]


class _Tag(NamedTuple):
    """What a tag says; of a comment the name is empty.

    is_japanese: what a lang attribute says; None without one. is_skipped: by its name or data-ruby="off".
    closes: the open elements that it closes where their end tag was left out.
    """

    name: str
    is_end: bool = False
    ends_run: bool = False
    is_japanese: bool | None = None
    is_skipped: bool = False
    closes_itself: bool = False
    closes: frozenset[str] | None = None


_COMMENT = _Tag("")
# What has been read of tags; most stand on a site many times. Our choice: at most about 3 MB.
_tags: dict[str, _Tag] = {}
_MAX_TAGS, _MAX_TAG_CHARS = 5_000, 200
_Span = tuple[int, int, int]  # start and end in the source, text node


def runs(html: str, is_japanese: bool, letters: re.Pattern[str] = HAS_KANJI) -> Iterator[list[Piece]]:
    """Give the runs of inline text in Japanese that hold one of the letters: a kanji."""
    open_elements: list[_Open] = [("", False, is_japanese, False)]
    spans: list[_Span] = []
    is_read, at, node = is_japanese, 0, 0
    for start, end, tag in _markup(html):
        if is_read and at < start:
            spans.append((at, start, node))
        at, node = end, node + 1
        if not tag.name:  # a comment: the word goes on
            continue
        if tag.ends_run and spans:
            if _may_hold(letters, html, spans):
                yield from _readable(html, spans, letters)
            spans = []
        if tag.is_end:
            _close(open_elements, tag.name)
        else:
            _open(open_elements, tag)
        _, is_skipped, is_japanese, _ = open_elements[-1]
        is_read = is_japanese and not is_skipped
    if is_read and at < len(html):
        spans.append((at, len(html), node))
    if _may_hold(letters, html, spans):
        yield from _readable(html, spans, letters)


def _may_hold(letters: re.Pattern[str], html: str, spans: list[_Span]) -> bool:
    """Tell fast whether one of the letters stands in a run, written as it is, or perhaps as an entity."""
    if len(spans) == 1:
        start, end, _node = spans[0]
        return letters.search(html, start, end) is not None or html.find("&#", start, end) >= 0
    return any(letters.search(html, start, end) or html.find("&#", start, end) >= 0 for start, end, _node in spans)


def _readable(html: str, spans: list[_Span], letters: re.Pattern[str]) -> Iterator[list[Piece]]:
    """Give the pieces of a run if it holds one of the letters."""
    run: list[Piece] = []
    for start, end, node in spans:
        run += _pieces(html, start, end, run, node)
    if any(letters.search(piece.text) for piece in run):
        yield run


def _markup(html: str) -> Iterator[tuple[int, int, _Tag]]:
    """Give each tag, comment and the like: start, end, and what it says."""
    at = 0
    while match := _MARKUP.search(html, at):
        start, at = match.span()
        source = html[start:at]
        tag = _tags.get(source)
        if tag is None:
            tag = _read_tag(match)
            if len(_tags) < _MAX_TAGS and len(source) < _MAX_TAG_CHARS:
                _tags[source] = tag
        yield start, at, tag
        if tag.is_skipped and tag.name in _RAW:
            at = _end_of_raw_text(html, at, tag.name)
        elif tag.is_skipped and tag.name == "plaintext":
            return


def _read_tag(match: re.Match[str]) -> _Tag:
    if match["end"] is not None:
        name = match["end"].lower()
        return _Tag(name, is_end=True, ends_run=name not in _INLINE)
    if match["start"] is None:
        return _COMMENT
    name, attributes = match["start"].lower(), match["attributes"] or ""
    is_japanese, is_off = _read_attributes(attributes) if _changes_text(attributes) else (None, False)
    ends_run = name not in _INLINE or _changes_text(attributes)
    closes_itself = attributes.rstrip().endswith("/")
    return _Tag(name, False, ends_run, is_japanese, is_off or name in SKIPPED, closes_itself, _CLOSES.get(name))


def _end_of_raw_text(html: str, at: int, name: str) -> int:
    """Give where the end tag of a raw text element stands, or the end of the document."""
    if name == "script":
        return _end_of_script(html, at)
    close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return close.start() if close else len(html)


def _end_of_script(html: str, at: int) -> int:
    """Give where the end tag of a script stands: not inside <!-- <script> … </script> --> (§13.2.5.20 and following)."""
    is_escaped = is_double = False
    while match := _SCRIPT_MARK.search(html, at):
        at = match.end()
        mark = match.group().lower()
        if mark == "<!--":
            is_escaped = True
            at -= 2  # its dashes may be those of -->
        elif mark == "-->":
            is_escaped = is_double = False
        elif mark == "<script":
            is_double = is_escaped
        elif is_double:
            is_double = False
        else:
            return match.start()
    return len(html)


def _changes_text(attributes: str) -> bool:
    """Tell whether a start tag may change the language or switch ruby off."""
    return "lang" in attributes.lower() or "data-ruby" in attributes.lower()


def _open(open_elements: list[_Open], tag: _Tag) -> None:
    """Add the element of a start tag to the list of open elements, without those that it closes."""
    name = tag.name
    if tag.closes:
        _close_implied(open_elements, tag.closes)
    _, is_skipped, is_japanese, is_foreign = open_elements[-1]
    is_foreign = is_foreign or name in {"svg", "math"}
    if name in _VOID or (is_foreign and tag.closes_itself):
        return
    if tag.is_japanese is not None:
        is_japanese = tag.is_japanese
    open_elements.append((name, is_skipped or tag.is_skipped, is_japanese, is_foreign))


def _close(open_elements: list[_Open], name: str) -> None:
    """Close the nearest open element of a name, and what is open inside it."""
    if open_elements[-1][0] == name and name:
        open_elements.pop()
        return
    for depth in range(len(open_elements) - 2, 0, -1):
        if open_elements[depth][0] == name:
            del open_elements[depth:]
            return


def _close_implied(open_elements: list[_Open], closed: frozenset[str]) -> None:
    """Close an element whose end tag was left out, and what is open inside it."""
    for depth in range(len(open_elements) - 1, 0, -1):
        name = open_elements[depth][0]
        if name in closed:
            del open_elements[depth:]
            # <tr> closes the cell and then the row before it
            _close_implied(open_elements, closed)
            return
        if name in _SCOPES:
            return


def _read_attributes(attributes: str) -> tuple[bool | None, bool]:
    """Give whether the text inside is Japanese (None: as outside), and whether ruby is switched off."""
    values: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        values.setdefault(match[1].lower(), html_entities.unescape(value))
    language = values.get("lang", values.get("xml:lang"))
    is_japanese = None if language is None else _NAMED_LANGUAGE.fullmatch(language.strip()) is not None
    return is_japanese, values.get("data-ruby", "").strip().lower() == "off"


def _pieces(html: str, start: int, end: int, run: list[Piece], node: int) -> list[Piece]:
    """Give the text of a text node in pieces: plain text, and each entity for itself."""
    at = run[-1].at + len(run[-1].text) if run else 0
    if html.find("&", start, end) < 0:
        return [tuple.__new__(Piece, (at, html[start:end], start, end, node, False))]
    pieces = []
    done = start
    for entity in _ENTITY.finditer(html, start, end):
        character = html_entities.unescape(entity.group())
        if character == entity.group():
            continue
        if done < entity.start():
            pieces.append(Piece(at, html[done : entity.start()], done, entity.start(), node))
            at += entity.start() - done
        pieces.append(Piece(at, character, entity.start(), entity.end(), node, is_entity=True))
        at, done = at + len(character), entity.end()
    if done < end:
        pieces.append(Piece(at, html[done:end], done, end, node))
    return pieces
