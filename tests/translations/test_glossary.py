"""Glossaries: the shipped ones, and what a city adds."""

import pytest

from translations.errors import GlossaryError
from translations.glossary import SHIPPED, Glossary, Term, load, shipped


def test_the_longest_term_wins():
    glossary = Glossary([Term("市", "city"), Term("市役所", "City Hall")])

    assert [found.term.target for found in glossary.find("市役所は市の")] == ["City Hall", "city"]


def test_a_city_s_own_term_wins():
    glossary = shipped("en").with_terms([Term("市役所", "Town Office")])

    assert glossary.terms["市役所"].preferred == "Town Office"


def test_all_languages_have_the_same_terms():
    english = shipped("en").terms

    assert len(english) > 140
    assert all(set(shipped(locale).terms) == set(english) for locale in SHIPPED)
    assert english["大島町"].target == "Oshima-cho"
    assert shipped("ko").terms["大島町"].target == "오시마초"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("市役所\t\tmust\t\t", '"市役所" has no translation'),
        ("市役所\tCity Hall\tmay\t\t", 'no kind "may"'),
        ("市役所\tCity Hall\tkeep\t\t", "never translated"),
        ("\tCity Hall\tmust\t\t", "The term is empty"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, row, problem):
    file = tmp_path / "own.tsv"
    file.write_text(f"term\ttarget\tkind\tnote\tsource\n{row}\n", encoding="utf-8")

    with pytest.raises(GlossaryError, match=problem) as raised:
        load(file)

    assert "line 2" in str(raised.value)
