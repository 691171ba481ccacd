"""For the browser tests: the demo city on a real server, and a browser that reaches nothing else.

Each worker has a copy of the city and a server of its own.
"""

import http.client
import os
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from a11y_checker.browser import find_chromium
from tests.demo_build import city_environment
from tests.e2e.visitor import ACTION_TIMEOUT_MS, Visitor

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 20

expect.set_options(timeout=ACTION_TIMEOUT_MS)


@pytest.fixture(scope="session")
def city_files(built_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo city's database and files, for this worker alone."""
    own = Path(shutil.copytree(built_city, tmp_path_factory.getbasetemp() / "own-city"))
    show_film_of_a_known_service(own)
    return own


def show_film_of_a_known_service(folder: Path) -> None:
    """Give the film page the address of a service whose player we can show; the demo's own service is invented."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database, database:
        database.execute("UPDATE cms_videopage SET video_url = 'https://www.youtube.com/watch?v=aaaaaaaaaaa'")


@pytest.fixture(scope="session")
def city_url(city_files: Path) -> Iterator[str]:
    """The address of the running demo city, without a slash at the end."""
    with serve_city(city_files, city_environment(city_files)) as address:
        yield address


@contextmanager
def serve_city(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Run the city in the folder for the length of the block; gives its address."""
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--config", "tests/e2e/gunicorn_conf.py"]
    with (folder / "server.log").open("w+") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        try:
            port = read_port(server, folder / "server.log")
            wait_for_home(port, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(server)


def read_port(server: subprocess.Popen[bytes], log: Path) -> int:
    """Return the port the server prints once it listens."""
    readable, _, _ = select.select([server.stdout], [], [], START_TIMEOUT_S)
    line = server.stdout.readline() if readable else b""
    if not line.strip().isdigit():
        pytest.fail(f"The server did not start within {START_TIMEOUT_S} s:\n{log.read_text()}", pytrace=False)
    return int(line)


def wait_for_home(port: int, log: Path) -> None:
    """Return when the home page is delivered. The socket is open already, so one request waits for the first worker."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_TIMEOUT_S)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except OSError as error:
        status = repr(error)
    finally:
        connection.close()
    if status != 200:
        pytest.fail(f"The home page did not come ({status}):\n{log.read_text()}", pytrace=False)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, by force if it does not want to."""
    server.terminate()
    try:
        server.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    server.stdin.close()
    server.stdout.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module: while Playwright runs, no other test of the worker could use Django's database."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        yield browser
        browser.close()


MakeVisitor = Callable[..., Visitor]


@pytest.fixture
def make_visitor(chromium: Browser, city_url: str) -> Iterator[MakeVisitor]:
    """A function that gives a visitor: width, height, display settings, and options of Playwright's new_context."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 1024, display: str = "", **options) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", service_workers="block", **options
        )
        contexts.append(context)
        return Visitor(context, city_url).look(width, height, display)

    yield make
    for context in contexts:
        context.close()
