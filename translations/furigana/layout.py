"""Shares a word's reading out among its kanji: 取り引き（とりひき） → 取[と]り引[ひ]き.

Each kanji gets its own ruby where the reading can be cut. Words that are read as a whole (熟字訓, such as 大人 おとな),
and those whose cut is not known, get one ruby over each stretch of kanji.
"""

import functools
import re
from typing import NamedTuple

from translations.tables import read_rows
from translations.tokens import to_hiragana

KANJI = "々〆〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
HAS_KANJI = re.compile(f"[{KANJI}]")
# A stretch that takes ruby: kanji, with ヶ between them (三ヶ月, 青野ケ原) and a number in front (1日).
_STRETCH = re.compile(f"[0-9０-９]*[{KANJI}]+(?:[ヶヵケカ][{KANJI}]+)*|[^ぁ-ゖァ-ヺー]+")
# Source: 現代仮名遣い (1986): the readings of small ヶ in place names and counters.
_KE = ("が", "か", "こ", "け")
_VOICED = dict(zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True))
_HALF_VOICED = dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True))
# Our choice: a cut that needs sound changes is worse than any cut with the readings of the table.
_CHANGED = 50


class Ruby(NamedTuple):
    """A reading in hiragana over the characters start to end (exclusive) of a text or word."""

    start: int
    end: int
    reading: str


@functools.lru_cache(maxsize=50_000)  # Our choice: about 10 MB; a city's site has fewer different words.
def lay_out(surface: str, reading: str) -> tuple[Ruby, ...]:
    """Give the ruby of a word, offsets counted from its start; okurigana and other kana stay without ruby.

    Empty if the word has no kanji, or its reading has kanji too (it is not known), or the kana of the two disagree.
    """
    if not HAS_KANJI.search(surface) or not reading or HAS_KANJI.search(reading):
        return ()
    plain = to_hiragana(surface)
    if (plain, reading) not in _read_as_a_whole():
        cut = _cut(surface, plain, reading)
        if cut is not None:
            return tuple(
                Ruby(at, at + 1, piece)
                for at, piece in enumerate(cut)
                if HAS_KANJI.match(surface[at]) or piece != plain[at]
            )
    return _group(surface, plain, reading)


def can_cut(surface: str, reading: str) -> bool:
    """Tell whether every kanji of a word has a reading of its own in this reading, so that it may well be the word's."""
    return _cut(surface, to_hiragana(surface), reading) is not None


def _cut(surface: str, plain: str, reading: str) -> tuple[str, ...] | None:
    """Give the piece of the reading for each character by the likeliest cut, None if there is no cut."""

    @functools.cache
    def rest(at: int, kana: int) -> tuple[int, tuple[str, ...]] | None:
        if at == len(plain):
            return (0, ()) if kana == len(reading) else None
        best: tuple[int, tuple[str, ...]] | None = None
        for piece, cost in _pieces(surface, plain, at).items():
            if not reading.startswith(piece, kana):
                continue
            tail = rest(at + 1, kana + len(piece))
            if tail and (best is None or cost + tail[0] < best[0]):
                best = (cost + tail[0], (piece, *tail[1]))
        return best

    found = rest(0, 0)
    return found[1] if found else None


def _pieces(surface: str, plain: str, at: int) -> dict[str, int]:
    """Give what one character of a word may be read as, with the cost: 0 for its first reading."""
    character = surface[at]
    if character == "々" and at:
        return _with_voicing(_kanji_readings().get(surface[at - 1], ()))
    if character in "ヶヵケ" and at < len(surface) - 1 and HAS_KANJI.match(surface[at + 1]):
        return {kana: cost for cost, kana in enumerate(_KE)}
    if HAS_KANJI.match(character):
        return _with_voicing(_kanji_readings().get(character, ()))
    return {plain[at]: 0}


def _with_voicing(readings: tuple[str, ...]) -> dict[str, int]:
    pieces = {reading: cost for cost, reading in enumerate(readings)}
    for cost, reading in enumerate(readings):
        for table in (_VOICED, _HALF_VOICED):
            if reading[0] in table:
                pieces.setdefault(table[reading[0]] + reading[1:], _CHANGED + cost)
    return pieces


def _group(surface: str, plain: str, reading: str) -> tuple[Ruby, ...]:
    """Give one ruby for each stretch of kanji, the kana between them as anchors."""
    stretches = list(_STRETCH.finditer(surface))
    pattern, at = "", 0
    for stretch in stretches:
        pattern += re.escape(plain[at : stretch.start()]) + "(.+?)"
        at = stretch.end()
    match = re.fullmatch(pattern + re.escape(plain[at:]), reading)
    if not match:
        return ()
    return tuple(
        Ruby(stretch.start(), stretch.end(), kana)
        for stretch, kana in zip(stretches, match.groups(), strict=True)
        if HAS_KANJI.search(stretch.group())
    )


@functools.cache
def _kanji_readings() -> dict[str, tuple[str, ...]]:
    return {row["kanji"]: tuple(row["readings"].split()) for row in read_rows("kanji_readings.tsv")}


@functools.cache
def _read_as_a_whole() -> frozenset[tuple[str, str]]:
    return frozenset((row["surface"], row["reading"]) for row in read_rows("jukujikun.tsv"))
