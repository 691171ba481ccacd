"""Exceptions: what they cover, that they need a reason and an end, and that an expired one fails the run."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from a11y_checker import Settings, UsageError, check_html, cli
from a11y_checker.config import Exemption
from a11y_checker.testing import assert_accessible

HTML = """<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1>
<div class=old><p><img src=a.png></p></div><p><img id=new src=b.png></p>"""
LATER = date.today() + timedelta(days=30)  # noqa: DTZ011 the day on which the test runs, as the checker sees it

Run = Callable[..., int]


def exemption(until: date = LATER, **more: str) -> Exemption:
    return Exemption("業者が直す予定です", "広報課", until, **more)


def excepted(*entries: Exemption, url: str = "https://www.city.example.lg.jp/a/b.html") -> list[str]:
    report = check_html(HTML, url, settings=Settings(only=("image-alt",), exceptions=entries))
    return [finding.selector for finding in report.findings if finding.exception]


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        (exemption(rule="image-alt"), 2),
        (exemption(rule="image-*"), 2),
        (exemption(rule="page-title"), 0),
        (exemption(selector=".old"), 1),
        (exemption(selector="#new"), 1),
        (exemption(selector="img"), 2),
        (exemption(selector=".old", rule="page-title"), 0),
        (exemption(url="https://www.city.example.lg.jp/a/*"), 2),
        (exemption(url="/a/*"), 2),
        (exemption(url="/b/*"), 0),
        (exemption(url="/a/*", selector="#new"), 1),
        (exemption(until=date(2020, 1, 1), rule="image-alt"), 0),
    ],
)
def test_what_an_exception_covers(entry: Exemption, count: int) -> None:
    assert len(excepted(entry)) == count


def test_reason_is_told_and_the_score_stays_honest() -> None:
    plain = check_html(HTML, settings=Settings(only=("image-alt",)))
    report = check_html(HTML, settings=Settings(only=("image-alt",), exceptions=(exemption(rule="image-alt"),)))

    assert {finding.exception for finding in report.findings} == {f"業者が直す予定です (広報課, {LATER.isoformat()})"}
    assert report.score == plain.score
    assert report.outcomes == plain.outcomes


def test_bad_selector_is_named() -> None:
    with pytest.raises(UsageError, match='selector "p >" is no CSS selector'):
        excepted(exemption(selector="p >"))


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    return lambda *more: cli.main(["check", "page.html", "--no-browser", "--quiet", "--only", "image-alt", *more])


def configure(folder: Path, *entries: str) -> None:
    text = "".join(f"[[tool.a11y_checker.exceptions]]\n{entry}\n" for entry in entries)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def test_excepted_findings_do_not_fail_a_run(check: Run, tmp_path: Path) -> None:
    assert check() == 1
    configure(tmp_path, f'rule = "image-alt"\nreason = "改修中"\nwho = "広報課"\nuntil = {LATER.isoformat()}')

    assert check("--format", "json:a.json") == 0
    page = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [finding["exception"] for finding in page["findings"]] == [f"改修中 (広報課, {LATER.isoformat()})"] * 2
    assert page["summary"]["expired"] == []


def test_expired_exception_fails_the_run_even_without_findings(
    check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(tmp_path, 'rule = "page-title"\nreason = "改修中"\nwho = "広報課"\nuntil = 2020-03-31')

    assert check("--fail-on", "never") == 1
    shown = capsys.readouterr()
    assert "the exception is over: page-title  *: 改修中 (広報課, 2020-03-31)" in shown.err
    assert "期限が過ぎた例外" in shown.out


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('rule = "image-alt"\nwho = "x"\nuntil = 2027-01-01', 'exemption without "reason"'),
        ('rule = "image-alt"\nreason = "x"\nwho = "x"', 'exemption without "until"'),
        ('rule = "image-alt"\nreason = " "\nwho = "x"\nuntil = 2027-01-01', "needs a reason and who answers"),
        ('rule = "image-alt"\nreason = "x"\nwho = "x"\nuntil = "soon"', "until is a date such as 2027-03-31"),
        ('reason = "x"\nwho = "x"\nuntil = 2027-01-01', "it cannot cover everything"),
        ('ruel = "image-alt"\nreason = "x"\nwho = "x"\nuntil = 2027-01-01', 'unknown key "ruel"'),
    ],
)
def test_incomplete_exceptions_are_wrong_use(
    entry: str, words: str, check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(tmp_path, entry)

    assert check() == 2
    assert words in capsys.readouterr().err


def test_assert_accessible_lets_excepted_findings_be() -> None:
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(HTML, Settings(only=("image-alt",)))

    assert_accessible(HTML, Settings(only=("image-alt",), exceptions=(exemption(rule="image-alt"),)))
