"""Measures a class hour: learners with study cards against gunicorn and PostgreSQL.

    python tests/benchmarks/lessons/run.py --database-url postgresql://… [--learners 3000] [--minutes 60] [--output FILE]

README.md tells what is sent and how. --database-url: a database that is empty.
"""

import argparse
import datetime
import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.lessons.learners import ASKS_EVERY, Learner, Measured, teach  # noqa: E402  # after the path
from tests.benchmarks.lessons.server import prepare, serve  # noqa: E402
from tests.benchmarks.site.load import cpu_seconds  # noqa: E402

WORKERS, THREADS = 2, 4
SENDERS = 64
# Source: acceptance of the lessons: p95 of a step.
P95_MAXIMUM_MS = 300
NAMES = {"step": "page of a step", "answer": "answer to a step", "other": "card, lesson, summary"}


def share_ms(latencies: list[float], share: float) -> float:
    every = sorted(latencies)
    return 1000 * every[min(int(len(every) * share), len(every) - 1)]


def expect(learners: int, lessons: list[list]) -> dict:
    """Return what the database must hold when every learner has gone through every lesson."""
    steps = sum(steps for _slug, steps in lessons) * learners
    askers = [number for number in range(learners) if number % ASKS_EVERY == 0]
    again = [number for number in askers if number % (2 * ASKS_EVERY) == 0]
    counts = {
        "reached": steps,
        "done": steps,
        "finished": learners * len(lessons),
        "again": len(again) * len(lessons),
        "help": (len(askers) - len(again)) * len(lessons),
    }
    return {"finished": learners * len(lessons), "counts": {name: count for name, count in counts.items() if count}}


def write_report(
    measured: Measured, is_exact: bool, seconds: float, cpu: float, load: tuple, options: argparse.Namespace
) -> str:
    """Return the report as Markdown."""
    day = datetime.datetime.now(tz=datetime.UTC).date()
    total = sum(len(every) for every in measured.latencies_s.values())
    lines = [
        "# Lessons: a class hour",
        "",
        f"Measured on {day} with `python tests/benchmarks/lessons/run.py --learners {options.learners} "
        f"--minutes {options.minutes:g}`, Python {platform.python_version()}, {os.cpu_count()} cores, load {load[0]:.1f} "
        f"before and {load[1]:.1f} after; gunicorn with {WORKERS} workers of {THREADS} threads, PostgreSQL on the same "
        f"machine, the learners too. {options.note}".rstrip(),
        "What is sent, and the peers in words: [README of the benchmark](../../tests/benchmarks/lessons/README.md).",
        "",
        f"{options.learners:,} learners sent {total:,} requests in {seconds / 60:.0f} minutes: {total / seconds:.0f} a second, as "
        f"{options.learners * 60 / options.minutes:,.0f} learners in an hour do. The site's processor time for one request: "
        f"{1000 * cpu / total:.1f} ms, so that {cpu / seconds * 100:.0f} % of one core were at work for it.",
        "",
        "| request | number | median ms | p95 ms | p99 ms |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind, name in NAMES.items():
        every = measured.latencies_s[kind]
        figures = " | ".join(f"{share_ms(every, share):.0f}" for share in (0.5, 0.95, 0.99))
        lines.append(f"| {name} | {len(every):,} | {figures} |")
    lines += [
        "",
        f"Errors: {len(measured.failures)}. Progress and counts in the database afterwards: {'exact' if is_exact else 'WRONG'}. "
        f"The generator sent 95 of 100 requests less than {share_ms(measured.lateness_s, 0.95):.0f} ms late.",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure a class hour of learners with study cards.")
    parser.add_argument("--database-url", required=True, help="a database of PostgreSQL that is empty")
    parser.add_argument("--learners", type=int, default=3000)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--note", default="", help="a sentence about the machine, for the report")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    filled = prepare(options.database_url, "fill", str(options.learners))
    seconds = options.minutes * 60
    learners = [Learner(at, card, filled["lessons"], seconds) for at, card in enumerate(filled["numbers"])]
    with serve(options.database_url, WORKERS, THREADS) as (port, pid):
        before, begin, cpu = os.getloadavg()[0], time.perf_counter(), cpu_seconds(pid) or 0.0
        measured = teach(port, learners, SENDERS)
        taken, cpu = time.perf_counter() - begin, (cpu_seconds(pid) or 0.0) - cpu
    is_exact = prepare(options.database_url, "check") == expect(options.learners, filled["lessons"])
    text = write_report(measured, is_exact, taken, cpu, (before, os.getloadavg()[0]), options)
    print(text)
    for failure in sorted(set(measured.failures))[:5]:
        print(failure, file=sys.stderr)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    is_fast = share_ms(measured.latencies_s["step"], 0.95) < P95_MAXIMUM_MS
    return 0 if is_exact and is_fast and not measured.failures else 1


if __name__ == "__main__":
    raise SystemExit(main())
