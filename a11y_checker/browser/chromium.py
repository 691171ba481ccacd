"""One Chromium for many pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from a11y_checker.addresses import refuse_private, refuse_rebound
from a11y_checker.browser.open_page import OpenPage, refuse_error_page
from a11y_checker.browser.program import REMEDY, driver_of_thread, find_chromium
from a11y_checker.config import View
from a11y_checker.errors import MissingExtraError, NotHtmlError, PageError, PageLoadError
from a11y_checker.fetch import TEMPORARY_STATUS

if TYPE_CHECKING:
    from playwright.sync_api import Browser as PlaywrightBrowser
    from playwright.sync_api import BrowserContext, Dialog, Response, Route
    from playwright.sync_api import Page as PlaywrightPage

# What Playwright switches off (of two such lists Chromium heeds the last); a new frame for each page of one site
# (RenderDocument), which makes a fifth of the cost of a load; and a process kept ready for a site that nobody asks for.
_FEATURES_OFF = (
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,LensOverlay,PreconnectToSearch,AimEnabled,RenderDocument,SpareRendererForSitePerProcess"
)
# Our choice: what shows the pages of a site holds on to some of each; a new one after so many costs a tenth of a second.
FRESH_PAGES = 100
_FLAGS = (
    f"--disable-features={_FEATURES_OFF}",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
# Chromium's names of broken connections.
_TEMPORARY = ("ERR_CONNECTION_RESET", "ERR_CONNECTION_CLOSED", "ERR_EMPTY_RESPONSE", "ERR_NETWORK_CHANGED")


class Browser:
    """One Chromium for many pages. Use as a context manager."""

    def __init__(self, timeout_s: float = 30.0, *, budgets: int = 2) -> None:
        self._timeout_ms = timeout_s * 1000
        self._budgets = budgets
        self._browser: PlaywrightBrowser | None = None
        self._opened = 0
        self._context: tuple[tuple[object, ...], BrowserContext, PlaywrightPage] | None = None

    def __enter__(self) -> Browser:
        executable = find_chromium()
        flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        playwright = driver_of_thread.take()
        # optional extra
        from playwright.sync_api import Error

        try:
            self._browser = playwright.chromium.launch(executable_path=executable, args=flags, headless=True)
        except Error as error:
            driver_of_thread.give_back()
            reason = str(error).splitlines()[0]
            raise MissingExtraError(f"No Chromium could be started ({reason}). {REMEDY}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._browser is not None:
            self._browser.close()
            driver_of_thread.give_back()
        self._browser = self._context = None

    @property
    def version(self) -> str:
        """The browser's version."""
        return self._browser.version if self._browser else ""

    @contextmanager
    def open(self, url: str, view: View, *, is_held: bool = False) -> Iterator[OpenPage]:
        """An open page, after its load event. Raises PageLoadError, LeftPageError or NotHtmlError.

        is_held: the page may not send its reader to another address; slower.

        A page whose scripts never end is closed when its time is over: loading, judging (and operating) get one budget each.
        """
        # optional extra
        from playwright.sync_api import Error

        page = self._page_for(url, view)
        if is_held:
            _hold(page)
        watch = _Watchdog(page, self._budgets * self._timeout_ms / 1000)
        try:
            yield OpenPage(page, self._load(page, url))
        except BaseException as error:
            self._drop_context()
            if watch.has_fired and isinstance(error, Error | PageError):
                seconds = self._timeout_ms / 1000
                raise PageLoadError(f"{url} kept the browser busy for more than {seconds:g} s.") from error
            if isinstance(error, Error):
                raise PageLoadError(f"{url} broke off: {error.message.splitlines()[0]}") from error
            raise
        finally:
            watch.stop()
            if is_held:
                self._drop_context()

    @contextmanager
    def open_html(self, html: str, view: View) -> Iterator[OpenPage]:
        """An open page with this HTML, which has no address of its own."""
        # optional extra
        from playwright.sync_api import Error

        page = self._page_for("about:blank", view)
        watch = _Watchdog(page, self._budgets * self._timeout_ms / 1000)
        try:
            page.set_content(html, wait_until="load", timeout=self._timeout_ms)
            yield OpenPage(page)
        except Error as error:
            raise PageLoadError(f"The HTML could not be shown: {error.message.splitlines()[0]}") from error
        finally:
            watch.stop()
            self._drop_context()

    def _load(self, page: PlaywrightPage, url: str) -> Response | None:
        # optional extra
        from playwright.sync_api import Error
        from playwright.sync_api import TimeoutError as PlaywrightTimeout

        try:
            response = page.goto(url, wait_until="load", timeout=self._timeout_ms)
        except PlaywrightTimeout as error:
            seconds = self._timeout_ms / 1000
            raise PageLoadError(f"{url} did not finish loading within {seconds:g} s.") from error
        except Error as error:
            reason = error.message.splitlines()[0].removeprefix("Page.goto: ")
            if "Download is starting" in reason:
                raise NotHtmlError(f"{url} is a download, not a page.") from error
            is_temporary = any(name in reason for name in _TEMPORARY)
            raise PageLoadError(f"{url} could not be loaded: {reason}", is_temporary=is_temporary) from error
        refuse_error_page(page.url, url)
        refuse_private(page.url, url)
        if response is not None:
            peer = response.server_addr()
            refuse_rebound(urlsplit(response.url).hostname or "", str(peer["ipAddress"]) if peer else "")
            _refuse(response.status, response.headers.get("content-type", ""), url)
        return response

    def _page_for(self, url: str, view: View) -> PlaywrightPage:
        key = (
            view.width, view.height, view.color_scheme, view.forced_colors, view.reduced_motion, view.contrast,
            view.javascript, tuple(view.cookies.items()), tuple(view.headers.items()), view.credentials, view.locale,
            urlsplit(url)[:2] if view.cookies else None,
        )  # fmt: skip
        self._opened += 1
        if self._context is not None and self._context[0] == key and self._opened % FRESH_PAGES:
            return self._context[2]
        self._drop_context()
        context = self._new_context(url, view)
        page = context.new_page()
        page.on("dialog", _answer)
        page.on("popup", lambda popup: popup.close())
        self._context = (key, context, page)
        return page

    def _new_context(self, url: str, view: View) -> BrowserContext:
        if self._browser is None:
            raise RuntimeError('Browser is not started. Use "with Browser() as browser:".')
        credentials = view.credentials
        context = self._browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme=cast(Literal["light", "dark"], view.color_scheme),
            forced_colors=cast(Literal["active", "none"], view.forced_colors),
            reduced_motion=cast(Literal["reduce", "no-preference"], view.reduced_motion),
            contrast=cast(Literal["more", "no-preference"], view.contrast),
            java_script_enabled=view.javascript,
            locale=view.locale,
            extra_http_headers=dict(view.headers) or None,
            http_credentials={"username": credentials[0], "password": credentials[1]} if credentials else None,
            service_workers="block",
            accept_downloads=False,
        )
        if view.cookies:
            context.add_cookies([{"name": name, "value": value, "url": url} for name, value in view.cookies.items()])
        return context

    def _drop_context(self) -> None:
        if self._context is not None:
            self._context[1].close()
            self._context = None


