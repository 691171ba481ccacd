"""Japanese text cut for the index of the database."""

import pytest

from cms.search_text import build_query, fold, index_terms, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﾎﾟﾘｵ", "ぽりお"),
        ("ＰＤＦ", "pdf"),
        ("ゴミ", "ごみ"),
        ("１２３", "123"),
    ],
)
def test_width_case_and_kana_do_not_matter(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公民館", ["公民", "民館"]),
        ("税", ["税"]),
        ("住民票、戸籍", ["住民", "民票", "戸籍"]),
        ("", []),
        ("！？　", []),
    ],
)
def test_pairs_of_neighbours_within_a_run(text, expected):
    assert pairs(text) == expected


def test_index_holds_words_pairs_and_readings():
    terms = index_terms("公民館").split()

    assert {"公民", "民館", "こう", "うみ", "みん", "んか", "かん"} <= set(terms)


@pytest.mark.parametrize("text", ["", "   ", "！？", "\x00", "　"])
def test_nothing_to_look_for_gives_no_query(text):
    assert build_query(text) is None
