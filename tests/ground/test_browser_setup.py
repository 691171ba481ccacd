"""The browser of the tests: found, installed, or its absence said, and never passed over in CI."""

import subprocess

import pytest

from scripts import browser
from scripts.console import SetupFailedError


@pytest.fixture
def machine(monkeypatch):
    """A machine without any browser, on which the ways in `offers` lead to one."""
    offers = set()
    done = []

    def install_packages(packages):
        done.append("apt")
        return "apt" in offers

    def call_logged(command, env=None):
        done.append("download")
        return subprocess.CompletedProcess(command, 0, "")

    def has_browser(python):
        return "system" in offers or any(way in offers for way in done)

    monkeypatch.setattr(browser, "install_system_packages", install_packages)
    monkeypatch.setattr(browser, "call_logged", call_logged)
    monkeypatch.setattr(browser, "has_browser", has_browser)
    monkeypatch.setattr(browser.sys, "platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    return offers, done


@pytest.mark.parametrize(
    ("offers", "done"),
    [
        ({"system", "apt", "download"}, []),
        ({"apt", "download"}, ["apt"]),
        ({"download"}, ["apt", "download"]),
        (set(), ["apt", "download"]),
    ],
)
def test_ensure_browser_takes_the_nearest_way(machine, offers, done):
    machine[0].update(offers)

    browser.ensure_browser("python")

    assert machine[1] == done


def test_ensure_browser_says_what_is_missing(machine, capsys):
    browser.ensure_browser("python")

    assert capsys.readouterr().out.splitlines()[-1] == (
        "- ブラウザーがないので、ブラウザーを使うテストは飛ばします。入れるには: sudo apt-get install chromium / "
        "No browser: the browser tests are skipped. To install one: sudo apt-get install chromium"
    )


def test_ensure_browser_fails_in_ci(machine, monkeypatch):
    monkeypatch.setenv("CI", "true")

    with pytest.raises(SetupFailedError, match="browser tests are skipped"):
        browser.ensure_browser("python")


def test_font_is_not_installed_twice(monkeypatch, capsys):
    monkeypatch.setattr(browser, "has_japanese_font", lambda: True)
    monkeypatch.setattr(browser, "install_system_packages", lambda packages: pytest.fail("not needed"))

    browser.ensure_japanese_font()

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("offered", "asked", "remark"),
    [
        ("fonts-morisawa-bizud-gothic", ["fonts-morisawa-bizud-gothic"], False),
        ("fonts-noto-cjk", ["fonts-morisawa-bizud-gothic", "fonts-noto-cjk"], False),
        (None, ["fonts-morisawa-bizud-gothic", "fonts-noto-cjk"], True),
    ],
)
def test_font_falls_back_to_the_next_best(monkeypatch, capsys, offered, asked, remark):
    tried = []
    monkeypatch.setattr(browser.sys, "platform", "linux")
    monkeypatch.setattr(browser, "has_japanese_font", lambda: False)
    monkeypatch.setattr(
        browser, "install_system_packages", lambda packages: tried.extend(packages) or packages == [offered]
    )

    browser.ensure_japanese_font()

    assert tried == asked
    assert ("There is no Japanese font" in capsys.readouterr().out) is remark


@pytest.mark.parametrize(("ci", "expected"), [("", {"skipped": 2, "passed": 1}), ("true", {"errors": 2, "passed": 1})])
def test_browser_tests_are_skipped_without_a_browser_but_not_in_ci(pytester, monkeypatch, ci, expected):
    monkeypatch.setenv("PYTHONPATH", str(browser.Path(__file__).parents[2]))
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest("from tests.conftest import *\nimport tests.conftest as c\nc.has_browser = lambda: False")
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.browser
        def test_page(): ...

        @pytest.mark.e2e
        def test_journey(): ...

        def test_text(): ...
        """
    )

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:django")

    result.assert_outcomes(**expected)


@pytest.mark.parametrize(
    ("programs", "installed"),
    [({"chromium"}, [["chromium-driver"]]), ({"chromium", "chromedriver"}, []), ({"google-chrome"}, []), (set(), [])],
)
def test_driver_is_installed_beside_the_system_s_chromium_only(monkeypatch, programs, installed):
    asked = []
    monkeypatch.setattr(browser.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(browser, "install_system_packages", asked.append)

    browser.ensure_driver()

    assert asked == installed


@pytest.mark.parametrize(
    ("programs", "installed"),
    [
        ({"chromium"}, [["chromium-headless-shell"]]),
        ({"chromium", "chromium-headless-shell"}, []),
        ({"google-chrome"}, []),
        (set(), []),
    ],
)
def test_shell_is_installed_beside_the_system_s_chromium_only(monkeypatch, programs, installed):
    asked = []
    monkeypatch.setattr(browser.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(browser, "install_system_packages", asked.append)

    browser.ensure_shell()

    assert asked == installed
