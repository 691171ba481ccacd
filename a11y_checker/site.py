"""Checks many pages: a list of addresses, or a whole site by crawling it.

One process checks pages one after the other with one browser; with `Settings.jobs` above 1, that
many worker processes do, each with a browser of its own. What they find goes to a file page by page, so that memory does
not grow with the number of pages, and a run that was killed can go on (`Settings.resume`).
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

from a11y_checker import scoring
from a11y_checker.cache import ResultCache, program_hash
from a11y_checker.checker import Checker
from a11y_checker.collector import calm_collector
from a11y_checker.config import Settings
from a11y_checker.crawl import Frontier, normalise, read_robots, sitemap_urls
from a11y_checker.errors import NotHtmlError, PageLoadError, UsageError
from a11y_checker.exceptions import Exceptions
from a11y_checker.results import Report, SiteReport
from a11y_checker.rule import Rule
from a11y_checker.site_rules import choose_site_rules, judge_site
from a11y_checker.standards import all_profiles
from a11y_checker.store import PageStore, StoredPages

# Told of every finished page: the report, pages done, pages known of so far.
OnPage = Callable[[Report, int, int], None]
# Our choice: a small server is not to notice the check. Our own machine needs no rest.
DELAY_S = 0.2
# Our choice: Chromium's own memory creeps up over thousands of pages; a start costs about a second.
RECYCLE_PAGES = 500

# What was found at an address: html, url (after redirects), page (its report, None when not judged), links, canonical, menu,
# title, failure (why it could not be opened, or None).
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """An address to visit. judge: False to learn only where its links lead."""

    url: str
    judge: bool = True


def check_pages(
    urls: Iterable[str], settings: Settings, *, extra: Iterable[Rule] = (), on_page: OnPage | None = None
) -> SiteReport:
    """The report on these pages, in order of their addresses."""
    begin = time.monotonic()
    part, parts = settings.shard
    todo = list(dict.fromkeys(urls))[part - 1 :: parts]
    queue = iter(todo)
    order: list[tuple[str, int]] = []
    with _Run(settings, tuple(extra), todo) as run:

        def take() -> Job | None:
            url = next(queue, None)
            return None if url is None else Job(url)

        def handle(url: str, record: Record, number: int) -> None:
            order.append((record["page"]["url"], number))
            if on_page:
                on_page(run.store.read(record), len(order), len(todo))

        run.go(take, handle, 0.0)
    return make_site_report(run.pages(order), settings, run.engines, seconds=time.monotonic() - begin)


def check_site(
    start: str, settings: Settings, *, extra: Iterable[Rule] = (), on_page: OnPage | None = None
) -> SiteReport:
    """The report on a whole site: every page that links and sitemaps lead to, on the same host.

    Of several shards each visits every page, for the links on it, and judges its own; all judge the site as a whole.
    """
    begin = time.monotonic()
    part, parts = settings.shard
    order: list[tuple[str, int]] = []
    seen: list[tuple[str, int]] = []
    with _Run(settings, tuple(extra), [start]) as run:

        def keep(record: Record, number: int, frontier: Frontier) -> None:
            seen.append((record["url"], number))
            if record["page"] is None:
                return
            order.append((record["page"]["url"], number))
            if on_page:
                on_page(run.store.read(record), len(order), len(order) + frontier.waiting + run.busy)

        skipped = _crawl(start, settings, run, lambda url: shard_of(url, parts) == part, keep)
    site = judge_site(lambda: (run.store.record(number) for _, number in sorted(seen)), _site_rules(settings))
    seconds = time.monotonic() - begin
    report = make_site_report(run.pages(order), settings, run.engines, skipped=skipped, seconds=seconds)
    return replace(report, site=site)


def _site_rules(settings: Settings) -> frozenset[str]:
    """The ids of the rules on the site as a whole that are in force."""
    profile = all_profiles()[settings.profile]
    criteria = profile.criteria(settings.level)
    return choose_site_rules(criteria, house=profile.house_rules, only=settings.only, skip=settings.skip)


def list_site(start: str, settings: Settings, on_address: Callable[[int, int], None] | None = None) -> list[str]:
    """The addresses of all pages of a site, in order; nothing is judged."""
    found: list[str] = []

    def keep(record: Record, number: int, frontier: Frontier) -> None:
        if not record["failure"]:
            found.append(record["url"])
        if on_address:
            on_address(len(found), len(found) + frontier.waiting)

    with _Run(replace(settings, resume="", cache=""), (), [start]) as run:
        _crawl(start, settings, run, lambda url: False, keep)
    return sorted(found)


def shard_of(url: str, parts: int) -> int:
    """Which of N shards judges an address: the same on every machine."""
    return int(hashlib.sha256(url.encode()).hexdigest()[:8], 16) % parts + 1


def _crawl(
    start: str,
    settings: Settings,
    run: _Run,
    is_mine: Callable[[str], bool],
    keep: Callable[[Record, int, Frontier], None],
) -> dict[str, int]:
    """Visit every page of a site once; gives how many addresses were left out, by reason."""
    if not start.startswith(("http://", "https://")):
        raise UsageError(f'A crawl starts at an http or https address, not at "{start}".')
    robots = read_robots(start, settings.view, settings.timeout_s)
    frontier = Frontier(
        start, limit=settings.max_pages, robots=robots, include=settings.include, exclude=settings.exclude
    )
    frontier.add(_listed(start, robots.sitemaps, settings))
    delay = settings.delay_s if settings.delay_s is not None else max(robots.delay_s or 0.0, _rest(start))

    def take() -> Job | None:
        url = frontier.take()
        return None if url is None else Job(url, is_mine(url))

    def handle(url: str, record: Record, number: int) -> None:
        if not record["html"] or (normalise(record["url"]) != url and not frontier.mark(record["url"])):
            return
        frontier.add(record["links"])
        if not frontier.prefers(record["canonical"], record["url"]):
            keep(record, number, frontier)

    run.go(take, handle, delay)
    return dict(frontier.skipped)


def make_site_report(
    pages: Iterable[Report],
    settings: Settings,
    engines: dict[str, str] | None = None,
    *,
    skipped: dict[str, int] | None = None,
    seconds: float = 0.0,
) -> SiteReport:
    """The summary of pages: mean score, share without A and AA failures, worst ten. Walks over the pages once."""
    reports = pages if isinstance(pages, Sequence) else tuple(pages)
    criteria = all_profiles()[settings.profile].criteria(settings.level)
    totals = scoring.Totals(criteria)
    for report in reports:
        totals.add(report)
    return SiteReport(
        pages=reports,
        profile=settings.profile,
        level=settings.level,
        score=totals.score,
        share_clean=totals.share_clean,
        worst=tuple(reports[number] for number in totals.worst),
        error_count=totals.errors,
        engines=engines or {},
        skipped=skipped or {},
        seconds=seconds,
        expired=Exceptions(settings.exceptions, datetime.now(UTC).astimezone().date()).expired,
    )


def _listed(start: str, named: list[str], settings: Settings) -> list[str]:
    """The addresses of the site's sitemaps; none when there are none."""
    found: list[str] = []
    for url in named or [urljoin(start, "/sitemap.xml")]:
        try:
            found += sitemap_urls(url, settings.view, settings.timeout_s)
        except (PageLoadError, UsageError):
            continue
    return found


