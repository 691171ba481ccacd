"""The Nu HTML Checker: installed once where npm and Java are, and never in the way."""

import subprocess
from pathlib import Path

import pytest

from scripts import html_checker


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """A machine with npm and Java; the function sets npm's exit code, the list names npm's folders."""
    calls = []
    codes = [0]

    def call_logged(command, env=None):
        folder = Path(command[command.index("--prefix") + 1])
        calls.append(folder)
        if codes[-1] == 0:
            (folder / "node_modules").mkdir()
            (folder / "node_modules" / ".package-lock.json").touch()
        return subprocess.CompletedProcess(command, codes[-1], "")

    monkeypatch.setattr(html_checker, "FOLDER", tmp_path / "html-checker")
    monkeypatch.setattr(html_checker.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(html_checker, "call_logged", call_logged)
    return calls, codes.append


def test_html_checker_is_installed_once(npm):
    html_checker.ensure_html_checker()
    html_checker.ensure_html_checker()

    assert npm[0] == [html_checker.FOLDER]


def test_html_checker_is_installed_again_for_another_version(npm):
    html_checker.ensure_html_checker()
    (html_checker.FOLDER / "package-lock.json").write_text("{}")

    html_checker.ensure_html_checker()

    assert len(npm[0]) == 2


def test_html_checker_is_left_out_when_npm_fails(npm, capsys):
    npm[1](1)

    html_checker.ensure_html_checker()

    assert not html_checker.FOLDER.exists()
    assert "Going on without the Nu HTML Checker" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["npm", "java"])
def test_html_checker_is_passed_over_without(npm, monkeypatch, capsys, missing):
    monkeypatch.setattr(html_checker.shutil, "which", lambda name: None if name == missing else f"/usr/bin/{name}")

    html_checker.ensure_html_checker()

    assert npm[0] == []
    assert capsys.readouterr().out == ""
