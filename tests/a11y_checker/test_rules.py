"""Each rule on its own examples, whose names carry the expected outcome."""

import re
from pathlib import Path
from string import Formatter

import pytest

from a11y_checker import Checker, Outcome, Report, Settings
from a11y_checker.checker import available_rules
from a11y_checker.results import IMPACTS
from a11y_checker.rule import Rule
from a11y_checker.rules import all_rules
from a11y_checker.standards import all_criteria, all_items, fix_examples

EXAMPLES = Path(__file__).parent / "rules"
OWN = {rule.id: rule for rule in all_rules()}
EVERY = {rule.id: rule for rule in available_rules()}


ALWAYS_APPLY = ("html-lang", "page-title", "document-structure", "character-encoding")
# Messages about files too large or too locked to be kept as examples: test_files.py makes such files.
SAID_ELSEWHERE = {"file-readable": ["protected", "large", "huge"]}


def examples(rule: Rule) -> list[Path]:
    return sorted((EXAMPLES / rule.id).glob("*.html"))


def expected(paths: list[Path]) -> dict[str, str]:
    return {path.name: path.stem.partition("_")[0] for path in paths}


def outcomes(rule: Rule, reports: dict[Path, Report]) -> dict[str, str | None]:
    """What was found in each example; in place of it the error where there was one."""
    return {path.name: report.error or report.outcomes[rule.id] for path, report in reports.items()}


def unsaid(rule: Rule, reports: dict[Path, Report]) -> list[str]:
    """The rule's messages that no example brings forth."""
    said = {f.message["en"] for report in reports.values() for f in report.findings if f.rule == rule.id}
    return sorted(key for key, text in rule.messages.items() if not any(fits(text["en"], words) for words in said))


def fits(template: str, message: str) -> bool:
    parts = [literal for literal, _, _, _ in Formatter().parse(template) if literal]
    return all(part in message for part in parts)


@pytest.fixture(scope="module")
def static_checker() -> Checker:
    return Checker(Settings(level="AAA", browser=False))


STATIC = [rule for rule in OWN.values() if not rule.needs_browser]
SHOWN = [rule for rule in OWN.values() if not rule.needs_source]


@pytest.mark.parametrize("rule", STATIC, ids=[rule.id for rule in STATIC])
def test_examples_without_browser(rule: Rule, static_checker: Checker) -> None:
    paths = examples(rule)
    reports = {path: static_checker.check_html(path.read_bytes(), path.as_uri()) for path in paths}

    assert outcomes(rule, reports) == expected(paths)
    if rule.needs_source:
        assert unsaid(rule, reports) == sorted(SAID_ELSEWHERE.get(rule.id, []))


@pytest.mark.browser
@pytest.mark.parametrize("rule", SHOWN, ids=[rule.id for rule in SHOWN])
def test_examples_in_browser(rule: Rule, aaa_checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    # One test a rule: each example is opened once, for its outcome and for the rule's messages. That no rule breaks on
    # another's example is seen without the browser.
    monkeypatch.setattr(aaa_checker, "rules", tuple(other for other in aaa_checker.rules if other.id == rule.id))
    paths = examples(rule)
    reports = {path: aaa_checker.check_url(path.as_uri()) for path in paths}

    assert outcomes(rule, reports) == expected(paths)
    assert unsaid(rule, reports) == sorted(SAID_ELSEWHERE.get(rule.id, []))


@pytest.mark.parametrize("rule", OWN.values(), ids=OWN)
def test_rule_has_examples(rule: Rule) -> None:
    names = [path.stem.partition("_")[0] for path in (EXAMPLES / rule.id).glob("*.html")]
    asks_only = rule.automation == "semi"

    assert names.count("passed") >= 2
    assert names.count("cantTell" if asks_only else "failed") >= 2
    assert set(names) <= {str(outcome) for outcome in Outcome}
    # A rule about the document as a whole always applies.
    assert names.count("inapplicable") >= 1 or rule.id in ALWAYS_APPLY


def test_every_example_belongs_to_a_rule() -> None:
    assert {folder.name for folder in EXAMPLES.iterdir()} == set(OWN)


@pytest.mark.parametrize("rule", EVERY.values(), ids=EVERY)
def test_rule_is_described_in_both_languages(rule: Rule) -> None:
    texts = [rule.name, *rule.messages.values(), *rule.fixes.values(), *([rule.why] if rule.why else [])]

    for text in texts:
        assert set(text) == {"ja", "en"}
        assert all(text.values())
        assert placeholders(text["ja"]) == placeholders(text["en"])


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", EVERY.values(), ids=EVERY)
def test_rule_names_only_known_criteria_and_items(rule: Rule) -> None:
    assert rule.impact in IMPACTS
    assert set(rule.criteria) <= set(all_criteria())
    assert set(rule.items) <= set(all_items())
    assert set(rule.decides) <= set(rule.criteria)
    assert rule.criteria or rule.house
    assert rule.source


# A corrected line, the words to write, or the key or property by name.
NAMED = "|[a-z]{3,}-[a-z]{3,}|Esc|preventDefault"
SHOWS = {
    "ja": re.compile('例[:：]|「.+」|<[a-z!]|="' + NAMED),
    "en": re.compile('[Ee]xample|such as |like |“.+”|<[a-z!]|="' + NAMED),
}


@pytest.mark.parametrize("rule", EVERY.values(), ids=EVERY)
def test_rule_explains_itself(rule: Rule) -> None:
    assert rule.why
    assert all(rule.fixes.get(key) or rule.fixes.get("") for key in rule.messages)
    for fix in rule.fixes.values():
        for language, pattern in SHOWS.items():
            assert pattern.search(fix[language]), fix[language]


def test_examples_of_mending_belong_to_rules() -> None:
    assert set(fix_examples()) <= set(EVERY)


def test_file_names_and_ids_agree() -> None:
    folder = Path(__file__).parents[2] / "a11y_checker" / "rules"
    names = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}

    assert names == set(OWN)
