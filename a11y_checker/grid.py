"""Opens pages on a Selenium grid. The only module that imports Selenium and axe-selenium-python.

`GridBrowser` offers what `browser.Browser` offers: the same snapshot, judged by the same rules, taken on another machine;
axe-core is brought there by axe-selenium-python, which is given the newest script instead of its own old one.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit, urlunsplit

from a11y_checker import axe
from a11y_checker.browser import MAX_FRAMES, snapshot_script
from a11y_checker.config import View
from a11y_checker.errors import JudgeError, MissingExtraError, NotHtmlError, PageError, PageLoadError, UsageError
from a11y_checker.fetch import TEMPORARY_STATUS, fetch
from a11y_checker.page import STYLE_PROPERTIES, decode

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

# Calls a JavaScript function, waits for its promise, and gives its value or its error.
_CALL = """
const done = arguments[arguments.length - 1];
Promise.resolve().then(() => (%s)(arguments[0]))
  .then((value) => done({ value: value }), (error) => done({ error: String(error) }));
"""
# Source: Navigation Timing, responseStatus.
_ANSWER = """
const entry = performance.getEntriesByType("navigation")[0];
return [entry && entry.responseStatus || 0, document.contentType];
"""
# For urllib3, on which Selenium stands: it would ask again, three times.
_NO_RETRIES = {"init_args_for_pool_manager": {"retries": False}}
_OWNER = "return (window.__a11yCheckerElements || []).indexOf(arguments[0])"


@dataclass(frozen=True, slots=True)
class GridDocument:
    """One document of an open page. path: the frame elements that lead to it."""

    driver: WebDriver
    data: Mapping[str, Any]
    path: tuple[WebElement, ...] = ()
    owner: int = -1
    parent: int = -1

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of a JavaScript function in this document. Raises JudgeError when it throws or does not end."""
        # optional extra
        from selenium.common.exceptions import WebDriverException
        from urllib3.exceptions import HTTPError

        try:
            _enter(self.driver, self.path)
            if axe.script() in script:
                return _inject_axe(self.driver)
            answer = self.driver.execute_async_script(_CALL % script, argument)
        except (WebDriverException, HTTPError) as error:
            raise JudgeError(f"A script could not run on the grid: {_reason(error)}") from error
        if "error" in answer:
            raise JudgeError(f"A script could not run on the grid: {answer['error']}")
        return answer.get("value")


class GridPage:
    """A page that is open on the grid."""

    def __init__(self, driver: WebDriver, view: View, timeout_s: float) -> None:
        self._driver = driver
        self._view = view
        self._timeout_s = timeout_s

    @property
    def url(self) -> str:
        """The address after redirects."""
        return _without_password(self._driver.current_url)

    def documents(self) -> list[GridDocument]:
        """Snapshots of the page and of the frames inside it that belong to the same site."""
        main = GridDocument(self._driver, {})
        found = [GridDocument(self._driver, self._snapshot(main))]
        self._add_frames(found, 0)
        _enter(self._driver, ())
        return found

    def source(self) -> str:
        """The HTML as the server sends it to this machine; "" when it sends none."""
        if not self.url.startswith(("http://", "https://")):
            return ""
        try:
            answer = fetch(self.url, self._view, self._timeout_s)
            answer.refuse_unless_html()
        except PageError:
            return ""
        return decode(answer.body, answer.charset)

    def resources(self) -> tuple[str, ...] | None:
        """The addresses of the files that the page loaded."""
        script = "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
        found = cast("list[str]", GridDocument(self._driver, {}).evaluate(script))
        return tuple(dict.fromkeys(found)) if len(found) < 250 else None

    def _snapshot(self, document: GridDocument) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", json.loads(document.evaluate(snapshot_script(), list(STYLE_PROPERTIES))))

    def _add_frames(self, found: list[GridDocument], parent: int) -> None:
        # optional extra
        from selenium.common.exceptions import WebDriverException

        path = found[parent].path
        _enter(self._driver, path)
        for element in self._driver.find_elements("css selector", "iframe, frame"):
            if len(found) > MAX_FRAMES:
                return
            try:
                _enter(self._driver, path)
                owner = self._driver.execute_script(_OWNER, element)
                inner = GridDocument(self._driver, {}, (*path, element))
                address = str(inner.evaluate("() => location.href"))
                if not address.startswith("about:") and urlsplit(address).netloc != urlsplit(self.url).netloc:
                    continue
                data = self._snapshot(inner)
            except (WebDriverException, JudgeError):  # the frame went away meanwhile
                continue
            found.append(GridDocument(self._driver, data, (*path, element), owner, parent))
            self._add_frames(found, len(found) - 1)


