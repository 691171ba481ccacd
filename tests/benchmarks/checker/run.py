"""Runs the checker over W3C's ACT test cases and scores it.

    python tests/benchmarks/checker/run.py CORPORA [--rule ACT_ID] [--jobs N] [--results FILE] [--per-rule] [--cases]

CORPORA: a folder with act/testcases.json and the pages as W3C serves them under act/WAI/ (README.md tells where from).
--rule: only the cases of one ACT rule (repeatable). --results FILE: write the outcomes there, one line a case; with
--rescore read them from there instead of running. --per-rule, --cases: also every ACT rule, every case that is not as
expected. The tables are printed as Markdown, for docs/benchmarks/checker.md.
"""

import argparse
import datetime
import functools
import json
import platform
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

import act  # noqa: E402  # found by the line above

from a11y_checker import Checker, Settings  # noqa: E402
from a11y_checker.checker import available_rules  # noqa: E402
from a11y_checker.errors import NotHtmlError  # noqa: E402

# Every success criterion counts. Published ACT reports are about WCAG 2.2 as a whole too.
SETTINGS = Settings(profile="wcag-22", level="AAA", timeout_s=20)


def main() -> None:
    """Print the tables."""
    options = read_options()
    corpus = options.corpora / "act" if (options.corpora / "act").is_dir() else options.corpora
    rules, approved = act.load_cases(corpus / "testcases.json")
    if options.rule:
        rules = {rule: cases for rule, cases in rules.items() if rule in options.rule}
    begin = time.perf_counter()
    if options.rescore:
        lines = options.results.read_text(encoding="utf-8").splitlines()
        results = {row["testcaseId"]: row["outcomes"] for row in map(json.loads, lines)}
    else:
        settings = replace(SETTINGS, axe=not options.no_axe)
        results = run(corpus, [case for cases in rules.values() for case in cases], options.jobs, settings)
        print_machine(len(results), time.perf_counter() - begin)
    if options.results and not options.rescore:
        write(options.results, results)
    print_scores(rules, approved, results, options)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with act/")
    parser.add_argument("--rule", action="append", help="only this ACT rule (repeatable)")
    parser.add_argument("--jobs", type=int, default=2, help="browsers side by side (default 2)")
    parser.add_argument("--results", type=Path, help="file of outcomes")
    parser.add_argument("--rescore", action="store_true", help="read --results instead of running")
    parser.add_argument("--per-rule", action="store_true", help="print every ACT rule")
    parser.add_argument("--no-axe", action="store_true", help="our own rules only; quicker")
    parser.add_argument("--cases", action="store_true", help="print every case that is not as expected")
    return parser.parse_args()


class Handler(SimpleHTTPRequestHandler):
    """Serves the pages without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def run(corpus: Path, cases: list[act.Case], jobs: int, settings: Settings) -> dict[str, act.Outcomes]:
    """Give the outcomes of every case; pages that several ACT rules share are judged once."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(corpus)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    pages = {case["testcaseId"]: base + urlsplit(case["url"]).path for case in cases}
    shares = [list(pages.items())[start::jobs] for start in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        results = {key: value for part in pool.map(run_share, shares, [settings] * jobs) for key, value in part.items()}
    server.shutdown()
    return results


def run_share(pages: list[tuple[str, str]], settings: Settings) -> dict[str, act.Outcomes]:
    """Judge pages one after the other in one browser. A page that could not be judged has no outcomes."""
    results: dict[str, act.Outcomes] = {}
    with Checker(settings) as checker:
        for number, (case, url) in enumerate(pages):
            try:
                report = checker.check_url(url)
            except NotHtmlError:  # no rule of ours applies to what is no HTML page
                results[case] = {}
                continue
            if report.error:
                print(f"{url}: {report.error}", file=sys.stderr)
                continue
            results[case] = {rule: str(outcome) for rule, outcome in report.outcomes.items()}
            if number % 50 == 49:
                print(f"{number + 1} of {len(pages)} pages", file=sys.stderr)
    return results


def write(path: Path, results: dict[str, act.Outcomes]) -> None:
    """Keep the outcomes, one line a case."""
    lines = (json.dumps({"testcaseId": case, "outcomes": outcomes}) for case, outcomes in results.items())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def print_machine(count: int, seconds: float) -> None:
    """Print when, on what and with which versions."""
    with Checker(SETTINGS) as checker:
        checker.started()
        engines = ", ".join(f"{name} {version}" for name, version in checker.engines().items())
    print(f"Measured {datetime.datetime.now(datetime.UTC):%Y-%m-%d} on {platform.machine()}, {platform.system()},")
    print(f"Python {platform.python_version()}, {engines}: {count} pages in {seconds:.0f} s.\n")


def mapping() -> dict[str, list[str]]:
    """Give the rules of ours that stand for each ACT rule, as `a11y-checker rules --format json` lists them."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in available_rules():
        for act_id in rule.act:
            found[act_id].append(rule.id)
    return found


def print_scores(
    rules: dict[str, list[act.Case]], approved: set[str], results: dict[str, act.Outcomes], options: argparse.Namespace
) -> None:
    """Print the table of groups, and on request each rule and each odd case."""
    ours = mapping()
    groups, per_rule = act.score(rules, approved, results, ours)
    print("| rules | " + " | ".join(act.LEVELS) + " | TP | FP | FN | precision | recall | F1 |")
    print("|---" * (len(act.LEVELS) + 7) + "|")
    for name, n in groups.items():
        counts = [n[key] for key in (*act.LEVELS, "tp", "fp", "fn")]
        print("| " + " | ".join([name, *map(str, counts), *(f"{ratio:.3f}" for ratio in act.ratios(n))]) + " |")
    order = sorted(per_rule, key=lambda rule: (rule not in approved, per_rule[rule][0], rule))
    if options.per_rule:
        print("\n| ACT rule | status | consistency | TP | FN | FP | name | ours |")
        print("|---|---|---|---|---|---|---|---|")
        for rule in order:
            level, n = per_rule[rule]
            status = "approved" if rule in approved else "proposed"
            cells = [rule, status, level, *(str(n[key]) for key in ("tp", "fn", "fp")), rules[rule][0]["ruleName"]]
            print("| " + " | ".join([*cells, ", ".join(ours.get(rule, [])) or "–"]) + " |")
    if options.cases:
        print_cases(rules, order, results, ours)


def print_cases(
    rules: dict[str, list[act.Case]], order: list[str], results: dict[str, act.Outcomes], ours: dict[str, list[str]]
) -> None:
    """Print every case whose outcome is not the expected one, failures that are none first."""
    print()
    for rule in order:
        for case in rules[rule]:
            found = act.outcome(case, ours.get(rule, []), results)
            if (case["expected"] == "failed") != (found == "failed"):
                alarm = "FALSE ALARM " if found == "failed" else ""
                print(f"{alarm}{rule} {case['testcaseTitle']}: {found} for {case['expected']}; {case['relativePath']}")


if __name__ == "__main__":
    main()
