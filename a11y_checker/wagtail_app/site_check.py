"""Judges all public pages of the site and stores what was found."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from types import MappingProxyType
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings as django_settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from wagtail.models import Page

from a11y_checker.config import Settings
from a11y_checker.results import Outcome, Report, SiteReport
from a11y_checker.site import check_pages
from a11y_checker.wagtail_app.changes import (
    Changes,
    KeptBodies,
    drop_old_rows,
    find_stopped_run,
    is_public,
    shorten,
    start_run,
    store_rows,
)
from a11y_checker.wagtail_app.gate import find_watched_pages, look_at_result
from a11y_checker.wagtail_app.judging import find_owed_criteria
from a11y_checker.wagtail_app.models import CheckRun, PageResult

# Told of every stored page: the result, pages done, pages in all.
OnResult = Callable[[PageResult, int, int], None]
HOST = "127.0.0.1"


class QuietRequestHandler(WSGIRequestHandler):
    """Serves pages without a line of log for each."""

    def log_message(self, format: str, *args: object) -> None:
        return


def answer_drafts(site: WSGIApplication, drafts: Mapping[str, bytes]) -> WSGIApplication:
    """Return the site with some pages in the place of the public ones, by their path."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        draft = drafts.get(environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"))
        if draft is None:
            return site(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [draft]

    return answer


def answer_kept(site: WSGIApplication, kept: KeptBodies) -> WSGIApplication:
    """Return the site with what it sent a moment ago in the place of a second rendering, once for each page."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        # The one who looks for changes asks before anything is kept; whoever judges asks afterwards.
        body = kept.take(path) if environ.get("REQUEST_METHOD") == "GET" and not environ.get("QUERY_STRING") else None
        if body is None:
            return site(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [body]

    return answer


@contextmanager
def serve_site(drafts: Mapping[str, bytes] = MappingProxyType({}), kept: KeptBodies | None = None) -> Iterator[str]:
    """Serve this site to this process alone, on a free port; gives its address.

    drafts: HTML in the place of public pages, by their path. kept: what was sent already, given out once more.
    For the length of the block the site also answers to this machine's own name, without HTTPS: no settings of the
    city need to change for a check.
    """
    before = django_settings.ALLOWED_HOSTS, getattr(django_settings, "SECURE_SSL_REDIRECT", False)
    django_settings.ALLOWED_HOSTS = [*before[0], HOST]
    django_settings.SECURE_SSL_REDIRECT = False
    server = ThreadedWSGIServer((HOST, 0), QuietRequestHandler)
    server.daemon_threads = True
    site = answer_drafts(get_internal_wsgi_application(), drafts)
    server.set_app(site if kept is None else answer_kept(site, kept))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        django_settings.ALLOWED_HOSTS, django_settings.SECURE_SSL_REDIRECT = before


def find_addresses(base_url: str) -> dict[str, Page]:
    """Return every public page by its address below `base_url`, in the order of the tree."""
    pages = Page.objects.live().public().filter(depth__gt=1).order_by("path")
    return {base_url.rstrip("/") + page.relative_url(None): page for page in pages if page.get_url_parts()}


def check_published_pages(
    base_url: str,
    settings: Settings,
    on_result: OnResult,
    *,
    is_everything: bool = False,
    is_fetched: bool = False,
    kept: KeptBodies | None = None,
) -> CheckRun:
    """Judge every public page as visitors get it from `base_url`, and store the run.

    Results are stored page by page. A run that was stopped goes on where it was; a page that is made of what it was in
    the last run is not even fetched unless `is_fetched`, and one that looks as it did is not judged again unless
    `is_everything`. Only a finished run counts in reports.
    kept: of the server at `base_url`, when it is ours: a changed page is then rendered once.
    Raises MissingExtraError when a browser is asked for and there is none.
    """
    pages = find_addresses(base_url)
    run = find_stopped_run(settings) or start_run(settings)
    done = set(run.results.values_list("url", flat=True))
    todo = {url: page for url, page in pages.items() if shorten(url, base_url) not in done}
    changes = Changes(run, base_url, settings, is_everything=is_everything, is_fetched=is_fetched, kept=kept)
    count = len(pages) - len(todo)

    def tell(result: PageResult) -> None:
        nonlocal count
        count += 1
        on_result(result, count, len(pages))

    changed = copy_known(todo, changes, tell)
    queue: SimpleQueue[Report | None] = SimpleQueue()
    # The browser lives in a thread of its own: Playwright runs an event loop there, beside which Django refuses the database.
    with ThreadPoolExecutor(max_workers=1) as executor:
        future = executor.submit(judge, changed, settings, queue)
        for report in iter(queue.get, None):
            page = todo.get(report.url)
            if page is None or is_public(page):
                tell(keep_result(run, report, todo, changes))
        finish_run(run, future.result())
    return run


def copy_known(pages: Mapping[str, Page], changes: Changes, tell: Callable[[PageResult], None]) -> list[str]:
    """Copy the results of pages that are or look as they were in the last run; gives the addresses of the others."""
    watched = find_watched_pages()
    steady = set()
    for url, result in changes.copy_steady(pages):
        steady.add(url)
        if result.page_id in watched or not result.is_clean:
            look_at_result(pages[url], result.findings)
        tell(result)
    changed = []
    for url, page in pages.items():
        if url in steady or not is_public(page):
            continue
        copied = changes.copy_unchanged(url, page)
        if copied is None:
            changed.append(url)
            continue
        look_at_result(page, copied.findings)
        tell(copied)
    return changed


def keep_result(run: CheckRun, report: Report, pages: dict[str, Page], changes: Changes) -> PageResult:
    """Store what was found on a page, also in the rows that reports filter by, and tell the gate."""
    page = pages.get(report.url)
    facts = {
        "is_clean": is_clean(report),
        "content": changes.seen.get(report.url, ""),
        "fingerprint": changes.fingerprints.get(page.pk, "") if page and not report.error else "",
        **changes.describe(page),
    }
    with transaction.atomic():
        result = store_result(run, report, pages, changes.base_url, **facts)
        store_rows(result)
    if page is not None and not report.error:
        look_at_result(page, result.findings)
    return result


def is_clean(report: Report) -> bool | None:
    """Say whether the page has no automatic failure of level A or AA; None when it could not be judged."""
    return None if report.error else not report.has_failure_at(find_owed_criteria())


def judge(urls: list[str], settings: Settings, queue: SimpleQueue) -> SiteReport:
    """Judge the pages, put each report into the queue, and None at the end, whatever happens."""
    try:
        return check_pages(urls, settings, on_page=lambda report, done, known: queue.put(report))
    finally:
        queue.put(None)


def store_result(run: CheckRun, report: Report, pages: dict[str, Page], base_url: str, **facts: object) -> PageResult:
    """Store a page's result. facts: further fields of PageResult."""
    findings = report.findings
    return PageResult.objects.create(
        run=run,
        page=pages.get(report.url),
        url=shorten(report.url, base_url),
        title=report.title[:255],
        score=report.score,
        error=report.error or "",
        failed_count=sum(1 for finding in findings if finding.outcome is Outcome.FAILED),
        question_count=sum(1 for finding in findings if finding.outcome is Outcome.CANT_TELL),
        findings=report.as_dict()["findings"],
        **facts,
    )


def finish_run(run: CheckRun, report: SiteReport) -> None:
    """Write the sums of all results of the run, also of those that an earlier start of it stored."""
    sums = run.results.aggregate(
        Sum("score"), Count("score"), clean=Count("pk", filter=Q(is_clean=True)), judged=Count("is_clean")
    )
    run.score = sums["score__sum"] // sums["score__count"] if sums["score__count"] else None
    run.share_clean = sums["clean"] / sums["judged"] if sums["judged"] else None
    run.engines = dict(report.engines)
    run.finished_at = timezone.now()
    run.save()
    drop_old_rows(run)
