"""Scores outcomes on W3C's ACT test cases, by W3C's own definitions of consistency.

Source: w3c/wcag-act-rules, content/implementations.md, "Understanding ACT Consistency". README.md tells them.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

Case = dict[str, Any]
Outcomes = dict[str, str]
LEVELS = ("complete", "strict", "partial", "minimal", "inconsistent", "untested", "noFailed")


def load_cases(path: Path) -> tuple[dict[str, list[Case]], set[str]]:
    """Give the cases that count per ACT rule, and the ids of the approved rules."""
    cases = json.loads(path.read_text(encoding="utf-8"))["testcases"]
    approved = {case["ruleId"] for case in cases if case.get("approved")}
    rules: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case["ruleId"] not in approved or case.get("approved"):
            rules[case["ruleId"]].append(case)
    return dict(rules), approved


def outcome(case: Case, procedures: list[str], results: dict[str, Outcomes]) -> str:
    """Say what the mapped rules found together: the gravest outcome."""
    found = results.get(case["testcaseId"])
    if found is None:
        return "untested"
    seen = {found.get(procedure, "inapplicable") for procedure in procedures}
    return next((kind for kind in ("failed", "cantTell", "passed") if kind in seen), "inapplicable")


def judge(cases: list[Case], procedures: list[str], results: dict[str, Outcomes]) -> tuple[str, Counter[str]]:
    """Give the level of consistency with one ACT rule, and the counts."""
    n: Counter[str] = Counter()
    missed = unclear = False
    for case in cases:
        found, expected = outcome(case, procedures, results), case["expected"] == "failed"
        key = ("tp" if expected else "fp") if found == "failed" else ("fn" if expected else "tn")
        n.update((key, found))
        asked = results.get(case["testcaseId"], {})
        n["asked"] += any(asked.get(procedure) == "cantTell" for procedure in procedures)
        missed |= expected and found not in ("failed", "cantTell")
        unclear |= case["expected"] == "inapplicable" and found in ("cantTell", "untested")
    return _level(n, procedures, missed=missed, unclear=unclear), n


def _level(n: Counter[str], procedures: list[str], *, missed: bool, unclear: bool) -> str:
    if not procedures:
        return "untested" if n["fn"] else "noFailed"
    if n["fp"]:
        return "inconsistent"
    if not n["tp"] + n["fn"]:
        return "noFailed"
    if n["tp"]:
        return "partial" if missed or n["untested"] else "complete"
    return "minimal" if n["cantTell"] and not unclear else "inconsistent"


def score(
    rules: dict[str, list[Case]], approved: set[str], results: dict[str, Outcomes], mapping: dict[str, list[str]]
) -> tuple[dict[str, Counter[str]], dict[str, tuple[str, Counter[str]]]]:
    """Give the counts per group of rules, and level and counts per ACT rule."""
    groups: dict[str, Counter[str]] = {"approved": Counter(), "proposed": Counter(), "all": Counter()}
    per_rule = {}
    for rule, cases in rules.items():
        procedures = mapping.get(rule, [])
        level, n = per_rule[rule] = judge(cases, procedures, results)
        strict = level == "complete" and not n["fn"] and not n["asked"]
        for group in ("approved" if rule in approved else "proposed", "all"):
            groups[group].update({level: 1, "strict": int(strict), "tp": n["tp"], "fp": n["fp"], "fn": n["fn"]})
    return groups, per_rule


def ratios(n: Counter[str]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    tp, fp, fn = n["tp"], n["fp"], n["fn"]
    return tp / max(tp + fp, 1), tp / max(tp + fn, 1), 2 * tp / max(2 * tp + fp + fn, 1)
