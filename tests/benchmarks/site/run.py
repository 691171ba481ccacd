"""Measures how fast the demo city's pages are served, beside a bare Wagtail page in the same run, and what they weigh.

    python tests/benchmarks/site/run.py [--seconds 5] [--rounds 3] [--connections 8] [--output docs/benchmarks/site.md]

README.md tells what is compared and how.
"""

import argparse
import datetime
import http.client
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

import bare_site  # noqa: E402  # found because it lies beside this file
import load  # noqa: E402

from tests.demo_city import PAGES  # noqa: E402
from tests.page_weight import weigh  # noqa: E402

# The same for both sites.
GUNICORN = ["--workers", "2", "--threads", "4", "--log-level", "warning"]
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 20
# The page cache passes over addresses with a parameter it does not know (cms/page_cache.py).
ANEW = "bench=1"


@dataclass
class Target:
    """One line of the table: an address that is asked for again and again."""

    name: str
    site: str
    path: str
    beside: str
    cookie: str = ""
    rounds: list[load.Round] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests per second, the median of the rounds."""
        return statistics.median(round.rate for round in self.rounds)

    @property
    def cpu_ms(self) -> float | None:
        """Processor time of the server for one request, in milliseconds; None where the system does not tell."""
        times = [round.cpu_ms for round in self.rounds if round.cpu_ms is not None]
        return statistics.median(times) if times else None

    def latency_ms(self, share: float) -> float:
        """The time within which that share of all requests was answered, in milliseconds."""
        every = sorted(latency for round in self.rounds for latency in round.latencies_s)
        return 1000 * every[min(int(len(every) * share), len(every) - 1)]


def make_targets() -> list[Target]:
    """Return what is measured, the two bare pages first."""
    home, article, search = PAGES["home"], PAGES["article"], PAGES["search_found"]
    furigana = "display=ruby=all"
    return [
        Target("bare Wagtail page", "bare", "/", ""),
        Target("bare Wagtail search", "bare", "/search/?query=%E3%81%94%E3%81%BF", ""),
        Target("home", "city", home, "bare Wagtail page"),
        Target("home, rendered anew", "city", f"{home}?{ANEW}", "bare Wagtail page"),
        Target("article", "city", article, "bare Wagtail page"),
        Target("article, rendered anew", "city", f"{article}?{ANEW}", "bare Wagtail page"),
        Target("article with furigana", "city", article, "bare Wagtail page", furigana),
        Target("article with furigana, rendered anew", "city", f"{article}?{ANEW}", "bare Wagtail page", furigana),
        Target("search", "city", search, "bare Wagtail search"),
    ]


def main() -> None:
    """Build both sites, measure, write the page."""
    options = read_options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-site-")))
        say("Building the demo city")
        city = build_city(folder / "city")
        say("Building a bare Wagtail site")
        bare = bare_site.build(folder / "bare")
        servers = {
            "city": stack.enter_context(serving("cms.wsgi", ROOT, city)),
            "bare": stack.enter_context(serving("bare.wsgi", folder / "bare", bare)),
        }
        targets = make_targets()
        for number in range(1, options.rounds + 1):
            for target in targets:
                measure(target, servers[target.site], options)
                say(f"round {number}: {target.name}: {target.rounds[-1].rate:.0f} requests/s")
        weights = weigh_pages(servers["city"].port)
    report = write_report(targets, weights, options)
    options.output.write_text(report, encoding="utf-8")
    say(f"Written to {options.output}")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5, help="length of a measurement (default 5)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each page, taken in turns (default 3)")
    parser.add_argument("--connections", type=int, default=8, help="visitors at once (default 8)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/benchmarks/site.md", help="the page to write")
    return parser.parse_args()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def build_city(folder: Path) -> dict[str, str]:
    """Build the demo city in the folder; return the environment its processes need."""
    (folder / "static").mkdir(parents=True)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.e2e.settings", "E2E_VAR_DIR": str(folder)}
    for command in ("migrate", "load_demo"):
        subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return env


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int


@contextmanager
def serving(application: str, folder: Path, env: dict[str, str]) -> Iterator[Server]:
    """Serve a site on a free port until the block ends."""
    config = ROOT / "tests/e2e/gunicorn_conf.py"
    command = [sys.executable, "-m", "gunicorn", application, "--config", str(config), *GUNICORN]
    process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        server = Server(int(process.stdout.readline()), process.pid)
        fetch(server.port, "/")
        yield server
    finally:
        process.terminate()
        process.wait(STOP_TIMEOUT_S)
        process.stdin.close()
        process.stdout.close()


def fetch(port: int, path: str) -> bytes:
    """Return what stands at an address; stop with its status when there is nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_TIMEOUT_S)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}: {body[:200]!r}")
    return body


def measure(target: Target, server: Server, options: argparse.Namespace) -> None:
    """Add one round to a target, after a second that nobody counts."""
    headers = {"Cookie": target.cookie} if target.cookie else {}
    load.run(server.port, target.path, headers, options.connections, 1, server.pid)
    target.rounds.append(load.run(server.port, target.path, headers, options.connections, options.seconds, server.pid))


def weigh_pages(port: int) -> dict[str, dict[str, int]]:
    """Return the bytes of every page type by kind."""
    fetch_once = cache(partial(fetch, port))
    return {name: weigh(path, fetch_once) for name, path in PAGES.items()}


def write_report(targets: list[Target], weights: dict[str, dict[str, int]], options: argparse.Namespace) -> str:
    """Return the page for docs/benchmarks/."""
    by_name = {target.name: target for target in targets}
    rows = [format_row(target, by_name.get(target.beside)) for target in targets]
    heavy = sorted(weights.items(), key=lambda item: -sum(item[1].values()))
    weight_rows = [format_weight(name, weight) for name, weight in heavy]
    template = (Path(__file__).parent / "report.md").read_text(encoding="utf-8")
    return template.format(
        date=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        machine=describe_machine(),
        versions=", ".join(f"{name} {version(name)}" for name in ("Django", "Wagtail", "gunicorn")),
        python=platform.python_version(),
        gunicorn=" ".join(GUNICORN[:4]),
        seconds=f"{options.seconds:g}",
        rounds=options.rounds,
        connections=options.connections,
        load=f"{os.getloadavg()[1]:.1f}",
        rows="\n".join(rows),
        weights="\n".join(weight_rows),
    )


def format_row(target: Target, beside: Target | None) -> str:
    cpu = f"{target.cpu_ms:.1f}" if target.cpu_ms is not None else "–"
    ratio = f"{target.rate / beside.rate:.2f}" if beside else "1"
    return (
        f"| {target.name} | {target.rate:,.0f} | {ratio} | {target.latency_ms(0.5):.1f} "
        f"| {target.latency_ms(0.95):.1f} | {cpu} |"
    )


def format_weight(name: str, weight: dict[str, int]) -> str:
    kinds = " | ".join(f"{weight[kind] / 1000:.1f}" for kind in ("html", "css", "js", "images"))
    return f"| {name.replace('_', ' ')} | {kinds} | {sum(weight.values()) / 1000:.1f} |"


def describe_machine() -> str:
    """Return processor, cores and system as far as they can be found out."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