class GridBrowser:
    """One browser of a grid for many pages. Use as a context manager."""

    def __init__(self, address: str, timeout_s: float) -> None:
        self._address = address
        self._timeout_s = timeout_s
        self._driver: WebDriver | None = None
        self._cookies: tuple[str, tuple[tuple[str, str], ...]] | None = None

    def __enter__(self) -> GridBrowser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # optional extra
        from selenium.common.exceptions import WebDriverException
        from urllib3.exceptions import HTTPError

        if self._driver is not None:
            with suppress(WebDriverException, HTTPError):  # the grid has dropped the session by itself
                self._driver.quit()
            self._driver = None

    @property
    def version(self) -> str:
        """The version of the grid's browser."""
        return str(self._driver.capabilities.get("browserVersion", "")) if self._driver else ""

    @contextmanager
    def open(self, url: str, view: View) -> Iterator[GridPage]:
        """An open page, after its load event. Raises PageLoadError or NotHtmlError."""
        # optional extra
        from selenium.common.exceptions import WebDriverException
        from urllib3.exceptions import HTTPError

        _refuse_view(view)
        driver = self._started()
        try:
            self._load(driver, url, view)
            yield GridPage(driver, view, self._timeout_s)
        except (WebDriverException, HTTPError) as error:
            self.__exit__(None, None, None)
            raise PageLoadError(f"{url} could not be loaded by the grid: {_reason(error)}") from error
        except JudgeError:
            self.__exit__(None, None, None)  # a script that did not end holds the session
            raise

    @contextmanager
    def open_html(self, html: str, view: View) -> Iterator[GridPage]:
        """An open page with this HTML, which has no address of its own."""
        encoded = base64.b64encode(html.encode("utf-8", "replace")).decode()
        with self.open(f"data:text/html;charset=utf-8;base64,{encoded}", view) as page:
            yield page

    def _load(self, driver: WebDriver, url: str, view: View) -> None:
        driver.set_window_size(view.width, view.height)
        driver.get(_with_password(url, view))
        session = (urlsplit(url).netloc, tuple(view.cookies.items()))
        if view.cookies and self._cookies != session:
            for name, value in view.cookies.items():
                driver.add_cookie({"name": name, "value": value})
            self._cookies = session
            driver.get(_with_password(url, view))
        status, kind = driver.execute_script(_ANSWER)
        if status >= 400:
            raise PageLoadError(f"{url} answered with HTTP {status}.", is_temporary=status in TEMPORARY_STATUS)
        if kind not in ("text/html", "application/xhtml+xml"):
            raise NotHtmlError(f"{url} is {kind}, not HTML.")

    def _started(self) -> WebDriver:
        if self._driver is not None:
            return self._driver
        try:
            # optional extra
            from selenium import webdriver
            from selenium.common.exceptions import WebDriverException
            from selenium.webdriver.remote.client_config import ClientConfig
        except ImportError as error:
            raise MissingExtraError('Selenium is not installed. Run "pip install yasashii-machi[selenium]".') from error
        options = webdriver.ChromeOptions()
        options.add_argument("--headless=new")
        if _is_this_machine(self._address) and os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        try:
            # A browser that a script holds fast answers no command: the connection gives up a little after the budget.
            config = ClientConfig(
                self._address, timeout=int(self._timeout_s) + 10, init_args_for_pool_manager=_NO_RETRIES
            )
            driver = webdriver.Remote(self._address, options=options, client_config=config)
        except (WebDriverException, OSError) as error:
            raise MissingExtraError(f"The grid at {self._address} gives no browser: {_reason(error)}") from error
        except Exception as error:  # urllib3 has its own tree of errors for an address that does not answer
            raise MissingExtraError(f"The grid at {self._address} does not answer: {_reason(error)}") from error
        driver.set_page_load_timeout(self._timeout_s)
        driver.set_script_timeout(self._timeout_s)
        self._driver = driver
        return driver


def _enter(driver: WebDriver, path: tuple[WebElement, ...]) -> None:
    driver.switch_to.default_content()
    for frame in path:
        driver.switch_to.frame(frame)


def _inject_axe(driver: WebDriver) -> None:
    try:
        # optional extra; it has no type hints
        from axe_selenium_python import Axe  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError(
            'axe-selenium-python is not installed. Run "pip install yasashii-machi[selenium]".'
        ) from error
    with as_file(files("axe_playwright_python").joinpath("axe.min.js")) as path:
        Axe(driver, script_url=str(path)).inject()


def _refuse_view(view: View) -> None:
    """Raise UsageError for what WebDriver cannot be told."""
    default = View()
    for name in ("color_scheme", "forced_colors", "reduced_motion", "contrast", "javascript", "headers"):
        if getattr(view, name) != getattr(default, name):
            raise UsageError(f"A Selenium grid cannot be told {name}. Leave it out, or check without --selenium-grid.")


def _with_password(url: str, view: View) -> str:
    if not view.credentials:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{view.credentials[0]}:{view.credentials[1]}@{parts.netloc}"))


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _is_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(error: Exception) -> str:
    text = str(getattr(error, "msg", None) or error)
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__
