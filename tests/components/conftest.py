"""What the component tests share: where the sources are, and a browser page over files of this folder."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from a11y_checker.browser import find_chromium

STATIC_DIR = Path(settings.BASE_DIR) / "cms" / "static" / "cms"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def script_server() -> Iterator[str]:
    """The address of a server over the static files: modules are only loaded over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(STATIC_DIR)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """One running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, script_server: str) -> Iterator[Page]:
    """A page as wide as a phone, on the server's origin, with nothing in it."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{script_server}/js/print.js")
    yield page
    context.close()
