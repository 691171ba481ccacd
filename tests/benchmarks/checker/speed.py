"""Measures pages per second in the browser (beside pa11y-ci), static, unchanged, and the memory of a crawl.

    python tests/benchmarks/checker/speed.py [--pages 60] [--static 600] [--turns 3] [--jobs 2] [--crawl 2000] [--peer FOLDER]

--static N: pages of the static run and of the unchanged one, so many that the start of the program does not decide.
--crawl N: also crawl N pages in the browser and note the memory (takes minutes; 0, the default, leaves it out).
--peer: a folder with pa11y-ci installed; without it, npm installs it into a temporary folder.
Both tools judge the same pages on the same server in turn, each as a process of its own with its start. Prints Markdown:
seconds on the clock, and seconds of processor time of all processes, which other work on the machine disturbs less.
"""

import argparse
import datetime
import functools
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(ROOT)]

import pages  # noqa: E402  # found by the line above

PEER = "pa11y-ci@4"
PEER_NAME = "pa11y-ci, concurrency 1"
# As an installed program has it: compiled once, not at each start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CHECK = [sys.executable, "-m", "a11y_checker", "check", "--level", "AAA", "--quiet", "--delay", "0"]


class Handler(SimpleHTTPRequestHandler):
    """Serves the pages without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Print the tables."""
    options = read_options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        site.mkdir()
        names = pages.write_site(site, max(options.pages, options.static, options.crawl))
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        urls = [f"{base}/{page}" for page in names]
        print_machine(options)
        measure_speed(folder, urls, options)
        if options.crawl:
            measure_crawl(folder, f"{base}/p0.html", options)
        server.shutdown()


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument(
        "--static", type=int, default=600, help="pages of the static and the unchanged run (default 600)"
    )
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="browsers of ours side by side (default 2)")
    parser.add_argument("--crawl", type=int, default=0, help="pages of the crawl whose memory is noted")
    parser.add_argument("--peer", type=Path, help="folder with pa11y-ci installed")
    return parser.parse_args()


Cost = tuple[float, float]  # seconds on the clock, seconds of processor time


