"""Progress of a run: a bar on a terminal, plain lines elsewhere; pages as JSON lines at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from a11y_checker import baseline
from a11y_checker.reporters import jsonl
from a11y_checker.results import Report

# Our choice: plain lines come at most this often, so that a log stays readable.
LINE_EVERY_S = 10.0


class _Rate(TextColumn):
    """Pages a second, over the whole run."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """Empty until the first page is done."""
        elapsed = task.elapsed or 0.0
        return Text(
            f"{task.completed / elapsed:.1f}/s" if task.completed and elapsed else "", style="progress.data.speed"
        )


class Progress:
    """Told of every finished page. Use as a context manager.

    outputs: the formats asked for; only jsonl to standard output is written here.
    """

    def __init__(
        self, outputs: Sequence[tuple[str, Path | None]], *, quiet: bool, known: Mapping[str, str] | None = None
    ) -> None:
        self._known = known or {}
        self._streams = any(name == "jsonl" and path is None for name, path in outputs)
        self._quiet = quiet
        self._begin = self._last = time.monotonic()
        self._bar = Bar(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True, disable=quiet or not sys.stderr.isatty(),
        )  # fmt: skip
        self._task = self._bar.add_task("pages", total=None)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, page: Report, done: int, known: int) -> None:
        """Show one more page."""
        if self._streams:
            sys.stdout.write(jsonl.render_page(baseline.mark(page, self._known)))
            sys.stdout.flush()
        self._tell(done, known, "pages")

    def listed(self, done: int, known: int) -> None:
        """Show one more address found for a sample."""
        self._tell(done, known, "addresses listed")

    def _tell(self, done: int, known: int, what: str) -> None:
        self._bar.update(self._task, description=what, completed=done, total=known)
        now = time.monotonic()
        if self._quiet or not self._bar.disable or (now - self._last < LINE_EVERY_S and done < known):
            return
        self._last = now
        rate = done / max(now - self._begin, 0.001)
        left = (known - done) / rate
        print(f"{done}/{known} {what}, {rate:.1f} a second, about {left:.0f} s left", file=sys.stderr)
