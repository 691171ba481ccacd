"""scripts/find-python: the first suitable interpreter, or a sentence that says what to install."""

import subprocess
import sys

import pytest

from scripts.console import ROOT


@pytest.fixture
def path_with(tmp_path):
    """A function that fills a folder with interpreters: name → "new" (this one), "old" (refuses) or "broken"."""

    def fill(**kinds):
        bodies = {
            "new": f'exec "{sys.executable}" "$@"',
            "old": 'case "$2" in *python_version*) echo 3.10.13;; *) exit 1;; esac',
            "broken": "exit 127",
        }
        for name, kind in kinds.items():
            program = tmp_path / name.replace("_", ".")
            program.write_text(f"#!/bin/sh\n{bodies[kind]}\n")
            program.chmod(0o755)
        return str(tmp_path)

    return fill


def find(path, python=None):
    env = {"PATH": path} | ({"PYTHON": python} if python else {})
    return subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "find-python"], env=env, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"python3": "new", "python3_12": "new"}, "python3\n"),
        ({"python3": "old", "python3_12": "new"}, "python3.12\n"),
        ({"python3": "old", "python3_13": "broken", "python3_11": "new"}, "python3.11\n"),
        ({"python": "new"}, "python\n"),
    ],
)
def test_find_python_takes_the_first_suitable(path_with, kinds, expected):
    result = find(path_with(**kinds))

    assert (result.returncode, result.stdout, result.stderr) == (0, expected, "")


def test_find_python_prefers_the_one_named(path_with):
    path = path_with(python3="new", mine="new")

    assert find(path, f"{path}/mine").stdout == f"{path}/mine\n"


@pytest.mark.parametrize(
    ("kinds", "version"), [({"python3": "old"}, "3.10.13"), ({}, "なし / none"), ({"python3": "broken"}, "-")]
)
def test_find_python_says_what_to_install(path_with, kinds, version):
    result = find(path_with(**kinds))

    assert result.returncode == 1
    assert result.stdout == ""
    assert f"Python 3.11以上が見つかりません（いまの python3: {version}）" in result.stderr
    assert "apt-get install python3 python3-venv" in result.stderr


def test_find_python_refuses_an_old_one_that_was_named(path_with):
    path = path_with(python3="new", mine="old")

    result = find(path, f"{path}/mine")

    assert result.returncode == 1
    assert f"PYTHON={path}/mine cannot be used (version 3.10.13)" in result.stderr
