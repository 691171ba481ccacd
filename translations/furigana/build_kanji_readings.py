"""Writes data/kanji_readings.tsv: the readings of each kanji, learned from the words of SudachiDict.

Run `python -m translations.furigana.build_kanji_readings` after an update of SudachiDict (about a minute).

Each word and its reading is cut so that every kanji gets one to MAX_KANA kana. How likely a cut is follows from
how often its pieces occur in all words, and the pieces are counted by how likely their cut is (expectation
maximisation, ROUNDS times). Readings that stay rare are 熟字訓 cut by force (大 = おと), and are left out.
"""

import collections
import functools
import re
from pathlib import Path

from translations import tokens
from translations.tables import FOLDER

TARGET = FOLDER / "kanji_readings.tsv"
# Source: the longest readings of one kanji in the 常用漢字表 (2010) have five kana (志 こころざし, 承 うけたまわ).
MAX_KANA = 5
# Our choice: more kanji than this in one word mostly are compounds of words that are there themselves.
MAX_KANJI = 4
# Our choice: counts hardly move after the fourth round.
ROUNDS = 6
# Our choice: place and family names are many and full of 熟字訓, so ten of them count as one word.
NAME_WEIGHT = 0.1
# Our choice, by looking at the rows on the border: a reading is kept when this many words have it
# and it makes up this share of the words with the kanji.
MIN_WORDS, MIN_SHARE = 1.5, 0.005

_WORD = re.compile(r"(?=.*[㐀-䶿一-鿿])[々㐀-䶿一-鿿ぁ-ゖァ-ヺー]{1,6}")
_KANJI = re.compile(r"[々㐀-䶿一-鿿]")
_KANA = re.compile(r"[ぁ-ゖー]+")
# No reading starts with one of these: it is the end of the kanji before.
_NEVER_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎんー")
Counts = dict[str, dict[str, float]]


def words() -> dict[tuple[str, str], float]:
    """Give the weight of each word with kanji: surface and reading, less the kana that end both; no given names."""
    found: dict[tuple[str, str], float] = {}
    for surface, reading, part_of_speech in tokens.dictionary_words():
        if part_of_speech[3] == "名" or not _WORD.fullmatch(surface) or not _KANA.fullmatch(reading):
            continue
        surface = tokens.to_hiragana(surface)
        while surface and reading and surface[-1] == reading[-1]:
            surface, reading = surface[:-1], reading[:-1]
        if surface and reading and len(_KANJI.findall(surface)) <= MAX_KANJI:
            weight = NAME_WEIGHT if part_of_speech[1] == "固有名詞" else 1.0
            found[surface, reading] = max(weight, found.get((surface, reading), 0.0))
    return dict(sorted(found.items()))


def cuts(surface: str, reading: str) -> list[tuple[str, ...]]:
    """Give every way to share the reading out among the characters; kana stand for themselves."""

    @functools.cache
    def rest(at: int, kana: int) -> list[tuple[str, ...]]:
        if at == len(surface):
            return [()] if kana == len(reading) else []
        if not _KANJI.match(surface[at]):
            if not reading.startswith(surface[at], kana):
                return []
            return [(surface[at], *tail) for tail in rest(at + 1, kana + 1)]
        longest = min(MAX_KANA, len(reading) - kana - (len(surface) - at - 1))
        return [(reading[kana : kana + n], *tail) for n in range(1, longest + 1) for tail in rest(at + 1, kana + n)]

    return rest(0, 0)


def learn(pairs: dict[tuple[str, str], float]) -> Counts:
    """Count how often each kanji has each reading, every word counting its weight."""
    all_cuts = [(surface, weight, cuts(surface, reading)) for (surface, reading), weight in pairs.items()]
    all_cuts = [word for word in all_cuts if word[2]]
    counts: Counts = {}
    for _round in range(ROUNDS):
        counts = _count(all_cuts, counts)
    return counts


def _count(all_cuts: list[tuple[str, float, list[tuple[str, ...]]]], old: Counts) -> Counts:
    new: Counts = collections.defaultdict(lambda: collections.defaultdict(float))
    totals = {kanji: sum(readings.values()) for kanji, readings in old.items()}
    for surface, word_weight, found in all_cuts:
        weights = []
        for cut in found:
            weight = 1.0
            for kanji, piece in zip(surface, cut, strict=True):
                if old and kanji in old and kanji != piece:
                    weight *= old[kanji].get(piece, 0.0) / totals[kanji]
            weights.append(weight)
        total = sum(weights)
        if not total:
            continue
        for cut, weight in zip(found, weights, strict=True):
            for kanji, piece in zip(surface, cut, strict=True):
                if kanji != piece:
                    new[kanji][piece] += word_weight * weight / total
    return {kanji: dict(readings) for kanji, readings in new.items()}


def rows(counts: Counts) -> list[str]:
    """Give the lines of the table: kanji, kept readings (most frequent first), source."""
    source = tokens.dictionary_version()
    lines = ["kanji\treadings\tsource"]
    for kanji in sorted(counts.keys() - {"々"}):
        total = sum(counts[kanji].values())
        kept = [
            reading
            for reading, n in sorted(counts[kanji].items(), key=lambda item: (-item[1], item[0]))
            if reading[0] not in _NEVER_FIRST and n >= MIN_WORDS and n >= MIN_SHARE * total
        ]
        if kept:
            lines.append(f"{kanji}\t{' '.join(kept)}\t{source}")
    return lines


def main(target: Path = TARGET) -> None:
    """Write the table anew."""
    target.write_text("\n".join(rows(learn(words()))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