def _rest(url: str) -> float:
    host = urlsplit(url).hostname or ""
    try:
        return 0.0 if ipaddress.ip_address(host).is_private else DELAY_S
    except ValueError:
        return 0.0 if host == "localhost" or host.endswith(".localhost") else DELAY_S


class _Run:
    """One run: the crew that checks, and the file that holds what it found. Use as a context manager.

    what: the addresses it starts from; a run resumes only from a former one with the same.
    """

    def __init__(self, settings: Settings, extra: tuple[Rule, ...], what: Sequence[str]) -> None:
        self._crew = _ParallelCrew(settings, extra) if settings.jobs > 1 else _Crew(settings, extra)
        infos = {rule.id: rule.info() for rule in self._crew.checker.rules}
        self._state = _State(settings, what) if settings.resume else None
        self.store = PageStore(infos, self._state.path if self._state else None)
        self._done = {self.store.record(number)["asked"]: number for number in range(len(self.store.offsets))}

    def __enter__(self) -> _Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._crew.close()
        if self._state and kind is None:
            self._state.finish()

    @property
    def engines(self) -> dict[str, str]:
        """The versions of what judged."""
        return self._crew.engines

    @property
    def busy(self) -> int:
        """How many pages are being checked."""
        return self._crew.busy

    def go(self, take: Callable[[], Job | None], handle: Callable[[str, Record, int], None], delay_s: float) -> None:
        """Check what `take` gives until it gives nothing; what a former run did is only handled again."""

        def fresh() -> Job | None:
            while (job := take()) is not None:
                number = self._done.get(job.url)
                if number is None:
                    return job
                handle(job.url, self.store.record(number), number)
            return None

        for url, record in self._crew.run(fresh, delay_s):
            handle(url, record, self.store.append({"asked": url, **record}))

    def pages(self, order: list[tuple[str, int]]) -> StoredPages:
        """The kept pages in order of their addresses."""
        return StoredPages(self.store, [number for _, number in sorted(order)])


