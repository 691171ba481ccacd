"""Writes ruby into HTML without changing anything else.

Only ruby is put in between, so that taking the ruby out again gives back the source character by character. The reading
of a word is found over a whole run of inline text (小<b>野</b>市), but no ruby crosses a tag.
"""

import collections
import functools
import re
from collections.abc import Callable, Iterable, Iterator

from translations.furigana.dictionary import Dictionary
from translations.furigana.layout import HAS_KANJI, Ruby, lay_out
from translations.furigana.levels import is_known, known_kanji
from translations.furigana.readings import Word, read_each
from translations.furigana.runs import Piece, runs

# Our choice: a new heading or part is where readers start anew.
_SECTION = re.compile(r"<(?:h[1-6]|section|article|main)[\s>]", re.IGNORECASE)
Reader = Callable[[str], Iterable[Word]]


class _Wanted:
    """Which words get ruby: not those a school grade knows, not those whose reading the text gives, not those seen."""

    def __init__(self, known: frozenset[str], once: bool) -> None:
        self.known, self.once = known, once
        self.seen: set[tuple[str, str]] = set()

    def __call__(self, surface: str, word: Word) -> bool:
        # A reading that the text gives in brackets right behind the word is there already: nobody reads it twice.
        if word.origin == "text" or (self.known and is_known(surface, self.known)):
            return False
        if self.once:
            if (surface, word.reading) in self.seen:
                return False
            self.seen.add((surface, word.reading))
        return True


def add_ruby(
    html: str,
    *,
    grade: int | None = None,
    dictionary: Dictionary | None = None,
    is_japanese: bool = True,
    once: bool = False,
    reader: Reader | None = None,
) -> str:
    """Give an HTML document or fragment with the readings of its kanji as ruby.

    grade: leave out words all of whose kanji are taught up to this school grade (1 to 6); None: every word gets ruby.
    dictionary: the city's readings; None: the dictionary that is shipped.
    is_japanese: the language of the text outside every lang attribute.
    once: only the first time that a word stands below a heading.
    reader: gives the words of a text in place of read_words, for whoever keeps what was read; see texts.
    Unchanged: everything but text in Japanese, and the text of code, forms and drawings (runs.SKIPPED), in another
    language, inside data-ruby="off", and a word whose reading follows it in brackets.
    Raises InputError for a grade that does not exist.
    """
    wanted = _Wanted(known_kanji(grade), once)
    if not HAS_KANJI.search(html) and "&#" not in html:
        return html
    out: list[str] = []
    done = before = 0
    for run, text, words in _read_runs(runs(html, is_japanese), reader, dictionary):
        if once and _SECTION.search(html, before, run[0].start):
            wanted.seen.clear()
        before = run[-1].end
        if len(run) == 1 and not run[0].is_entity:
            out.append(html[done : run[0].start])
            done = run[0].end
            _write_text(text, words, wanted, out)
            continue
        for start, end, markup in _markups(html, run, wanted, text, words):
            out.append(html[done:start])
            out.append(markup)
            done = end
    return "".join([*out, html[done:]])


def _read_runs(
    found: Iterator[list[Piece]], reader: Reader | None, dictionary: Dictionary | None
) -> Iterator[tuple[list[Piece], str, Iterable[Word]]]:
    """Give each run with its text and its words."""
    if reader:
        for run in found:
            text = _text(run)
            yield run, text, reader(text)
        return
    waiting: collections.deque[tuple[list[Piece], str]] = collections.deque()

    def take() -> Iterator[str]:
        for run in found:
            waiting.append((run, _text(run)))
            yield waiting[-1][1]

    for words in read_each(take(), dictionary):
        yield *waiting.popleft(), words


def _text(run: list[Piece]) -> str:
    return run[0].text if len(run) == 1 else "".join(piece.text for piece in run)


def texts(html: str, *, is_japanese: bool = True) -> list[str]:
    """Give the stretches of Japanese text of a document that add_ruby reads one by one, in order."""
    return [_text(run) for run in runs(html, is_japanese)]


def _write_text(text: str, words: Iterable[Word], wanted: _Wanted, out: list[str]) -> None:
    """Append plain text with its ruby: the common case, a run without a tag or an entity."""
    done = 0
    takes_all = not (wanted.known or wanted.once)
    for word in words:
        start, end, reading, origin = word
        surface = text[start:end]
        markup = word_markup(surface, reading)
        if markup and (origin != "text" if takes_all else wanted(surface, word)):
            out += (text[done:start], markup)
            done = end
    out.append(text[done:])


