"""`a11y-checker check`, `rules` and `explain`.

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 wrong use, 3 a page could not be
loaded or judged (also when there are findings besides).
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from a11y_checker import baseline, reporters, targets
from a11y_checker.checker import Checker, available_rules
from a11y_checker.config import Settings, find_config, read_settings
from a11y_checker.crawl import sitemap_urls
from a11y_checker.errors import CheckerError, UsageError
from a11y_checker.fixes.on_disk import fix_files
from a11y_checker.merge import merge
from a11y_checker.progress import Progress
from a11y_checker.results import IMPACTS, Report, RuleInfo, SiteReport
from a11y_checker.rule import Rule
from a11y_checker.rule_words import describe, explain
from a11y_checker.sample import draw
from a11y_checker.site import check_pages, check_site, list_site, make_site_report
from a11y_checker.site_rules import SITE_RULES
from a11y_checker.standards import LEVELS, all_profiles
from a11y_checker.store import changed
from a11y_checker.trend import add_trend

# A report format, and the file it goes to; None for standard output.
Output = tuple[str, Path | None]

CLEAN, FINDINGS, WRONG_USE, NOT_JUDGED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = make_parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except UsageError as error:
        print(f"a11y-checker: {error}", file=sys.stderr)
        return WRONG_USE
    except CheckerError as error:
        print(f"a11y-checker: {error}", file=sys.stderr)
        return NOT_JUDGED
    except BrokenPipeError:
        sys.stderr.close()
        return CLEAN


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="a11y-checker",
        description="Judges web pages against JIS X 8341-3, WCAG and a city's accessibility guideline.",
        epilog="Exit codes: 0 clean, 1 findings, 2 wrong use, 3 a page could not be loaded or judged.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands.add_parser("check", help="check pages, files or a whole site"))
    joined = commands.add_parser("merge", help="put the reports of several runs together")
    joined.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="a report in the format json or jsonl")
    _add_reports(joined)
    joined.set_defaults(run=_run_merge)
    rules = commands.add_parser("rules", help="list all rules")
    rules.add_argument("--format", choices=("text", "json"), default="text", help="form of the list")
    rules.add_argument("--language", choices=("ja", "en"), default="ja", help="language of the names")
    rules.set_defaults(run=_run_rules)
    explain = commands.add_parser("explain", help="say what a rule checks, why, and how to mend it")
    explain.add_argument("rule", metavar="RULE", help="id of the rule, as `rules` lists it")
    explain.add_argument("--language", choices=("ja", "en"), default="ja", help="language of the words")
    explain.set_defaults(run=_run_explain)
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="URL, file, folder, or - for standard input")
    parser.add_argument("--sitemap", metavar="URL", help="check every page a sitemap lists")
    parser.add_argument(
        "--crawl", metavar="URL", help="check every page of the site (same host, honours robots.txt and rel=nofollow)"
    )
    parser.add_argument("--list", metavar="FILE", help="check the addresses in a file, one a line")
    parser.add_argument("--sample", type=int, metavar="N", help="judge the representative pages and N drawn by lot")
    parser.add_argument(
        "--seed", type=int, metavar="S", help="the seed of the draw (default: a new one, which is told)"
    )
    parser.add_argument("--profile", choices=tuple(all_profiles()), help="what to judge by (default: city-2012)")
    parser.add_argument("--level", choices=LEVELS, help="highest level judged (default: AA)")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="findings that are already known")
    parser.add_argument("--update-baseline", action="store_true", help="write the findings of this run as known")
    parser.add_argument("--no-browser", action="store_true", help="static rules only, without Chromium")
    parser.add_argument("--no-axe", action="store_true", help="our own rules only, without axe-core")
    parser.add_argument(
        "--deep",
        action="store_true",
        default=None,
        help="also operate the page: keyboard, pointer, narrow window, more space",
    )
    parser.add_argument("--no-files", action="store_true", help="do not open the PDF and Office files a page links to")
    parser.add_argument("--selenium-grid", metavar="URL", help="open the pages on a Selenium grid instead of here")
    parser.add_argument("--only", action="append", metavar="RULE", help="run only this rule (repeatable)")
    parser.add_argument("--skip", action="append", metavar="RULE", help="leave this rule out (repeatable)")
    parser.add_argument("--jobs", type=int, metavar="N", help="pages checked at once (default: 1)")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="time for one page (default: 30)")
    parser.add_argument("--max-pages", type=int, metavar="N", help="most pages of a crawl (default: 10000)")
    parser.add_argument("--delay", type=float, metavar="SECONDS", help="rest between two pages of a crawl")
    parser.add_argument("--include", action="append", metavar="PATTERN", help="crawl only addresses like this")
    parser.add_argument("--exclude", action="append", metavar="PATTERN", help="leave out addresses like this")
    parser.add_argument("--cookie", action="append", metavar="NAME=VALUE", help="send a cookie (repeatable)")
    parser.add_argument("--user", metavar="NAME:PASSWORD", help="HTTP basic authentication")
    parser.add_argument("--width", type=int, metavar="PX", help="width of the window (default: 1280)")
    parser.add_argument("--color-scheme", choices=("light", "dark"), help="the reader's colour scheme")
    parser.add_argument("--forced-colors", choices=("none", "active"), help="the reader's forced colours")
    parser.add_argument(
        "--fix", action="store_true", help="mend what has one right answer in the named files, then check"
    )
    parser.add_argument("--diff", action="store_true", help="with --fix: show what would be mended, and change nothing")
    parser.add_argument("--shard", type=_shard, metavar="I/N", help="judge the I-th of N parts; `merge` joins them")
    parser.add_argument("--changed-only", action="store_true", help="do not judge again what did not change (--cache)")
    parser.add_argument("--cache", metavar="DIR", help="folder of former results for --changed-only")
    parser.add_argument(
        "--resume", metavar="DIR", help="folder of the run's state: started again, a stopped run goes on"
    )
    parser.add_argument("--retries", type=int, metavar="N", help="attempts after a passing error (default: 1)")
    _add_reports(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.set_defaults(run=_run_check)


def _add_reports(parser: argparse.ArgumentParser) -> None:
    """The options of every command that writes reports."""
    parser.add_argument(
        "--format",
        action="append",
        metavar="FORMAT[:FILE]",
        help=f"report format, repeatable: {', '.join(reporters.names())} (default: text)",
    )
    parser.add_argument("--language", choices=("ja", "en"), help="language of the reports (default: ja)")
    parser.add_argument("--fail-on", choices=(*IMPACTS, "never"), help="lowest impact that fails (default: minor)")
    parser.add_argument("--min-score", type=int, metavar="N", help="fail when a page scores below N")
    parser.add_argument(
        "--former", type=Path, metavar="REPORT", help="a former report (json, jsonl), to show the trend"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="pyproject.toml with [tool.a11y_checker]")


def _shard(text: str) -> tuple[int, int]:
    part, _, parts = text.partition("/")
    if not (part.isdigit() and parts.isdigit()):
        raise argparse.ArgumentTypeError(f'a shard is I/N, such as 1/4, not "{text}"')
    return int(part), int(parts)


def _settings(options: argparse.Namespace) -> Settings:
    path = options.config or find_config(Path.cwd())
    settings = read_settings(path) if path else Settings()
    given = {
        name: getattr(options, name, None)
        for name in (
            "profile",
            "level",
            "language",
            "fail_on",
            "min_score",
            "jobs",
            "max_pages",
            "shard",
            "resume",
            "retries",
            "deep",
        )
    }
    given |= {"timeout_s": getattr(options, "timeout", None), "delay_s": getattr(options, "delay", None)}
    given |= {name: _tuple(getattr(options, name, None)) for name in ("only", "skip", "include", "exclude")}
    given |= {name: False if getattr(options, f"no_{name}", False) else None for name in ("browser", "axe", "files")}
    given |= {"cache": _cache(options, settings), "grid": getattr(options, "selenium_grid", None)}
    view = {name: getattr(options, name, None) for name in ("width", "color_scheme", "forced_colors")}
    cookies, user = getattr(options, "cookie", None), getattr(options, "user", None)
    view |= {
        "cookies": dict(map(_pair, cookies)) if cookies else None,
        "credentials": tuple(user.partition(":")[::2]) if user else None,
    }
    return replace(settings, **_given(given), view=replace(settings.view, **_given(view)))


def _cache(options: argparse.Namespace, settings: Settings) -> str:
    """The folder of former results; "" unless --changed-only asks for them."""
    if not getattr(options, "changed_only", False):
        return ""
    folder: str = options.cache or settings.cache
    if not folder:
        raise UsageError("--changed-only needs --cache DIR, the folder of former results.")
    return folder


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f'A cookie is NAME=VALUE, not "{text}".')
    return name, value


def _fix(options: argparse.Namespace) -> int | None:
    """Mend the named files, or show how; an exit code when nothing is to be checked after that."""
    if not options.targets or options.targets == ["-"]:
        raise UsageError("--fix mends files and folders: name them as TARGETs.")
    fixed = fix_files(options.targets, write=not options.diff)
    for file in fixed:
        if options.diff:
            sys.stdout.writelines(file.diff())
        if file.why_not:
            print(f"{file.path}: left as it is, for {file.why_not}.", file=sys.stderr)
        else:
            counts = ", ".join(f"{name} {count}" for name, count in file.count.items())
            print(f"{file.path}: {'would mend' if options.diff else 'mended'} {counts}", file=sys.stderr)
    if not options.diff:
        return None
    return FINDINGS if fixed else CLEAN


def _run_check(options: argparse.Namespace) -> int:
    settings = _settings(options)
    if options.diff and not options.fix:
        raise UsageError("--diff goes with --fix.")
    if options.fix and (code := _fix(options)) is not None:
        return code
    known = _known(options)
    outputs = [_output(text) for text in options.format or ["text"]]
    with Progress(outputs, quiet=options.quiet, known=known) as progress:
        report = _check(options, settings, progress)
    if options.update_baseline:
        count = baseline.write(options.baseline, report)
        print(f"{options.baseline}: {count} findings are known now.", file=sys.stderr)
        known = baseline.read(options.baseline)
    return _finish(_with_known(report, known), settings, outputs, options.former)


def _with_known(report: SiteReport, known: dict[str, str]) -> SiteReport:
    if not known:
        return report
    return baseline.apply(replace(report, pages=changed(report.pages, lambda page: baseline.mark(page, known))), known)


def _finish(report: SiteReport, settings: Settings, outputs: list[Output], former: Path | None) -> int:
    """Write the reports; gives the exit code."""
    if former:
        report = add_trend(report, former)
    for name, path in outputs:
        _write(reporters.get(name).pieces(report, settings.language), name, path)
    for line in report.expired:
        print(f"a11y-checker: the exception is over: {line}", file=sys.stderr)
    return exit_code(report, settings)


def _run_merge(options: argparse.Namespace) -> int:
    settings = _settings(options)
    outputs = [_output(text) for text in options.format or ["text"]]
    return _finish(merge(options.reports, settings), settings, outputs, options.former)


def _known(options: argparse.Namespace) -> dict[str, str]:
    if options.update_baseline and not options.baseline:
        raise UsageError("--update-baseline needs --baseline FILE.")
    if options.baseline is None or options.update_baseline:
        return {}
    return baseline.read(options.baseline)


def _output(text: str) -> Output:
    name, _, path = text.partition(":")
    reporters.get(name)
    return name, Path(path) if path else None


def _write(pieces: Iterable[str], name: str, path: Path | None) -> None:
    if path is not None:
        with path.open("w", encoding="utf-8", errors="replace", newline="" if name == "csv" else None) as file:
            file.writelines(pieces)
    elif name != "jsonl":  # written page by page
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _check(options: argparse.Namespace, settings: Settings, progress: Progress) -> SiteReport:
    ways = [options.targets, options.sitemap, options.crawl, options.list]
    if sum(1 for way in ways if way) != 1:
        raise UsageError("Name one or more TARGETs, or one of --sitemap, --crawl and --list.")
    if options.sample is not None:
        return _check_sample(options, settings, progress)
    if options.crawl:
        return check_site(options.crawl, settings, on_page=progress)
    if options.sitemap or options.list:
        return check_pages(_listed(options, settings), settings, on_page=progress)
    if options.targets == ["-"]:
        with Checker(settings) as checker:
            report = checker.check_html(sys.stdin.buffer.read(), "", browser=settings.browser)
            progress(report, 1, 1)
            return make_site_report([report], settings, checker.engines())
    return _check_named(options.targets, settings, progress)


def _listed(options: argparse.Namespace, settings: Settings) -> list[str]:
    """The addresses of --list, --sitemap or TARGETs, at most as many as a crawl may have."""
    if options.list:
        return targets.read_list(Path(options.list))
    if options.sitemap:
        return sitemap_urls(options.sitemap, settings.view, settings.timeout_s)[: settings.max_pages]
    names: list[str] = options.targets
    if not all(name.startswith(("http://", "https://", "file://")) for name in names):
        raise UsageError("--sample draws from --crawl, --sitemap, --list or URLs, not from files and folders.")
    return names


def _check_sample(options: argparse.Namespace, settings: Settings, progress: Progress) -> SiteReport:
    """Judge the representative pages and some drawn by lot; the draw is told so that others can repeat it."""
    seed = options.seed if options.seed is not None else secrets.randbelow(2**32)
    listed = list_site(options.crawl, settings, progress.listed) if options.crawl else _listed(options, settings)
    sample = draw(listed, settings.representative, options.sample, seed, datetime.now(UTC).astimezone().date())
    facts = ", ".join(f"{name} {value}" for name, value in sample.facts.items())
    print(f"a11y-checker: sample: {facts}", file=sys.stderr)
    return replace(check_pages(sample.urls, settings, on_page=progress), sample=sample.facts)


def _check_named(names: list[str], settings: Settings, progress: Progress) -> SiteReport:
    with targets.served(names) as shown:

        def rename(page: Report) -> Report:
            """A page of a folder under its file's address instead of the passing server's."""
            return replace(page, url=shown.get(page.url, page.url))

        def show(page: Report, done: int, known: int) -> None:
            progress(rename(page), done, known)

        site = check_pages(shown, settings, on_page=show)
    return replace(site, pages=changed(site.pages, rename), worst=tuple(map(rename, site.worst)))


def exit_code(report: SiteReport, settings: Settings) -> int:
    """The exit code of a run: 3 before 1 before 0."""
    if not report.pages or report.error_count:
        return NOT_JUDGED
    if report.expired:
        return FINDINGS
    low = settings.min_score
    if low is None and settings.fail_on == "never":
        return CLEAN
    grave = IMPACTS[IMPACTS.index(settings.fail_on) :] if settings.fail_on != "never" else ()
    for page in report.parts:
        if low is not None and page.score is not None and page.score < low:
            return FINDINGS
        if grave and any(finding.is_new and finding.impact in grave for finding in page.findings):
            return FINDINGS
    return CLEAN


def _run_rules(options: argparse.Namespace) -> int:
    rules: list[Rule | RuleInfo] = sorted((*available_rules(), *SITE_RULES), key=lambda rule: rule.id)
    if options.format == "json":
        print(json.dumps([describe(rule) for rule in rules], ensure_ascii=False, indent=1))
        return CLEAN
    for rule in rules:
        marks = " ".join((*rule.criteria, *rule.items))
        print(f"{rule.id:32} {rule.engine:4} {rule.impact:9} {marks:22} {rule.name[options.language]}")
    return CLEAN


def _run_explain(options: argparse.Namespace) -> int:
    found = next((rule for rule in (*available_rules(), *SITE_RULES) if rule.id == options.rule), None)
    if found is None:
        raise UsageError(f'There is no rule "{options.rule}". "a11y-checker rules" lists them all.')
    print(explain(found, options.language))
    return CLEAN
