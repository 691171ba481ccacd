"""The word lists of easy Japanese: translations/data/easy_words.tsv, easy_terms.tsv, loanwords.tsv, vague_words.tsv, honorifics.tsv."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from translations.easy_japanese.text import Text
from translations.tables import read_rows

# Levels of easy_words.tsv. 3: language of offices, hard for many who grew up here. 2: hard for learners and children. 1: a learner
# of the middle step (about N3) does not know it yet.
OFFICE, HARD, MIDDLE = 3, 2, 1
# Our choice: no entry has more words in Sudachi's short units.
_MOST_TOKENS = 8


class EasyWord(NamedTuple):
    """A word of the list. easier: words for it, parted by 、. A verb that replaces noun + する ends in こと."""

    word: str
    easier: str
    level: int

    @property
    def choices(self) -> list[str]:
        """The easier words one by one, the best first."""
        return self.easier.split("、")


class Honorifics(NamedTuple):
    """Words of courtesy with the plain ones, and a pattern that finds the longest."""

    easier: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def load_rows() -> Mapping[str, EasyWord]:
    """Give every hard word with its row."""
    rows = read_rows("easy_words.tsv")
    return MappingProxyType({row["word"]: EasyWord(row["word"], row["easier"], int(row["level"])) for row in rows})


@cache
def load_easy_words(level: int = OFFICE) -> Mapping[str, str]:
    """Give hard word → easier words, for a person to put in; a program must not replace one by the other.

    level: the least hard words that are wanted. OFFICE: only those that are hard in any Japanese text.
    """
    return MappingProxyType({word: row.easier for word, row in load_rows().items() if row.level >= level})


@cache
def load_easy_terms() -> Mapping[str, str]:
    """Give words that people must know as they are, such as 避難所, with what they mean; "" where that need not be said."""
    return MappingProxyType({row["term"]: row["meaning"] for row in read_rows("easy_terms.tsv")})


@cache
def load_loanwords() -> Mapping[str, str]:
    """Give katakana words: "" for those that everybody here knows, an easier word for others."""
    return MappingProxyType({row["word"]: row["easier"] for row in read_rows("loanwords.tsv")})


@cache
def load_vague_words() -> Mapping[str, str]:
    """Give words that leave open what is meant, with clearer ones, or "" where only the writer knows."""
    return MappingProxyType({row["word"]: row["clearer"] for row in read_rows("vague_words.tsv")})


@cache
def load_honorifics() -> Honorifics:
    """Give words of courtesy with the plain ones."""
    easier = {row["polite"]: row["plain"] for row in read_rows("honorifics.tsv")}
    longest_first = sorted(easier, key=len, reverse=True)
    return Honorifics(MappingProxyType(easier), re.compile("|".join(map(re.escape, longest_first))))


def find_words(text: Text, words: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Give start, end and word of each place where words of a list stand as whole words, the longest first.

    A verb is found in every form, its end then is that of the stem. Names, quotations and brackets are left out.
    """
    tokens = text.tokens
    number = 0
    while number < len(tokens):
        found = _longest(text, words, number)
        if found:
            last, word = found
            start, end = tokens[number].start, tokens[last].end
            if not text.is_apart(start, end):
                yield start, end, word
            number = last
        number += 1


def _longest(text: Text, words: Collection[str], number: int) -> tuple[int, str] | None:
    tokens = text.tokens
    for last in range(min(number + _MOST_TOKENS, len(tokens)) - 1, number - 1, -1):
        if any(tokens[n].end != tokens[n + 1].start for n in range(number, last)):
            continue
        head = text.text[tokens[number].start : tokens[last].start]
        if head + tokens[last].surface in words:
            return last, head + tokens[last].surface
        if tokens[last].part_of_speech[0] in ("動詞", "形容詞") and head + tokens[last].dictionary_form in words:
            return last, head + tokens[last].dictionary_form
    return None
