"""Starts the measured site on a database of its own, with the settings of the enrolment benchmark."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent
START_TIMEOUT_S = 120


def environment(where: str) -> dict[str, str]:
    settings = "tests.benchmarks.enrolment.settings"
    return {**os.environ, "ENROLMENT_BENCH_DATABASE": where, "DJANGO_SETTINGS_MODULE": settings}


def prepare(where: str, *arguments: str) -> dict:
    """Run one command of prepare.py on the database; return what it printed."""
    command = [sys.executable, FOLDER / "prepare.py", *arguments]
    result = subprocess.run(command, env=environment(where), cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)
    return json.loads(result.stdout.splitlines()[-1])


@contextmanager
def serve(where: str, workers: int, threads: int) -> Iterator[tuple[int, int]]:
    """Start gunicorn on a free port and give the port and the number of its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    command += ["--workers", str(workers), "--threads", str(threads), "--timeout", "120"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(where))
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/lessons/card/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.5)
    raise SystemExit("The server did not start.")
