"""The locks: every package hashed, no index address, in step with pyproject.toml, one environment for run and test."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.console import ROOT
from scripts.environment import LOCKS, lock_file
from scripts.lock import TEST_EXTRAS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS_OF = {"site": ("site",), "test": TEST_EXTRAS, "test-next": TEST_EXTRAS}


def entries(lock):
    """The requirement and the number of hashes of each entry."""
    text = re.sub(r"^\s*#.*\n", "", lock_file(lock).read_text(), flags=re.MULTILINE)
    for block in re.split(r"\n(?=\S)", text.strip()):
        words = block.replace("\\\n", " ").split("--hash=")
        yield Requirement(words[0]), len(words) - 1


def versions(lock):
    """Package name → the versions in the lock (more than one where markers divide them)."""
    found = {}
    for requirement, _ in entries(lock):
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_hashes_every_package(lock):
    unhashed = [str(requirement) for requirement, hashes in entries(lock) if not hashes]

    assert unhashed == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_package(lock):
    loose = [str(requirement) for requirement, _ in entries(lock) if not str(requirement.specifier).startswith("==")]

    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_place(lock):
    addresses = re.findall(
        r".*(?:://|--index|--extra-index|--find-links|--trusted-host).*", lock_file(lock).read_text()
    )

    assert addresses == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_the_project_asks_for(lock):
    locked = versions(lock)
    wanted = [*PROJECT["dependencies"]]
    for extra in EXTRAS_OF[lock]:
        wanted += PROJECT["optional-dependencies"][extra]

    unmet = [text for text in wanted if not is_met(Requirement(text), locked)]

    assert unmet == []


def is_met(requirement, locked):
    pins = locked.get(canonicalize_name(requirement.name), set())
    return bool(pins) and all(requirement.specifier.contains(pin.removeprefix("==")) for pin in pins)


def test_test_lock_holds_the_site_lock():
    site, test = versions("site"), versions("test")

    assert {name: test.get(name) for name in site} == site


@pytest.mark.parametrize(
    ("lock", "package", "release"),
    [
        ("site", "django", "==5.2."),
        ("site", "wagtail", "==7.4."),
        ("test", "wagtail", "==7.4."),
        ("test-next", "django", "==5.2."),
        ("test-next", "wagtail", "==8.0."),
    ],
)
def test_lock_stands_on_the_release(lock, package, release):
    assert [pin for pin in versions(lock)[package] if not pin.startswith(release)] == []


def test_lock_of_the_site_holds_no_gpl_reading_library():
    # docs/decisions/0001-licence.md: pykakasi (GPL) is an extra that no site gets unasked. Tests run with it.
    assert "pykakasi" not in versions("site")
    assert "pykakasi" in versions("test")
