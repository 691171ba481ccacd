"""Progress of a run: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

import io
import os
import pty
import select
import sys

import pytest

from a11y_checker.checker import check_html
from a11y_checker.progress import Progress

PAGE = check_html("<html lang=ja><title>図書館</title><h1>図書館</h1>")


def test_plain_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress([], quiet=False) as progress:
        progress(PAGE, 1, 2)
        progress(PAGE, 2, 2)

    [line] = capsys.readouterr().err.splitlines()  # the first comes too soon after the start
    assert line.startswith("2/2 pages, ")
    assert line.endswith("about 0 s left")


def test_nothing_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress([], quiet=True) as progress:
        progress(PAGE, 2, 2)

    assert capsys.readouterr() == ("", "")


def test_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(os.fdopen(theirs, "wb", 0), write_through=True))
    monkeypatch.setenv("TERM", "xterm")

    with Progress([], quiet=False) as progress:
        progress(PAGE, 3, 8)
        progress._bar.refresh()
        shown = ""
        while "3/8" not in shown and select.select([ours], [], [], 10)[0]:
            shown += os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    sys.stderr.close()

    assert "pages" in shown
    assert "3/8" in shown
    assert "/s" in shown
