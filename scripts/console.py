"""What a person sees while the set-up runs: a line a step, how long it took, and what to do when it failed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "log" / "setup.log"

# Our choice: enough of a tool's output to see its error, little enough to keep our advice on the screen.
LOG_LINES_SHOWN = 15

# File descriptors that keep a lock. Handed on to every tool that is started, so that a tool which outlives this
# process (kill -9) keeps the lock until it has ended.
held_locks: list[int] = []


class SetupFailedError(Exception):
    """A step failed. The message, Japanese first, says what happened and what to do."""

    def __init__(self, ja: str, en: str, output: str = "") -> None:
        super().__init__(ja, en)
        self.ja = ja
        self.en = en
        self.output = output


@contextlib.contextmanager
def step(ja: str, en: str) -> Iterator[None]:
    """Print the step, run the block, and end the line with how long it took."""
    print(f"- {ja} / {en} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"失敗 / failed ({time.monotonic() - start:.1f} s)", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def say(ja: str, en: str) -> None:
    """Print one remark, Japanese first."""
    print(f"- {ja} / {en}", flush=True)


def run_logged(command: Sequence[str | Path], ja: str, en: str, env: dict[str, str] | None = None) -> None:
    """Run a command, its output in the log. Raises SetupFailedError with the advice `ja`, `en` when it fails."""
    result = call_logged(command, env)
    if result.returncode != 0:
        raise SetupFailedError(ja, en, result.stdout)


def call_logged(command: Sequence[str | Path], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder; give its exit code and output, and keep the output in the log."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=held_locks,
        check=False,
    )
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} $ {' '.join(words)}\n{result.stdout}\n")
    return result


def main_guard(main: Callable[[], int]) -> None:
    """Run a command's main function; turn failures and Ctrl-C into a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    for signal_number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, lambda number, frame: sys.exit(128 + number))
    try:
        code = main()
    except SetupFailedError as error:
        print_failure(error)
        code = 1
    except KeyboardInterrupt:
        print("\n止めました。もう一度実行すると続きから始まります。 / Stopped. Run it again to go on.", file=sys.stderr)
        code = 130
    sys.exit(code)


def print_failure(error: SetupFailedError) -> None:
    """Print the end of the tool's output, where the rest is, and what to do."""
    lines = error.output.strip().splitlines()[-LOG_LINES_SHOWN:]
    for line in lines:
        print(f"    {line}", file=sys.stderr)
    if lines:
        shown = LOG.relative_to(ROOT)
        print(f"    （全文 / all of it: {shown}）", file=sys.stderr)
    print(f"\n{error.ja}\n{error.en}", file=sys.stderr, flush=True)