def _markups(
    html: str, run: list[Piece], wanted: _Wanted, text: str, words: Iterable[Word]
) -> Iterator[tuple[int, int, str]]:
    """Give what takes the place of each word of a run: where it starts and ends in the source, and its markup."""
    at = 0
    for word in words:
        start, end = word.start, word.end
        surface = text[start:end]
        if not wanted(surface, word):
            continue
        while run[at].at + len(run[at].text) <= start:
            at += 1
        piece = run[at]
        if end <= piece.at + len(piece.text) and not piece.is_entity:
            markup = word_markup(surface, word.reading)
            if markup:
                yield piece.start + start - piece.at, piece.start + end - piece.at, markup
        else:
            yield from _cut_by_markup(html, run[at:], start, surface, word.reading)


@functools.lru_cache(maxsize=50_000)  # Our choice: about 15 MB; a city's site has fewer different words.
def word_markup(surface: str, reading: str) -> str:
    """Give a word with its ruby, okurigana outside; empty if it takes none. It must hold no character that HTML reserves."""
    out, at = [], 0
    for adjoining in _adjoining([(ruby, 0) for ruby in lay_out(surface, reading)]):
        start, end = adjoining[0].start, adjoining[-1].end
        out += [surface[at:start], _ruby_element(surface, adjoining)]
        at = end
    return "".join([*out, surface[at:]]) if out else ""


def _ruby_element(html: str, rubies: list[Ruby]) -> str:
    """Give one <ruby> element over rubies that adjoin; offsets of html."""
    inside = "".join(f"{html[start:end]}<rp>（</rp><rt>{reading}</rt><rp>）</rp>" for start, end, reading in rubies)
    return f"<ruby>{inside}</ruby>"


def _cut_by_markup(
    html: str, run: list[Piece], start: int, surface: str, reading: str
) -> Iterator[tuple[int, int, str]]:
    """Give the markup of a word that holds a tag or an entity."""
    placed = [
        place
        for ruby in lay_out(surface, reading)
        for place in _place(run, Ruby(start + ruby.start, start + ruby.end, ruby.reading))
    ]
    for rubies in _adjoining(placed):
        yield rubies[0].start, rubies[-1].end, _ruby_element(html, rubies)


def _adjoining(placed: list[tuple[Ruby, int]]) -> Iterator[list[Ruby]]:
    """Gather rubies without a gap between them that stand in the same text node."""
    part: list[Ruby] = []
    last = -1
    for ruby, node in placed:
        if part and (part[-1].end != ruby.start or node != last):
            yield part
            part = []
        part.append(ruby)
        last = node
    if part:
        yield part


def _place(run: list[Piece], ruby: Ruby) -> Iterator[tuple[Ruby, int]]:
    """Give a ruby with its place in the source and its text node; shared out where a tag cuts it in two."""
    parts: list[tuple[int, int, int, str]] = []  # source start, source end, node, text
    for piece in run:
        first, last = max(ruby.start - piece.at, 0), min(ruby.end - piece.at, len(piece.text))
        if first >= last:
            continue
        start, end = (piece.start, piece.end) if piece.is_entity else (piece.start + first, piece.start + last)
        if parts and parts[-1][2] == piece.node:
            parts[-1] = (parts[-1][0], end, piece.node, parts[-1][3] + piece.text[first:last])
        else:
            parts.append((start, end, piece.node, piece.text[first:last]))
        if ruby.end <= piece.at + len(piece.text):
            break
    if len(parts) > 1:
        parts = [part for part in parts if HAS_KANJI.search(part[3])]
    for (start, end, node, _), reading in zip(parts, _shares(ruby.reading, len(parts)), strict=True):
        if reading:
            yield Ruby(start, end, reading), node


def _shares(reading: str, count: int) -> list[str]:
    """Cut a reading into as many parts, never before a small kana: おとな in 2 is おと, な."""
    if count <= 1:
        return [reading] * count
    beats = re.findall(r".[ぁぃぅぇぉゃゅょっー]*", reading)
    return ["".join(beats[-(-n * len(beats) // count) : -(-(n + 1) * len(beats) // count)]) for n in range(count)]
