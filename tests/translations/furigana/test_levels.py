import collections

import pytest

from translations import InputError
from translations.furigana.levels import is_known, kanji_grades, known_kanji


def test_each_grade_has_as_many_kanji_as_the_course_of_study():
    # Source: 小学校学習指導要領（平成29年告示）国語 別表: 80, 160, 200, 202, 193 and 191 kanji.
    counts = collections.Counter(kanji_grades().values())

    assert [counts[grade] for grade in range(1, 7)] == [80, 160, 200, 202, 193, 191]


@pytest.mark.parametrize(
    ("kanji", "grade"), [("一", 1), ("町", 1), ("茨", 4), ("賀", 4), ("囲", 5), ("胃", 6), ("論", 6)]
)
def test_grade_of_kanji_moved_by_the_revision_of_2017(kanji, grade):
    assert kanji_grades()[kanji] == grade


def test_is_known_needs_every_kanji():
    known = known_kanji(1)

    assert is_known("山", known)
    assert is_known("人々", known)
    assert not is_known("山頂", known)
    assert not is_known("山", known_kanji(None))


@pytest.mark.parametrize("grade", [0, 7, -1])
def test_unknown_grade_is_refused(grade):
    with pytest.raises(InputError, match="number from 1 to 6"):
        known_kanji(grade)