class _State:
    """The folder that a run resumes from: its pages, and what run it was."""

    def __init__(self, settings: Settings, what: Sequence[str]) -> None:
        folder = Path(settings.resume)
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "pages.jsonl"
        self._note = folder / "run.json"
        chosen = replace(settings, jobs=1, resume="", timeout_s=0, delay_s=None, retries=0)
        self._signature = hashlib.sha256(repr((program_hash(), chosen, tuple(what))).encode()).hexdigest()
        former = json.loads(self._note.read_text(encoding="utf-8")) if self._note.is_file() else {"finished": True}
        if former["finished"]:
            self.path.unlink(missing_ok=True)
        elif former["signature"] != self._signature:
            raise UsageError(f"{folder} holds an unfinished run with other pages or settings. Name another folder.")
        self._write(finished=False)

    def finish(self) -> None:
        """Note that nothing is left to resume."""
        self._write(finished=True)

    def _write(self, *, finished: bool) -> None:
        note = {"signature": self._signature, "finished": finished}
        self._note.write_text(json.dumps(note) + "\n", encoding="utf-8")


class _Worker:
    """Checks single addresses, in this process or another one."""

    def __init__(self, settings: Settings, extra: tuple[Rule, ...]) -> None:
        self.checker = Checker(settings, extra)
        self._cache = ResultCache(settings, self.checker.exceptions.active) if settings.cache else None
        self._count = 0

    def record(self, job: Job) -> Record:
        """What is found at an address, as it is written to the store."""
        kept = self._cache.find(job.url) if self._cache and job.judge else None
        if kept is not None:
            return dict(kept)
        self._count += 1
        if self._count % RECYCLE_PAGES == 0:
            self.checker.__exit__(None, None, None)
        try:
            visit = self.checker.visit(job.url, judge=job.judge)
        except NotHtmlError:
            page = self.checker.error_report(job.url, f"{job.url} is not an HTML page. Name the page that links to it.")
            return {"html": False, "url": job.url, "page": page.as_dict(), "failure": page.error}
        record: Record = {
            "html": True,
            "url": visit.url,
            "page": visit.report.as_dict() if job.judge else None,
            "links": list(visit.links),
            "canonical": visit.canonical,
            "menu": visit.menu,
            "title": visit.report.title,
            "failure": visit.report.error,
        }
        if self._cache and job.judge:
            self._cache.keep(job.url, record, visit.resources)
        return record


class _Crew:
    """Checks addresses one after the other in this process."""

    def __init__(self, settings: Settings, extra: tuple[Rule, ...]) -> None:
        self.settings = settings
        self._worker = _Worker(settings, extra)
        self.checker = self._worker.checker
        self.busy = 0
        self.engines: dict[str, str] = {}

    def run(self, take: Callable[[], Job | None], delay_s: float) -> Iterator[tuple[str, Record]]:
        """(address, record) as they are done."""
        while (job := take()) is not None:
            begin = time.monotonic()
            yield job.url, self._worker.record(job)
            self.engines = self.checker.engines() or self.engines
            if (rest := begin + delay_s - time.monotonic()) > 0:
                time.sleep(rest)

    def close(self) -> None:
        """Stop the browser."""
        self.checker.__exit__(None, None, None)


class _ParallelCrew(_Crew):
    """Checks addresses in several processes."""

    def __init__(self, settings: Settings, extra: tuple[Rule, ...]) -> None:
        super().__init__(settings, extra)
        self.pool = ProcessPoolExecutor(
            settings.jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(settings, extra)
        )

    def run(self, take: Callable[[], Job | None], delay_s: float) -> Iterator[tuple[str, Record]]:
        """(address, record) as they are done, in any order."""
        waiting: dict[Future[tuple[Record, dict[str, str]]], str] = {}
        while True:
            while len(waiting) < 2 * self.settings.jobs and (job := take()) is not None:
                waiting[self.pool.submit(_record_in_worker, job)] = job.url
                time.sleep(delay_s)
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                url = waiting.pop(future)
                self.busy = len(waiting)
                record, engines = future.result()
                self.engines = engines or self.engines
                yield url, record

    def close(self) -> None:
        """Stop the workers; their browsers end with them."""
        self.pool.shutdown(cancel_futures=True)


_workers: list[_Worker] = []


def _start_worker(settings: Settings, extra: tuple[Rule, ...]) -> None:
    calm_collector()
    _workers.append(_Worker(settings, extra))


def _record_in_worker(job: Job) -> tuple[Record, dict[str, str]]:
    worker = _workers[0]
    return worker.record(job), worker.checker.engines()
