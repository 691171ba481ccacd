"""Measures applications per second through gunicorn beside a bare row lock, a draw of 10,000 lots, and a long catalogue.

    python tests/benchmarks/enrolment/run.py [--count 300] [--connections 8] [--database-url postgresql://…] [--output FILE]

README.md tells what is compared and how. --database-url: a database that may be emptied; without it, SQLite alone.
"""

import argparse
import datetime
import http.client
import json
import os
import platform
import queue
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
WORKERS, THREADS = 2, 4
START_TIMEOUT_S = 90
REQUEST_TIMEOUT_S = 120


@dataclass(frozen=True)
class Measured:
    """rate: answers per second. latencies in seconds. failures: answers that were no redirect to the receipt."""

    rate: float
    latencies: list[float]
    failures: int

    def latency_ms(self, share: float) -> float:
        every = sorted(self.latencies)
        return 1000 * every[min(int(len(every) * share), len(every) - 1)]


def prepare(where: str, *arguments: str) -> dict:
    """Run one command of prepare.py on the database; return what it printed."""
    result = subprocess.run(
        [sys.executable, FOLDER / "prepare.py", *arguments],
        env={**os.environ, "ENROLMENT_BENCH_DATABASE": where},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(result.stderr)
    return json.loads(result.stdout.splitlines()[-1])


@contextmanager
def serve(where: str) -> Iterator[int]:
    """Start gunicorn on a free port and give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "tests.benchmarks.enrolment.server:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", str(THREADS)]
    command += ["--log-level", "warning", "--timeout", "120"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "ENROLMENT_BENCH_DATABASE": where})
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        try:
            ask(port, "GET", "/enrolment/", {})
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not start.")


def ask(port: int, method: str, path: str, headers: dict[str, str], body: str = "") -> tuple[int, str, str]:
    """Return status, address of a redirect, and the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REQUEST_TIMEOUT_S)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
        return response.status, response.getheader("Location", ""), page
    finally:
        connection.close()


def measure(port: int, path: str, jobs: list[dict[str, str]], body: str, goal: str, connections: int) -> Measured:
    """POST once with the headers of every job, from several connections at once."""
    waiting: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    latencies: list[float] = []
    failures: list[str] = []

    def work() -> None:
        while True:
            try:
                headers = waiting.get_nowait()
            except queue.Empty:
                return
            begin = time.perf_counter()
            status, location, _page = ask(port, "POST", path, headers, body)
            latencies.append(time.perf_counter() - begin)
            if status != 302 or not location.endswith(goal):
                failures.append(f"{status} {location}")

    begin = time.perf_counter()
    threads = [threading.Thread(target=work) for _connection in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(len(jobs) / (time.perf_counter() - begin), latencies, len(failures))


def measure_database(where: str, count: int, connections: int) -> tuple[Measured, Measured, dict]:
    """Return the peer, our applications, and what stands in the database afterwards."""
    filled = prepare(where, "fill", str(count))
    with serve(where) as port:
        _status, _location, page = ask(port, "GET", "/enrolment/", {})
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        cookies = [{**form, "Cookie": f"csrftoken={token}; application={key}"} for key in filled["keys"]]
        peer = measure(port, "/peer/", [form] * count, "", "/", connections)
        path = f"/apply/{filled['code']}/check/"
        ours = measure(port, path, cookies, f"csrfmiddlewaretoken={token}", "/done/", connections)
    return peer, ours, prepare(where, "check")


def write_report(rows: list[tuple[str, Measured, Measured, dict]], draw: dict, catalogue: dict, options) -> str:
    """Return the report as Markdown."""
    day = datetime.datetime.now(tz=datetime.UTC).date()
    load = statistics.fmean(os.getloadavg())
    lines = [
        "# Enrolment: speed",
        "",
        f"Measured on {day} with `python tests/benchmarks/enrolment/run.py`, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, mean load {load:.1f} while measuring; gunicorn with {WORKERS} workers of {THREADS} "
        f"threads; {options.count} requests from {options.connections} connections at once.",
        "What is compared: tests/benchmarks/enrolment/README.md.",
        "",
        "| database | what | per second | median ms | p95 ms | failed |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for name, peer, ours, _found in rows:
        for what, one in (("bare row lock", peer), ("application sent", ours)):
            lines.append(
                f"| {name} | {what} | {one.rate:.1f} | {one.latency_ms(0.5):.0f} | {one.latency_ms(0.95):.0f} "
                f"| {one.failures} |"
            )
    lines += ["", "What the databases held afterwards:", ""]
    lines += [
        f"- {name}: {found['confirmed']} places on {found['seats_held']} seats held, {found['waitlisted']} waiting, ranks "
        f"{'without gap or repetition' if found['ranks_exact'] else 'WRONG'}"
        for name, _peer, _ours, found in rows
    ]
    lines += [
        "",
        f"A draw of {draw['lots']:,} lots takes {draw['seconds']:.2f} s (median of five; slowest {draw['slowest']:.2f} s).",
        "",
        f"The catalogue with 500 runs takes {catalogue['queries']} queries, {catalogue['seconds']:.2f} s on SQLite with "
        f"nothing remembered ({catalogue['bytes'] // 1024} KiB of HTML).",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure enrolment.")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--database-url", default="", help="a database of PostgreSQL that is empty")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "db.sqlite3")
        places = [("SQLite", file)] + ([("PostgreSQL", options.database_url)] if options.database_url else [])
        rows = [(name, *measure_database(where, options.count, options.connections)) for name, where in places]
        text = write_report(rows, prepare(file, "draw"), prepare(file, "catalogue"), options)
    print(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
