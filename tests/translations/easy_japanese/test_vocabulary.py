"""The word lists are whole, sorted, and do not contradict one another."""

from pathlib import Path

import pytest

from translations.easy_japanese import judge
from translations.easy_japanese.vocabulary import (
    HARD,
    MIDDLE,
    load_easy_terms,
    load_easy_words,
    load_loanwords,
    load_rows,
    load_vague_words,
)
from translations.tables import FOLDER

JARGON = Path(__file__).parents[3] / "a11y_checker" / "standards" / "jargon.tsv"
LISTS = {
    "easy_words.tsv": ["word", "easier", "level", "source"],
    "easy_terms.tsv": ["term", "meaning", "source"],
    "loanwords.tsv": ["word", "easier", "source"],
    "vague_words.tsv": ["word", "clearer", "source"],
    "honorifics.tsv": ["polite", "plain", "source"],
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_sorted_and_has_each_word_once_with_its_source(name):
    rows = [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]

    assert rows[0] == LISTS[name]
    assert all(len(row) == len(rows[0]) and row[0] and row[-1] for row in rows)
    assert [row[0] for row in rows[1:]] == sorted({row[0] for row in rows[1:]})


def test_the_list_of_hard_words_is_written_for_town_life():
    rows = load_rows()

    assert len(rows) >= 800
    assert all(row.easier and row.level in (1, 2, 3) for row in rows.values())
    assert len(load_easy_words(MIDDLE)) > len(load_easy_words(HARD)) > len(load_easy_words()) >= 200


def test_ordinary_pages_are_told_of_the_hardest_words_only():
    words = load_easy_words()

    assert words["速やかに"] == "すぐに"
    assert "提出" not in words
    assert load_easy_words(HARD)["提出"] == "出すこと"


def test_no_word_is_explained_by_a_hard_one():
    words = load_rows()

    assert [row.easier for row in words.values() if any(word in row.easier for word in words)] == []


def test_no_easier_word_is_hard_by_another_rule():
    """Kanji chains, courtesy, loan words nobody knows: an easier word has none of them."""
    text = "\n".join(row.easier for row in load_rows().values())
    rules = {"kanji-run", "honorific", "katakana", "sound-word", "passive", "double-negative", "hard-word"}

    assert [text[f.start : f.end] for f in judge(text).findings if f.rule in rules] == []


def test_no_meaning_of_a_term_is_hard():
    text = "\n".join(meaning for meaning in load_easy_terms().values() if meaning)

    assert [(f.rule, text[f.start : f.end]) for f in judge(text).findings if f.rule in {"hard-word", "honorific"}] == []


def test_a_word_stands_in_one_list():
    words, terms, vague = set(load_rows()), set(load_easy_terms()), set(load_vague_words())

    assert words & terms == set()
    assert words & vague == set()
    assert words & set(load_loanwords()) == set()


def test_loan_words_of_offices_stay_in_the_checkers_own_list():
    jargon = {line.split("\t")[0] for line in JARGON.read_text(encoding="utf-8").splitlines()}

    assert not jargon.intersection(load_easy_words(MIDDLE))