def _hold(page: PlaywrightPage) -> None:
    """Let the page load one address, and refuse when it sends its reader to another."""
    is_loaded = False

    def answer(route: Route) -> None:
        nonlocal is_loaded
        is_leaving = route.request.is_navigation_request() and route.request.frame == page.main_frame
        if is_leaving and is_loaded:
            route.abort("aborted")
            return
        is_loaded = is_loaded or is_leaving
        route.continue_()

    page.route("**/*", answer)


class _Watchdog:
    """Closes a page when its time is over: a script that never ends would keep evaluate() waiting for ever."""

    def __init__(self, page: PlaywrightPage, seconds: float) -> None:
        self.has_fired = False
        self._page = page
        self._timer = page._loop.call_later(seconds, self._fire)

    def stop(self) -> None:
        """Let the page be."""
        self._timer.cancel()

    def _fire(self) -> None:
        # optional extra; it has no stubs
        from greenlet import greenlet  # type: ignore[import-untyped]

        self.has_fired = True
        # As Playwright calls its own event handlers: in a greenlet of its own, for the main one waits in evaluate().
        greenlet(self._page.context.close).switch()


def _answer(dialog: Dialog) -> None:
    """Close a page's dialog. Only the question whether to leave the page is answered with yes: the next page waits."""
    if dialog.type == "beforeunload":
        dialog.accept()
    else:
        dialog.dismiss()


def _refuse(status: int, content_type: str, url: str) -> None:
    """Raise for an answer that is no page to judge."""
    if status >= 400:
        raise PageLoadError(f"{url} answered with HTTP {status}.", is_temporary=status in TEMPORARY_STATUS)
    kind = content_type.split(";")[0].strip().lower()
    if kind and kind not in ("text/html", "application/xhtml+xml"):
        raise NotHtmlError(f"{url} is {kind}, not HTML.")
