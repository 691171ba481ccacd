"""axe-core as one engine among rules."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from a11y_checker import Checker, JudgeError, Outcome, Settings, axe
from a11y_checker.browser import find_chromium
from a11y_checker.checker import available_rules, choose_rules
from a11y_checker.rules import all_rules


def test_version_stands_in_the_file() -> None:
    assert axe.version()[0].isdecimal()


def test_own_rules_replace_those_of_axe() -> None:
    rules = {rule.id: rule.engine for rule in available_rules()}
    axe_ids = {rule.id for rule in axe.axe_rules()}
    replaced = {rule_id for rule in all_rules() for rule_id in (rule.id, *rule.replaces)} & axe_ids

    assert {rules[rule_id] for rule_id in replaced & set(rules)} == {"own"}
    assert {"label", "select-name", "area-alt"} & set(rules) == set()


def test_settings_choose_rules() -> None:
    def chosen(**values: object) -> set[str]:
        return {rule.id for rule in choose_rules(Settings(**values))}  # type: ignore[arg-type]

    assert "contrast-enhanced" not in chosen(level="AA")
    assert "contrast-enhanced" in chosen(level="AAA")
    assert "target-size" not in chosen(level="AAA")
    assert "target-size" in chosen(profile="wcag-22")
    assert "half-width-kana" in chosen(level="A")
    assert "half-width-kana" not in chosen(profile="jis-2010")
    assert "aria-roles" not in chosen(axe=False)
    assert chosen(only=("image-alt",)) == {"image-alt"}


@pytest.mark.browser
def test_every_rule_of_the_table_exists_in_axe() -> None:
    from a11y_checker.browser import Browser
    from a11y_checker.config import View

    with Browser() as browser, browser.open_html("<title>x</title>", View()) as opened:
        document = opened.documents()[0]
        document.evaluate(f"() => {{ {axe.script()} }}")
        known = set(document.evaluate("() => axe.getRules().map((rule) => rule.ruleId)"))

    assert {rule.id for rule in axe.axe_rules()} - known == set()


@pytest.mark.browser
def test_findings_of_axe_are_ours(tmp_path: Path, serve: Callable[..., str]) -> None:
    (tmp_path / "index.html").write_text(
        "<!DOCTYPE html><html lang=ja><title>図書館</title><main><h1>図書館</h1><ul><p>x</p></ul>"
        "<div role=nonsense id=here>役</div></main>",
        encoding="utf-8",
    )

    with Checker() as checker:
        report = checker.check_url(f"{serve(tmp_path)}/")

    found = {finding.rule: finding for finding in report.failed_findings}
    assert set(found) == {"list", "aria-roles"}
    assert found["aria-roles"].selector == "#here"
    assert found["aria-roles"].message["ja"].startswith("role の値が正しくありません。")
    assert (found["list"].criteria, found["list"].jis, found["list"].items) == (("1.3.1",), ("7.1.3.1",), ("G06",))
    assert report.outcomes["landmark-one-main"] is Outcome.PASSED


@pytest.mark.browser
def test_axe_does_not_wait_for_a_page_without_scripts() -> None:
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.set_content('<html lang="ja"><title>休館日</title><h1>休館日</h1></html>')
        without_doubt = Checker().check_open_page(page)
        page.set_content('<html lang="ja"><title>休館日</title><h1>休館日</h1><div role="tab">表</div></html>')

        with pytest.raises(JudgeError, match="JavaScript is switched off"):
            Checker().check_open_page(page)
        report = Checker(Settings(axe=False)).check_open_page(page)
        browser.close()

    assert report.score is not None
    assert without_doubt.outcomes["landmark-one-main"] is Outcome.FAILED
