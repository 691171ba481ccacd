"""The Selenium grid: the same findings as with the own browser, through a WebDriver on this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from a11y_checker import Checker, MissingExtraError, Report, Settings, UsageError, View, cli

Serve = Callable[..., str]
PAGE = """<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1>
<p style="color:#999">うすい文字です。</p><p role=nonsense>役割</p><p><img src=a.png></p>
<iframe title="中の文書" src="inner.html"></iframe>"""
INNER = "<!DOCTYPE html><html lang=ja><title>中</title><p><img src=b.png></p>"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not shutil.which("chromedriver"), reason="no chromedriver (Debian: apt-get install chromium-driver)"
    ),
]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def grid() -> Iterator[str]:
    """A WebDriver server on this machine, which speaks the same protocol as a grid."""
    pytest.importorskip("axe_selenium_python")
    port = free_port()
    with subprocess.Popen(
        ["chromedriver", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                with urlopen(f"{address}/status", timeout=1) as answer:
                    if json.load(answer)["value"]["ready"]:
                        break
            except (URLError, OSError):
                time.sleep(0.1)
        yield address
        # With its browsers: one that holds an endless script does not end by itself, and would keep a core busy.
        os.killpg(server.pid, signal.SIGKILL)


def places(report: Report) -> list[tuple[str, str, str]]:
    assert report.error is None
    return sorted((f.rule, str(f.outcome), f.selector) for f in report.findings)


def test_grid_finds_what_the_own_browser_finds(grid: str, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "inner.html").write_text(INNER, encoding="utf-8")
    url = f"{serve(tmp_path)}/"

    with Checker(Settings()) as checker:
        own = checker.check_url(url)
    with Checker(Settings(grid=grid)) as checker:
        there = checker.check_url(url)
        engines = checker.engines()

    assert places(there) == places(own)
    assert there.score == own.score
    assert {"aria-roles", "contrast", "image-alt"} <= {f.rule for f in there.findings}
    assert any(" >>> " in f.selector for f in there.findings)
    assert [f.source for f in there.findings if f.rule == "contrast"] == [
        f.source for f in own.findings if f.rule == "contrast"
    ]
    assert set(engines) == {"chromium", "axe-core"}
    assert engines["chromium"]


def test_errors_of_the_grid(grid: str, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "loop.html").write_text(
        PAGE + "<script>onload = () => setTimeout(() => { for(;;); })</script>", encoding="utf-8"
    )
    (tmp_path / "data.json").write_text("{}", encoding="utf-8")
    (tmp_path / "good.html").write_text(INNER, encoding="utf-8")
    base = serve(tmp_path)

    with Checker(Settings(grid=grid, timeout_s=2, axe=False, retries=0)) as checker:
        gone = checker.check_url(f"{base}/none.html")
        loop = checker.check_url(f"{base}/loop.html")
        good = checker.check_url(f"{base}/good.html")
        with pytest.raises(UsageError, match="cannot be told color_scheme"):
            checker.check_url(f"{base}/good.html", View(color_scheme="dark"))

    assert gone.error == f"{base}/none.html answered with HTTP 404."
    assert loop.error is not None
    assert good.error is None


def test_grid_from_the_command_line(grid: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(INNER, encoding="utf-8")

    code = cli.main(
        ["check", str(tmp_path / "site"), "--selenium-grid", grid, "--only", "image-alt", "--format", "json", "--quiet"]
    )

    assert code == 1
    assert json.loads(capsys.readouterr().out)["outcomes"] == {"image-alt": "failed"}


def test_grid_that_does_not_answer() -> None:
    with (
        Checker(Settings(grid=f"http://127.0.0.1:{free_port()}", timeout_s=5)) as checker,
        pytest.raises(MissingExtraError, match=r"The grid at http://127\.0\.0\.1:\d+ does not answer"),
    ):
        checker.check_url("http://127.0.0.1:9/")
