"""The browser and the Japanese font of the browser tests: found on the machine, or installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.console import SetupFailedError, call_logged, say, step
from scripts.environment import install_system_packages

# Best first. The style sheets ask for BIZ UDPGothic; Noto is the next best (docs/decisions/0003-fonts.md).
FONT_PACKAGES = ("fonts-morisawa-bizud-gothic", "fonts-noto-cjk")


def has_browser(python: Path) -> bool:
    """Whether the checker finds a Chromium or Chrome: the system's, or the one Playwright has downloaded.

    python: the environment's interpreter, which has Playwright.
    """
    code = "import sys; from a11y_checker import browser; sys.exit(not browser.is_available())"
    return call_logged([python, "-c", code]).returncode == 0


def ensure_driver() -> None:
    """Install Chromium's WebDriver, which the tests of the Selenium grid need, where Debian's Chromium is used.

    Elsewhere those tests say themselves that they are skipped.
    """
    if shutil.which("chromium") and not shutil.which("chromedriver"):
        install_system_packages(["chromium-driver"])


def ensure_shell() -> None:
    """Install Debian's Chromium without windows beside Chromium: browser tests take half the time. Else all goes on."""
    if shutil.which("chromium") and not shutil.which("chromium-headless-shell"):
        install_system_packages(["chromium-headless-shell"])


def ensure_browser(python: Path) -> None:
    """Install a browser unless there is one. Where no way leads to one, say so: the browser tests are then skipped.

    Raises SetupFailedError instead in CI (CI=true), where a skipped test would go unseen.
    """
    if has_browser(python):
        return
    if install_system_packages(["chromium"]) and has_browser(python):
        return
    with step("ブラウザー（Chromium）をダウンロードする", "Download a browser (Chromium)"):
        call_logged([python, "-m", "playwright", "install", "chromium"])
    if has_browser(python):
        return
    advice = "sudo apt-get install chromium" if sys.platform == "linux" else "brew install --cask google-chrome"
    ja = f"ブラウザーがないので、ブラウザーを使うテストは飛ばします。入れるには: {advice}"
    en = f"No browser: the browser tests are skipped. To install one: {advice}"
    if os.environ.get("CI") == "true":
        raise SetupFailedError(ja, en)
    say(ja, en)


def ensure_japanese_font() -> None:
    """Install a Japanese font where the system says it has none and packages can be installed; otherwise say so."""
    if sys.platform != "linux" or has_japanese_font():
        return
    if not any(install_system_packages([package]) for package in FONT_PACKAGES):
        say(
            f"日本語フォントがありません。画面の見本が四角になります: sudo apt-get install {FONT_PACKAGES[0]}",
            f"There is no Japanese font, pictures of pages show boxes: sudo apt-get install {FONT_PACKAGES[0]}",
        )


def has_japanese_font() -> bool:
    """Whether fontconfig knows a font with Japanese characters."""
    lister = shutil.which("fc-list")
    if not lister:
        return False
    result = subprocess.run([lister, ":lang=ja", "family"], capture_output=True, check=False)
    return bool(result.stdout.strip())
