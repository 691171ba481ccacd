"""A rule in words: as a row of `a11y-checker rules`, and as `a11y-checker explain` prints it."""

from __future__ import annotations

from typing import Any

from a11y_checker.results import RuleInfo
from a11y_checker.rule import Rule
from a11y_checker.standards import LEVELS, all_criteria, all_items


def describe(rule: Rule | RuleInfo) -> dict[str, Any]:
    """A rule as `rules --format json` lists it: about a page, or about the site as a whole (engine "site")."""
    levels = sorted({all_criteria()[number].level for number in rule.criteria}, key=LEVELS.index)
    return {
        "id": rule.id,
        "name": dict(rule.name),
        "criteria": list(rule.criteria),
        "level": levels[0] if levels else None,
        "impact": rule.impact,
        "items": list(rule.items),
        "michecker": list(rule.michecker),
        "act": list(rule.act),
        "engine": rule.engine,
        "automation": rule.automation,
        "house": rule.house if isinstance(rule, Rule) else not rule.criteria,
        "browser": isinstance(rule, Rule) and rule.needs_browser,
    }


def explain(rule: Rule | RuleInfo, language: str) -> str:
    """What a rule checks, why, and how to mend what it finds."""
    ja = language == "ja"
    criteria = [f"{n} {all_criteria()[n].name[language]} ({all_criteria()[n].level})" for n in rule.criteria]
    items = [f"{item} {all_items()[item].name[language]}" for item in rule.items]
    lines = [f"{rule.name[language]} ({rule.id})", ""]
    if rule.why:
        lines += [rule.why[language], ""]
    for title, values in (("達成基準" if ja else "Success criteria", criteria), ("項目" if ja else "Guideline", items)):
        if values:
            lines += [f"{title}:", *(f"  {value}" for value in values), ""]
    if not isinstance(rule, Rule):
        return "\n".join(lines).rstrip()
    for key, message in rule.messages.items():
        fix = rule.fixes.get(key) or rule.fixes.get("") or {}
        lines += [f"- {message[language]}", *([f"  → {fix[language]}"] if fix else [])]
    lines += ["", f"{'もとの文書' if ja else 'Source'}: {rule.source}"]
    return "\n".join(lines)
