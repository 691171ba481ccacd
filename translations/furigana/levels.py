"""Which kanji need ruby for a reader of a given school grade (教育漢字)."""

import functools

from translations.errors import InputError
from translations.furigana.layout import HAS_KANJI
from translations.tables import read_rows

# Source: 小学校学習指導要領（平成29年告示）国語 別表: six grades.
GRADES = range(1, 7)


@functools.cache
def kanji_grades() -> dict[str, int]:
    """Give the grade, 1 to 6, in which each of the 1,026 教育漢字 is taught."""
    return {kanji: int(row["grade"]) for row in read_rows("kanji_grades.tsv") for kanji in row["kanji"]}


@functools.cache
def known_kanji(grade: int | None) -> frozenset[str]:
    """Give the kanji taught up to and including a grade; 々 and 〇 count as known from grade 1. None: no kanji.

    Raises InputError for a grade that does not exist.
    """
    if grade is None:
        return frozenset()
    if grade not in GRADES:
        raise InputError(
            f"学年は 1から 6までの 数です（{grade} は 使えません）。 / A grade is a number from 1 to 6, not {grade}."
        )
    return frozenset(kanji for kanji, taught in kanji_grades().items() if taught <= grade) | frozenset("々〇")


def is_known(word: str, known: frozenset[str]) -> bool:
    """Tell whether a reader who knows these kanji needs no ruby on the word: it has kanji, and all are known."""
    return bool(known) and known.issuperset(HAS_KANJI.findall(word))