def measure_speed(folder: Path, urls: list[str], options: argparse.Namespace) -> None:
    """Print the cost of each way, all ways in turn, and the ratios within the turns."""
    peer = options.peer or install_peer(folder)
    few, many, one = (listed(folder, urls[:count]) for count in (options.pages, options.static, 1))
    cache = ["--changed-only", "--cache", str(folder / "cache")]
    one_core = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    ours(folder, [*CHECK, *many, *cache], options.static)  # fills the cache
    ways: dict[str, tuple[list[str], int]] = {
        f"browser, {options.jobs} jobs": ([*CHECK, *few, "--jobs", str(options.jobs)], options.pages),
        "browser, 1 job": ([*CHECK, *few], options.pages),
        "unchanged, 1 job": ([*CHECK, *many, *cache], options.static),
        "unchanged, one page: the start": ([*CHECK, *one, *cache], 1),
        "static, 1 core": ([*one_core, *CHECK, *many, "--no-browser"], options.static),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    counts = {name: count for name, (_, count) in ways.items()}
    if peer:
        counts[PEER_NAME], costs[PEER_NAME] = options.pages, []
    for turn in range(options.turns):
        for name, (command, count) in ways.items():
            costs[name].append(ours(folder, command, count))
        if peer:
            costs[PEER_NAME].append(pa11y(peer, folder, urls[: options.pages]))
        print(f"turn {turn + 1} of {options.turns}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    print_speed(costs, counts, PEER_NAME if peer else "browser, 1 job")


def listed(folder: Path, urls: list[str]) -> list[str]:
    """The option that names these addresses."""
    path = folder / f"list{len(urls)}.txt"
    path.write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")
    return ["--list", str(path)]


def timed(command: list[str], **options: Any) -> tuple[subprocess.CompletedProcess[bytes], Cost]:
    """A finished command and its cost, with all processes that it started."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, (time.perf_counter() - begin, used)


def ours(folder: Path, command: list[str], count: int) -> Cost:
    """The cost of one run of ours, its start and report included. Raises RuntimeError when a page was not judged."""
    report = folder / "report.json"
    done, cost = timed([*command, "--format", f"json:{report}"], cwd=ROOT, env=ENVIRONMENT)
    summary = json.loads(report.read_text(encoding="utf-8"))["summary"] if done.returncode in (0, 1) else {}
    if summary.get("pages") != count or summary.get("errors"):
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr.decode()[-500:]}")
    return cost


def pa11y(peer: Path, folder: Path, urls: list[str]) -> Cost:
    """The cost of one run of pa11y-ci. Raises RuntimeError when it did not judge every page."""
    launch = {"executablePath": shutil.which("chromium") or "/usr/bin/chromium", "args": ["--no-sandbox"]}
    defaults = {"concurrency": 1, "timeout": 120_000, "chromeLaunchConfig": launch}
    config = folder / "pa11yci.json"
    config.write_text(json.dumps({"defaults": defaults, "urls": urls}), encoding="utf-8")
    done, cost = timed([str(peer / "node_modules" / ".bin" / "pa11y-ci"), "--json", "--config", str(config)])
    results = json.loads(done.stdout)["results"]
    broken = [url for url, found in results.items() if any("message" in f and "code" not in f for f in found)]
    if len(results) != len(urls) or broken:
        raise RuntimeError(f"pa11y-ci judged {len(results)} pages, {len(broken)} with an error")
    return cost


def install_peer(folder: Path) -> Path | None:
    """The folder that npm installed pa11y-ci into; None where there is no npm."""
    npm = shutil.which("npm")
    if not npm:
        print("npm is not there: pa11y-ci is left out.", file=sys.stderr)
        return None
    env = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder / "peer"), PEER]
    subprocess.run(command, env=env, check=True)
    return folder / "peer"


def print_speed(costs: dict[str, list[Cost]], counts: dict[str, int], against: str) -> None:
    """Print the median of the turns, and the median of the ratios within each turn, a page each."""
    print(
        f"| way | pages | pages/s | seconds, each turn | processor seconds, each turn | × {against} | × in processor time |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, turns in costs.items():
        count, others = counts[name], costs[against]
        share = counts[against] / count
        ratios = [
            statistics.median(other[kind] / own[kind] / share for own, other in zip(turns, others, strict=True))
            for kind in (0, 1)
        ]
        seconds, used = (", ".join(f"{turn[kind]:.1f}" for turn in turns) for kind in (0, 1))
        speed = count / statistics.median(turn[0] for turn in turns)
        print(f"| {name} | {count} | {speed:.1f} | {seconds} | {used} | {ratios[0]:.1f} | {ratios[1]:.1f} |")


def measure_crawl(folder: Path, start: str, options: argparse.Namespace) -> None:
    """Print the memory of a crawl in the browser, all its processes together, at ten moments and at its peak."""
    command = [*CHECK, "--crawl", start, "--jobs", str(options.jobs), "--max-pages", str(options.crawl)]
    begin = time.perf_counter()
    found: list[int] = []
    with subprocess.Popen([*command, "--format", f"json:{folder / 'crawl.json'}"], cwd=ROOT, env=ENVIRONMENT) as run:
        while run.poll() is None:
            found.append(memory_of(run.pid))
            time.sleep(1)
    seconds = time.perf_counter() - begin
    summary = json.loads((folder / "crawl.json").read_text(encoding="utf-8"))["summary"]
    step = max(1, len(found) // 10)
    print(f"\nCrawl of {summary['pages']} pages ({summary['errors']} errors), {options.jobs} jobs, {seconds:.0f} s: ")
    print(f"peak {max(found) / 1e6:.0f} MB; along the run {', '.join(f'{n / 1e6:.0f}' for n in found[::step])} MB")


def memory_of(pid: int) -> int:
    """Bytes of a process and all below it, shared pages counted once (Linux: Pss of smaps_rollup)."""
    total = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(memory_of(int(child)) for child in (task / "children").read_text().split())
    except OSError:  # it ended meanwhile
        return total
    return total


def print_machine(options: argparse.Namespace) -> None:
    """Print when and on what."""
    version = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    print(f"Measured {datetime.datetime.now(datetime.UTC):%Y-%m-%d} on {platform.machine()}, {os.cpu_count()} cores,")
    print(f"Python {platform.python_version()}, {version}; {options.turns} turns; load {os.getloadavg()[0]:.1f}.\n")


if __name__ == "__main__":
    main()
