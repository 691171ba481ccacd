"""Each rule by examples: what it finds, what it offers, and what it leaves alone."""

from pathlib import Path

import pytest

from translations.easy_japanese import all_rules
from translations.easy_japanese.text import Text

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "cases" / "easy_japanese.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
SPACED = ("phrase-space",)


def look(rule, text, **kinds):
    parsed = Text(text, is_spaced=rule in SPACED, **kinds)
    return [(found, parsed) for found in all_rules()[rule].check(parsed)]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{row[0]}-{row[1][:12]}" for row in CASES])
def test_a_rule_finds_what_it_should_and_nothing_else(rule, text, expected):
    """expected: "-" nothing, "*" something without a replacement, else the replacement."""
    found = [finding for finding, _ in look(rule, text)]

    if expected == "-":
        assert found == []
    elif expected == "*":
        assert found
        assert {finding.replacement for finding in found} == {None}
    else:
        assert expected in {finding.replacement for finding in found}


def test_every_rule_has_a_case_it_finds_and_one_it_leaves_alone():
    found = {rule for rule, _text, expected in CASES if expected != "-"} | {"page-length", "page-headings"}
    left = {rule for rule, _text, expected in CASES if expected == "-"} | {"suru-noun"}

    assert found == set(all_rules())
    assert left == set(all_rules())


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_a_rule_says_everything_in_both_languages(rule):
    cases = [text for name, text, expected in CASES if name == rule and expected != "-"]
    found = [finding for text in cases for finding, _ in look(rule, text)]

    assert all_rules()[rule].id == rule
    assert set(all_rules()[rule].name) == {"ja", "en"}
    assert all_rules()[rule].source
    assert all(finding.ja.endswith("。") or finding.ja.endswith("）。") for finding in found)
    assert all(finding.en.endswith((".", ",", "?")) and finding.en[0] != " " for finding in found)


def test_a_long_page_and_a_page_without_headings_are_remarked():
    wall = "雨が降っています。" * 120

    assert [finding.end for finding, _ in look("page-length", wall)] == [0]
    assert [finding.end for finding, _ in look("page-headings", wall)] == [0]
    assert look("page-headings", f"天気\n{wall}") == []


def test_limits_are_lower_in_a_disaster():
    text = "川の近くにいる人は、すぐに近くの高い建物に行ってください。すぐです。"
    hurried = "川の近くにいる人は、すぐに近くの高い建物の2階より上に行ってください。"

    assert look("sentence-length", text, is_disaster=True) == []
    assert look("sentence-length", hurried) == []
    assert len(look("sentence-length", hurried, is_disaster=True)) == 1
