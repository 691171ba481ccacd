"""Which rules stand for which of W3C's ACT rules."""

import csv
import re
from importlib.resources import files

from a11y_checker.axe import axe_rules
from a11y_checker.checker import available_rules


def rows() -> list[dict[str, str]]:
    text = files("a11y_checker.standards").joinpath("act_axe.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def test_every_row_names_a_rule_of_axe_in_use_and_a_reason() -> None:
    used = {rule.id for rule in available_rules() if rule.engine == "axe"}

    assert {row["rule"] for row in rows()} <= used
    assert all(row["reason"] for row in rows())


def test_rows_are_in_the_rules() -> None:
    stated = {(rule.id, act) for rule in axe_rules() for act in rule.act}

    assert stated == {(row["rule"], row["act"]) for row in rows()}


def test_ids_have_the_form_of_act_ids() -> None:
    ids = [act for rule in available_rules() for act in rule.act]

    assert len(ids) > 70
    assert all(re.fullmatch(r"[0-9a-z]{6}", act) for act in ids)
