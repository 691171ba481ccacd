"""Chooses the reading of each word of a text: the city's dictionary first, then numbers, then rules, then Sudachi."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from translations import tokens
from translations.furigana import alone, compounds, heteronyms, nouns, numbers, people, verbs
from translations.furigana.dictionary import Dictionary, shipped
from translations.furigana.layout import HAS_KANJI, KANJI, Ruby, can_cut, lay_out
from translations.furigana.levels import is_known, known_kanji
from translations.tokens import TokenList, to_hiragana

Origin = Literal["text", "dictionary", "unsure", "number", "rule", "sudachi", "name", "heteronym", "unknown"]


# At most eight kanji: a full name or the name of an office. Our choice. A small ke stands among them: 育ケ丘.
_WRITTEN = re.compile(f"(?P<kanji>[{KANJI}ケヶ]{{1,8}})[（(](?P<kana>[ぁ-ゖー]+)[）)]")

RULES = alone.RULES + compounds.RULES + heteronyms.RULES + nouns.RULES + people.RULES + verbs.RULES


# Source: share of words right by origin on the development sets (docs/benchmarks/furigana.md), cut to two places.
# Our choice: unsure (nobody has counted) and unknown (six words in all): plainly below the rest.
CONFIDENCE: dict[Origin, float] = {
    "text": 1.0,
    "dictionary": 1.0,
    "unsure": 0.6,
    "number": 0.98,
    "rule": 0.98,
    "sudachi": 0.99,
    "name": 0.89,
    "heteronym": 0.98,
    "unknown": 0.5,
}
# Our choice: an editor is asked about readings below this: given names, unknown words, rows the city has not confirmed.
DOUBTFUL_BELOW = 0.9


class Word(NamedTuple):
    """A word with kanji, at the code points start to end (exclusive) of a text.

    reading: in hiragana, okurigana included.
    origin: what decided the reading. "text": the text itself, which gives it in brackets; "dictionary", or "unsure"
    where the city has not confirmed its row; "heteronym": Sudachi, as no rule for the word saw its context; "name":
    Sudachi, a given name, which families read as they like; "unknown": nobody, as Sudachi does not know the word: the
    reading is put together from its characters, and doubtful.
    """

    start: int
    end: int
    reading: str
    origin: Origin

    @property
    def confidence(self) -> float:
        """How many readings of this origin were right where they could be counted, 0 to 1."""
        return CONFIDENCE[self.origin]


def read_words(text: str, dictionary: Dictionary | None = None) -> list[Word]:
    """Give every word that holds a kanji (or a number that melts into its counter) with its reading, in order."""
    if not HAS_KANJI.search(text):
        return []
    return _read_parts(text, tokens.tokenize_parts(text), dictionary or shipped())


def read_each(texts: Iterable[str], dictionary: Dictionary | None = None) -> Iterator[list[Word]]:
    """Give for each text what read_words gives, in order; a quarter faster than one by one.

    Many texts go through each step together: Sudachi and the choice of readings push each other out of the processor's
    caches. No more than a batch and one text are held at a time.
    """
    chosen = dictionary or shipped()
    known: dict[str, list[Word]] = {}  # menus, cells and headings come back in a document
    for batch in _batches(texts):
        if len(batch) == 1:
            yield read_words(batch[0], chosen)
            continue
        new = dict.fromkeys(text for text in batch if text not in known)
        found = [tokens.tokenize_short(text) for text in new]
        read = {text: _read_parts(text, parts, chosen) for text, parts in zip(new, found, strict=True)}
        for text in batch:
            yield known[text] if text in known else read[text]
        if len(known) < _MAX_KNOWN:
            known |= read


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Gather texts until they are long enough; a long text stays alone."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) > _BATCH_CHARS and batch:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _read_parts(text: str, parts: Iterable[TokenList], chosen: Dictionary) -> list[Word]:
    weekdays = {part.start: part for part in numbers.weekdays(text)}
    words: list[Word] = []
    for found in parts:
        _read_part(text, found, chosen, weekdays, words)
    return _with_written_readings(text, words) if "（" in text or "(" in text else words


def _read_part(
    text: str, found: TokenList, chosen: Dictionary, weekdays: dict[int, numbers.Part], words: list[Word]
) -> None:
    """Append the words of one part: the short way for most words, _read_at for the rest."""
    kinds: list[_Kind | None] = list(map(chosen.kinds.get, found.ids))
    if None in kinds:
        _find_out(kinds, found, chosen)
    begins, done, new = found.begins, 0, tuple.__new__
    for n in [n for n, kind in enumerate(kinds) if kind]:
        if n < done:
            continue
        begin, kind = begins[n], kinds[n]
        if kind.__class__ is tuple and begin not in weekdays:
            reading, origin, may_start_entry = kind
            if not (may_start_entry and chosen.may_start(text[begin : begin + 2])):
                if origin == "rule":
                    words.append(_read_token(found, n))
                elif origin:
                    words.append(new(Word, (begin, begins[n + 1], reading, origin)))
                continue
        done = n + _read_at(text, found, n, chosen, weekdays, words)


# What there is to do about a word. Nothing, as it has no kanji; a reading and its origin, and whether an entry of the
# dictionary may start with this word of one character if the next one fits; or look closer. "rule": ask the rules.
# A word without kanji that may start an entry has an empty origin.
_Kind = bool | tuple[str, Origin | Literal[""], bool]
_PLAIN, _CLOSER = False, True
# Our choice: as fast as any larger batch; about 2 MB.
_BATCH_CHARS = 10_000
# Our choice: a thousand texts and the batch that comes over them; about 1 MB.
_MAX_KNOWN = 1_000
# Our choice: about 5 MB; a city's site has fewer different words.
_MAX_KINDS = 50_000


def _find_out(kinds: list[_Kind | None], found: TokenList, chosen: Dictionary) -> None:
    """Fill the gaps: words that were not met before, and words that Sudachi does not know."""
    for n, kind in enumerate(kinds):
        if kind is not None:
            continue
        kinds[n] = _CLOSER if found.ids[n] is None else _kind(found, n, chosen)
        if found.ids[n] is not None and len(chosen.kinds) < _MAX_KINDS and _is_written_out(found, n):
            chosen.kinds[found.ids[n]] = kinds[n]


def _is_written_out(found: TokenList, n: int) -> bool:
    """Tell whether the word is written as the dictionary has it, and not as one character such as ㍿ for 株式会社."""
    return (HAS_KANJI.search(found.surface(n)) is None) == (HAS_KANJI.search(found.entries[n][0]) is None)


def _kind(found: TokenList, n: int, chosen: Dictionary) -> _Kind:
    surface, (dictionary_form, _, reading, part_of_speech, _) = found.surface(n), found.entries[n]
    is_number = numbers.is_number(found, n) or part_of_speech[1] == "数詞"
    if is_number or chosen.may_start(surface[:2]):
        return _CLOSER
    may_start_entry = len(surface) == 1 and surface in chosen.first_characters
    has_kanji = HAS_KANJI.search(surface) is not None
    if RULES.has(surface, dictionary_form):
        return ("", "rule", may_start_entry) if has_kanji else _CLOSER
    if has_kanji:
        return reading, _origin(part_of_speech), may_start_entry
    return ("", "", True) if may_start_entry else _PLAIN


def _origin(part_of_speech: tuple[str, ...]) -> Origin:
    return "name" if part_of_speech[3] == "名" else "sudachi"


def _with_written_readings(text: str, words: list[Word]) -> list[Word]:
    """Let a reading win that the text itself gives in brackets: 市場（いちば）.

    The brackets may hold something else, so it must fit the kanji before them, from the start of one of the words on.
    """
    out: list[Word] = []
    i = 0
    for match in _WRITTEN.finditer(text):
        end = match.end("kanji")
        while i < len(words) and words[i].end <= end:
            out.append(words[i])
            i += 1
        if not out or out[-1].end != end:
            continue
        first = len(out)
        while first and out[first - 1].start >= match.start():
            first -= 1
        for n in range(first, len(out)):
            start = out[n].start
            is_read_so = "".join(word.reading for word in out[n:]) == match["kana"]
            if is_read_so or can_cut(text[start:end], match["kana"]):
                out[n:] = [Word(start, end, match["kana"], "text")]
                break
    return out + words[i:]


def read(text: str, *, grade: int | None = None, dictionary: Dictionary | None = None) -> list[Ruby]:
    """Give the ruby of a text: stretches of kanji with their reading, in order, none overlapping.

    grade: leave out words all of whose kanji are taught up to this school grade (1 to 6); None: every word.
    dictionary: the city's readings; None: the dictionary that is shipped.
    Raises InputError for a grade that does not exist.
    """
    return [ruby for ruby, _confidence in read_with_confidence(text, grade=grade, dictionary=dictionary)]


def read_with_confidence(
    text: str, *, grade: int | None = None, dictionary: Dictionary | None = None
) -> list[tuple[Ruby, float]]:
    """Give what read gives, each ruby with the confidence of its word (Word.confidence)."""
    known = known_kanji(grade)
    return [
        (Ruby(word.start + ruby.start, word.start + ruby.end, ruby.reading), word.confidence)
        for word in read_words(text, dictionary)
        if not is_known(text[word.start : word.end], known)
        for ruby in lay_out(text[word.start : word.end], word.reading)
    ]


def to_kana(text: str, dictionary: Dictionary | None = None) -> str:
    """Give the text in hiragana, for sorting and search; what has no reading stays as it is."""
    pieces, at = [], 0
    for word in read_words(text, dictionary):
        pieces += [text[at : word.start], word.reading]
        at = word.end
    return to_hiragana("".join([*pieces, text[at:]]))


def _read_at(
    text: str, found: TokenList, i: int, chosen: Dictionary, weekdays: dict[int, numbers.Part], words: list[Word]
) -> int:
    """Append the words that start at token i; returns how many tokens they take."""
    start, end, surface = found.begins[i], found.begins[i + 1], found.surface(i)
    match = chosen.find(text, found, i)
    if match:
        entry, used = match
        origin: Origin = "dictionary" if entry.status == "sure" else "unsure"
        words.append(Word(start, found.begins[i + used], entry.reading, origin))
        return used
    if start in weekdays:
        days = [weekdays[at] for at in range(start, end) if at in weekdays]
        if len(days) == len(HAS_KANJI.findall(surface)):
            words += [Word(*day, "number") for day in days]
            return 1
    if surface == "十" and i + 1 < len(found) and found.surface(i + 1) == "分":
        words.append(Word(start, found.begins[i + 2], heteronyms.read_ten_parts(found, i, i + 1), "rule"))
        return 2
    if numbers.is_number(found, i):
        used, parts = numbers.number_at(found, i)
        if used:
            words += [Word(*part, "number") for part in parts if HAS_KANJI.search(text, part.start, part.end)]
            return used
    if HAS_KANJI.search(surface):
        words.append(_read_token(found, i))
    return 1


def _read_token(found: TokenList, i: int) -> Word:
    start, end = found.begins[i], found.begins[i + 1]
    reading = RULES.reading(found, i)
    if reading:
        return Word(start, end, reading, "rule")
    dictionary_form, _, reading, part_of_speech, is_known = found.entries[i]
    if not is_known:
        return Word(start, end, reading, "unknown")
    has_rule = RULES.has(found.surface(i), dictionary_form)
    return Word(start, end, reading, "heteronym" if has_rule else _origin(part_of_speech))
