"""Runs axe-core in an open page and turns its answers into verdicts of our rules.

axe is one engine among rules: only the rules of standards/axe_rules.tsv are asked for, and none
for which this library has a rule of its own with the same id. standards/act_axe.tsv says which of them
stand for which of W3C's ACT rules, and why: what was measured (docs/benchmarks/checker.md). `axe.min.js` is read from the
installed package axe-playwright-python.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from a11y_checker.errors import JudgeError, MissingExtraError
from a11y_checker.foregone import verdicts
from a11y_checker.page import Page
from a11y_checker.results import Outcome, Verdict
from a11y_checker.rule import Rule, with_example

# A parser that may run scripts takes what <noscript> holds for text (HTML Standard, "scripting flag").
_RUNS_SCRIPTS = """() => {
  const box = document.createElement("div");
  box.innerHTML = "<noscript><i></i></noscript>";
  return box.querySelector("i") === null;
}"""
# Asks axe for the rules by id; gives, per rule, the numbers of the elements in our snapshot.
# Without selectors, which are the dearest part of an answer, and without frames, which are
# documents of their own here.
_RUN = """
async (rules) => {
  const order = new Map(window.__a11yCheckerElements.map((element, index) => [element, index]));
  const number = (node) => order.has(node.element) ? order.get(node.element) : 0;
  const result = await window.axe.run(document, {
    runOnly: { type: "rule", values: rules }, elementRef: true, selectors: false, iframes: false,
    preload: false, performanceTimer: false,
  });
  const found = {};
  for (const [list, key] of [["violations", "failed"], ["incomplete", "cantTell"], ["passes", "passed"]]) {
    for (const rule of result[list]) {
      found[rule.id] = found[rule.id] || { failed: [], cantTell: [], passed: [] };
      found[rule.id][key] = rule.nodes.map(number);
    }
  }
  return JSON.stringify(found);
}
"""


class Scriptable(Protocol):
    """An open document that runs JavaScript functions."""

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of the function."""


@cache
def script() -> str:
    """The text of axe.min.js. Raises MissingExtraError when the package is missing."""
    try:
        return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            'axe-playwright-python is not installed. Run "pip install yasashii-machi[browser]", or use --no-axe.'
        ) from error


@cache
def version() -> str:
    """The version of axe-core, as its first line states it."""
    match = re.search(r"axe v(\d[\w.-]*)", script()[:2000])
    return match.group(1) if match else "unknown"


# What a page needs once, and a page embedded in it not again.
_WHOLE_PAGE = frozenset({"landmark-one-main", "page-has-heading-one", "bypass", "region"})


@cache
def axe_rules() -> tuple[Rule, ...]:
    """The axe rules we use, with our words, criteria and guideline items."""
    act_ids: dict[str, list[str]] = defaultdict(list)
    for row in _table("act_axe.tsv"):
        act_ids[row["rule"]].append(row["act"])
    return tuple(with_example(_rule(row, act_ids[row["id"]])) for row in _table("axe_rules.tsv"))


def _table(name: str) -> list[dict[str, str]]:
    text = files("a11y_checker.standards").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _rule(row: Mapping[str, str], act_ids: Sequence[str]) -> Rule:
    message = {"ja": row["message_ja"], "en": row["message_en"]}
    return Rule(
        id=row["id"],
        name={"ja": row["name_ja"], "en": row["name_en"]},
        impact=row["impact"],
        criteria=tuple(row["criteria"].split()),
        items=tuple(row["items"].split()),
        act=tuple(act_ids),
        engine="axe",
        messages={"violation": message, "incomplete": message},
        fixes={"": {"ja": row["fix_ja"], "en": row["fix_en"]}},
        house=not row["criteria"],
        why=_why(row),
        in_frames=row["id"] not in _WHOLE_PAGE,
        needs_browser=True,
        source=f"axe-core, rule {row['id']}",
    )


# Who is hurt, where the message of the table does not say so.
_HURT = {
    "ja": "音声で読む人に、部品の名前や役割、つながりが正しく伝わりません。",
    "en": "Screen readers do not tell its name, its role, or what belongs to it.",
}


def _why(row: Mapping[str, str]) -> dict[str, str]:
    """Who is hurt: what the message says after its first clause; else what every fault of this kind does."""
    ja, en = (
        row["message_ja"].partition("。")[2],
        re.split(r"; |, so | and (?=drowns)", row["message_en"], maxsplit=1)[1:],
    )
    return {"ja": ja.strip(), "en": en[0][:1].upper() + en[0][1:]} if ja and en else _HURT


def run(document: Scriptable, page: Page, rules: Collection[Rule]) -> dict[str, list[tuple[Any, Verdict]]]:
    """What axe says about one open document: per rule id, the verdict on every target.

    document: the open one that `page` is the snapshot of. Its errors pass through.
    axe is only asked what the snapshot leaves open (foregone/). Raises JudgeError when it has to be asked where scripts are
    switched off: it would wait for a timer that never comes.
    """
    known: dict[str, list[tuple[Any, Verdict]]] = {}
    for rule in rules:
        foregone = verdicts(rule.id, page)
        if foregone is not None:
            known[rule.id] = foregone
    asked = sorted(rule.id for rule in rules if rule.id not in known)
    if not asked:
        return known
    if not document.evaluate(_RUNS_SCRIPTS):
        raise JudgeError("axe-core cannot run where JavaScript is switched off; ask with axe=False (--no-axe).")

    document.evaluate(f"() => {{ {script()} }}")
    found = json.loads(document.evaluate(_RUN, asked))
    return known | {rule_id: list(_verdicts(outcome, page)) for rule_id, outcome in found.items()}


def _verdicts(found: Mapping[str, Sequence[int]], page: Page) -> list[tuple[Any, Verdict]]:
    kinds = (
        ("failed", Verdict(Outcome.FAILED, "violation")),
        ("cantTell", Verdict(Outcome.CANT_TELL, "incomplete")),
        ("passed", Verdict(Outcome.PASSED)),
    )
    return [(page.elements[number], verdict) for key, verdict in kinds for number in found[key]]
