"""The command line: its exit codes, options and outputs."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from a11y_checker import cli

CLEAN = "<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1><p>午前9時に開きます。</p>"
MINOR = CLEAN + "<p>ﾊﾟｿｺﾝの席</p>"
CRITICAL = CLEAN + "<img src=a.png>"

Run = Callable[..., int]


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], str]:
    def write(html: str) -> str:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `a11y-checker check … --no-browser` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: cli.main(["check", *arguments, "--no-browser", "--quiet"])


@pytest.mark.parametrize(
    ("html", "options", "code"),
    [
        (CLEAN, (), 0),
        (MINOR, (), 1),
        (MINOR, ("--fail-on", "minor"), 1),
        (MINOR, ("--fail-on", "moderate"), 0),
        (MINOR, ("--profile", "jis-2016"), 0),
        (CRITICAL, ("--fail-on", "critical"), 1),
        (CRITICAL, ("--fail-on", "never"), 0),
        (CRITICAL, ("--fail-on", "never", "--min-score", "60"), 1),
        (CLEAN, ("--min-score", "100"), 0),
        (CRITICAL, ("--skip", "image-alt"), 0),
        (CRITICAL, ("--only", "page-title"), 0),
        # What only a person can decide does not fail a run.
        (CLEAN + "<p><a href='/a'>こちら</a></p>", (), 0),
        (CLEAN + "<p><a href='/a'>こちら</a></p>", ("--level", "AAA"), 1),
    ],
)
def test_exit_code_of_findings(
    html: str, options: tuple[str, ...], code: int, page: Callable[[str], str], check: Run
) -> None:
    assert check(page(html), *options) == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name one or more TARGETs"),
        (("a.html", "--crawl", "http://127.0.0.1/"), "Name one or more TARGETs"),
        (("no-such.html",), '"no-such.html" is neither a URL'),
        (("-", "x.html"), "stands alone"),
        (("x", "--format", "pdf"), 'There is no report format "pdf"'),
        (("x", "--only", "no-rule"), "neither a URL"),
        (("--list", "none.txt"), "The list none.txt cannot be read"),
        (("x", "--update-baseline"), "needs --baseline"),
        (("x", "--baseline", "none.json"), "The baseline none.json cannot be read"),
        (("x", "--cookie", "nonsense"), "A cookie is NAME=VALUE"),
        (("x", "--jobs", "0"), "jobs must be 1 or more"),
        (("x", "--min-score", "101"), "between 0 and 100"),
        (("--crawl", "file:///etc/hosts"), "starts at an http or https address"),
        ((".",), "holds no HTML file"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str, check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(*arguments) == 2
    assert message in capsys.readouterr().err


def test_unknown_rule_is_wrong_use(page: Callable[[str], str], check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(page(CLEAN), "--only", "no-rule") == 2
    assert 'There is no rule "no-rule".' in capsys.readouterr().err


def test_unknown_option_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["check", "--no-such-option"])

    assert stop.value.code == 2


def test_page_that_cannot_be_loaded(page: Callable[[str], str], check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = check(page(CRITICAL), "http://127.0.0.1:9/gone")

    assert code == 3
    out = capsys.readouterr().out
    assert "判定できません: http://127.0.0.1:9/gone could not be loaded" in out
    assert "判定できなかったページ: 1" in out


def test_missing_browser(
    page: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("A11Y_CHECKER_CHROMIUM", "/no/such/chromium")

    assert cli.main(["check", page(CLEAN), "--quiet"]) == 3
    error = capsys.readouterr().err
    assert "A11Y_CHECKER_CHROMIUM is set to /no/such/chromium" in error
    assert "--no-browser" in error
    assert len(error.splitlines()) == 1


def test_standard_input(check: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CRITICAL.encode("cp932"))))

    assert check("-", "--format", "json") == 1
    assert json.loads(capsys.readouterr().out)["title"] == "図書館 | みどり市"


def test_folder_and_list(tmp_path: Path, check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site" / "a").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "site" / "a" / "日本語 名.htm").write_text(CRITICAL, encoding="utf-8")
    (tmp_path / "list.txt").write_text(f"# addresses\n\n{(tmp_path / 'site/index.html').as_uri()}\n", encoding="utf-8")

    assert check("site", "--format", "jsonl") == 1
    assert [json.loads(line)["score"] for line in capsys.readouterr().out.splitlines()] == [59, 100]
    assert check("--list", "list.txt") == 0


def test_reports_go_to_files(
    page: Callable[[str], str], check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["json", "jsonl", "csv", "html", "sarif", "junit", "github", "text"]
    formats = [option for name in names for option in ("--format", f"{name}:out.{name}")]

    assert check(page(CRITICAL), *formats) == 1
    assert capsys.readouterr().out == ""
    assert all((tmp_path / f"out.{name}").stat().st_size > 100 for name in names)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_baseline(page: Callable[[str], str], check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(page(CRITICAL), "--baseline", "known.json", "--update-baseline") == 0
    assert check(page(CRITICAL), "--baseline", "known.json") == 0
    # The same fault a line further down is still known; a second one is new.
    moved = CRITICAL.replace("<img", "<p>新しい段落です。</p>\n<img")
    assert check(page(moved), "--baseline", "known.json") == 0
    assert check(page(moved + "<img src=b.png>"), "--baseline", "known.json") == 1
    capsys.readouterr()
    assert check(page(CLEAN), "--baseline", "known.json") == 0
    assert "なくなった既知の問題: 1" in capsys.readouterr().out


def test_settings_from_pyproject(
    page: Callable[[str], str], check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "pyproject.toml"
    config.write_text("[tool.a11y_checker]\nprofile = 'jis-2016'\nfail-on = 'serious'\n", encoding="utf-8")

    assert check(page(MINOR), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["profile"] == "jis-2016"
    assert check(page(MINOR), "--profile", "city-2012", "--fail-on", "minor") == 1
    config.write_text("[tool.a11y_checker]\nprofil = 'jis-2016'\n", encoding="utf-8")
    assert check(page(MINOR)) == 2
    assert 'unknown key "profil"' in capsys.readouterr().err


def test_rules_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "--format", "json"]) == 0
    rules = {rule["id"]: rule for rule in json.loads(capsys.readouterr().out)}

    assert rules["image-alt"] == {
        "id": "image-alt",
        "name": {"ja": "画像に代替テキストがある", "en": "Images have a text alternative"},
        "criteria": ["1.1.1"],
        "level": "A",
        "impact": "critical",
        "items": ["G17"],
        "michecker": ["B_0", "B_38", "C_300.4"],
        "act": ["23a2a8"],
        "engine": "own",
        "automation": "auto",
        "house": False,
        "browser": False,
    }
    assert rules["aria-roles"]["engine"] == "axe"


def test_rules_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "--language", "en"]) == 0
    assert "Images have a text alternative" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "代替テキスト（alt）がありません。"), ("en", "has no text alternative")]
)
def test_explain(language: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "image-alt", "--language", language]) == 0
    assert words in capsys.readouterr().out


def test_explain_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "no-rule"]) == 2


def test_module_can_be_run(page: Callable[[str], str]) -> None:
    program = [sys.executable, "-m", "a11y_checker", "check", page(CRITICAL), "--no-browser", "--language", "en"]

    done = subprocess.run(program, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Images have a text alternative" in done.stdout


@pytest.mark.browser
def test_check_in_the_browser(
    page: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = page(CLEAN + "<p style='color:#999'>うすい文字</p><p role=nonsense>役割</p>")

    assert cli.main(["check", name, "--format", "json", "--quiet"]) == 1
    report = json.loads(capsys.readouterr().out)

    assert {finding["rule"] for finding in report["findings"]} == {
        "aria-roles",
        "colour-pair",
        "contrast",
        "landmark-one-main",
    }
    assert set(report["engines"]) == {"chromium", "axe-core"}
    assert report["mode"] == "browser"
    assert report["criteria"]["1.4.3"] == "failed"
