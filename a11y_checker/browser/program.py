"""The program: where Chromium is, and Playwright's own process."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from a11y_checker.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

ENVIRONMENT_NAME = "A11Y_CHECKER_CHROMIUM"
# First the shell without windows: a new context costs it 0.17 s in place of 0.42 s (measured on 2 cores).
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
REMEDY = (
    'Install Chromium (Debian, Ubuntu: "apt-get install chromium"; macOS: "brew install --cask google-chrome"), '
    f'or run "python -m playwright install chromium", or set {ENVIRONMENT_NAME} to the program, '
    "or check without a browser (--no-browser)."
)


def find_chromium() -> str | None:
    """The path of the system's Chromium or Chrome; None when Playwright's own has to do."""
    given = os.environ.get(ENVIRONMENT_NAME)
    if given:
        if not Path(given).is_file():
            raise MissingExtraError(f"{ENVIRONMENT_NAME} is set to {given}, but there is no such file. {REMEDY}")
        return given
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    return found or (_MAC if Path(_MAC).is_file() else None)


def is_available() -> bool:
    """Whether Playwright is installed and a Chromium can be found."""
    try:
        # optional extra
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return False
    if find_chromium():
        return True
    driver = driver_of_thread.take()
    try:
        return Path(driver.chromium.executable_path).is_file()
    finally:
        driver_of_thread.give_back()


class _Driver(threading.local):
    """Playwright's own process: one per thread, shared by its browsers, as Playwright allows only one."""

    users = 0
    playwright: Playwright | None = None

    def take(self) -> Playwright:
        if self.playwright is None:
            self.playwright = _start_playwright()
        self.users += 1
        return self.playwright

    def give_back(self) -> None:
        self.users -= 1
        if self.users == 0 and self.playwright is not None:
            self.playwright.stop()
            self.playwright = None


driver_of_thread = _Driver()


def _start_playwright() -> Playwright:
    try:
        # optional extra
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise MissingExtraError(
            'Playwright is not installed. Run "pip install yasashii-machi[browser]", or use --no-browser.'
        ) from error
    try:
        return sync_playwright().start()
    except Error as error:
        raise UsageError(
            "Another Playwright or an asyncio loop runs in this thread. Give its page to assert_accessible(), "
            "or use the checker in a thread or process of its own."
        ) from error
