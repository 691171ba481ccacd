"""The reference of easy Japanese names the rules, limits and lists that the code has."""

import re

from scripts.console import ROOT
from translations.easy_japanese import ERROR, GOOD, HINT, WARNING, all_rules

PAGE = (ROOT / "docs" / "reference" / "easy-japanese.md").read_text(encoding="utf-8")


def test_every_rule_has_its_row():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|", PAGE, re.MULTILINE)

    assert [row[0] for row in rows] == sorted(all_rules())
    assert {row[0]: (row[1], row[2]) for row in rows} == {
        rule.id: (rule.name["ja"], rule.name["en"]) for rule in all_rules().values()
    }


def test_the_score_is_explained_with_the_figures_in_force():
    assert f"an error {ERROR}, a warning {WARNING}, a hint {HINT}" in PAGE
    assert f"**{GOOD}** and more" in PAGE
