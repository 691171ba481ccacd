"""The list of hard words is whole, sorted, and does not repeat what another list has."""

from pathlib import Path

from translations.easy_japanese.vocabulary import load_easy_words
from translations.tables import FOLDER

JARGON = Path(__file__).parents[3] / "a11y_checker" / "standards" / "jargon.tsv"


def test_every_row_has_word_easier_words_and_source():
    rows = [line.split("\t") for line in (FOLDER / "easy_words.tsv").read_text(encoding="utf-8").splitlines()]

    assert rows[0] == ["word", "easier", "source"]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert [row[0] for row in rows[1:]] == sorted({row[0] for row in rows[1:]})
    assert load_easy_words()["速やかに"] == "すぐに"


def test_no_word_is_explained_by_a_hard_one():
    words = load_easy_words()

    assert [easier for easier in words.values() if any(word in easier for word in words)] == []


def test_loan_words_stay_in_the_checkers_own_list():
    jargon = {line.split("\t")[0] for line in JARGON.read_text(encoding="utf-8").splitlines()}

    assert not jargon.intersection(load_easy_words())
