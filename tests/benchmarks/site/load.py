"""Asks for one address over and over, from several connections at once."""

import http.client
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Round:
    """One measurement.

    rate: requests per second. cpu_ms: the server's processor time for one request; None where /proc is missing.
    """

    rate: float
    latencies_s: list[float]
    cpu_ms: float | None


def run(port: int, path: str, headers: dict[str, str], connections: int, seconds: float, pid: int) -> Round:
    """Return what was measured; stop the program when any answer is not 200.

    pid: the server's first process; its children count with it.
    """
    latencies: list[list[float]] = [[] for _ in range(connections)]
    failures: list[str] = []
    before, begin = cpu_seconds(pid), time.perf_counter()
    threads = [
        threading.Thread(target=visit, args=(port, path, headers, begin + seconds, own, failures)) for own in latencies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken, after = time.perf_counter() - begin, cpu_seconds(pid)
    if failures:
        raise SystemExit(f"{path}: {failures[0]}")
    every = [latency for own in latencies for latency in own]
    cpu_ms = None if before is None or after is None else 1000 * (after - before) / len(every)
    return Round(len(every) / taken, every, cpu_ms)


def visit(
    port: int, path: str, headers: dict[str, str], until: float, latencies: list[float], failures: list[str]
) -> None:
    """Ask, read the whole answer, ask again, until the time is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < until and not failures:
        begin = time.perf_counter()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            failures.append(repr(error))
            break
        if response.status != 200:
            failures.append(f"answered {response.status}")
        latencies.append(time.perf_counter() - begin)
    connection.close()


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time of a process and its children so far; None where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return None
    children = Path(f"/proc/{pid}/task/{pid}/children")
    pids = [str(pid), *(children.read_text().split() if children.exists() else [])]
    # Fields 14 and 15 are user and system time in clock ticks; the name before them may hold spaces. Source: proc(5).
    stats = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in pids]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")
