"""The commands people and CI rely on: the Makefile's targets and .ci/run."""

import re
import subprocess

import pytest

from scripts.console import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()


def targets():
    return re.findall(r"^([a-z][a-z-]*):", MAKEFILE, flags=re.MULTILINE)


def test_make_help_lists_every_target():
    result = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    listed = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("  make ")]
    assert listed == targets()


def test_make_alone_shows_the_help():
    alone, asked = (
        subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
        for command in (["make"], ["make", "help"])
    )

    assert alone == asked


def test_every_target_is_phony():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)

    assert phony[1].split() == targets()


@pytest.mark.parametrize("target", targets())
def test_every_target_is_documented(target):
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text()

    assert f"`make {target}`" in reference


def test_ci_calls_make_test_and_nothing_else():
    lines = [line.strip() for line in (ROOT / ".ci" / "run").read_text().splitlines()]
    calls = [line for line in lines if re.match(r"(exec |)(make|python|pytest|pip|npm|apt-get)\b", line)]

    assert calls == ["exec make test"]
    assert lines[-1] == "exec make test"
