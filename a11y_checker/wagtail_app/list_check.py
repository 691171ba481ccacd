"""Judges long lists of addresses as background tasks: many workers, on many machines, over one database."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from queue import SimpleQueue

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django_tasks import task

from a11y_checker.checker import Checker
from a11y_checker.config import Settings
from a11y_checker.errors import NotHtmlError, UsageError
from a11y_checker.results import Report
from a11y_checker.standards import all_profiles
from a11y_checker.wagtail_app.models import MAX_ADDRESS_CHARS, CheckRun
from a11y_checker.wagtail_app.site_check import store_result

# Our choice: a task starts a browser, which costs as much as some ten pages; a worker that dies loses no more than this.
BATCH_PAGES = 50
# Our choice: mails to residents go first.
PRIORITY = -10


def enqueue_list(urls: Iterable[str], settings: Settings, name: str) -> CheckRun:
    """Make a run over these addresses, and a task for each batch of them. Raises UsageError for an empty list or a bad address."""
    addresses = list(dict.fromkeys(urls))
    wrong = [url for url in addresses if not url.startswith(("http://", "https://")) or len(url) > MAX_ADDRESS_CHARS]
    if wrong or not addresses:
        raise UsageError(f'"{wrong[0][:80]}" is no http or https address.' if wrong else "The list has no address.")
    run = CheckRun.objects.create(
        name=name,
        profile=settings.profile,
        level=settings.level,
        mode="browser" if settings.browser else "static",
        expected_count=len(addresses),
    )
    _enqueue(run, addresses)
    return run


def enqueue_rest(run: CheckRun, urls: Iterable[str]) -> int:
    """Ask again for the addresses of a list that have no result yet, say after a machine went down; gives how many."""
    known = set(run.results.values_list("url", flat=True))
    rest = [url for url in dict.fromkeys(urls) if url not in known]
    _enqueue(run, rest)
    return len(rest)


def _enqueue(run: CheckRun, urls: list[str]) -> None:
    for batch in _batches(urls):
        check_batch.enqueue(run.pk, batch)


def _batches(urls: list[str]) -> Iterator[list[str]]:
    rest = iter(urls)
    while batch := list(islice(rest, BATCH_PAGES)):
        yield batch


@task(priority=PRIORITY)
def check_batch(run_id: int, urls: list[str]) -> int:
    """Judge some pages of a run and store what was found; gives how many. What has a result is not judged again."""
    run = CheckRun.objects.get(pk=run_id)
    known = set(run.results.filter(url__in=urls).values_list("url", flat=True))
    todo = [url for url in urls if url not in known]
    settings = Settings(profile=run.profile, level=run.level, browser=run.mode == "browser")
    queue: SimpleQueue[tuple[str, Report] | None] = SimpleQueue()
    # The browser lives in a thread of its own: Playwright runs an event loop there, beside which Django refuses the database.
    with ThreadPoolExecutor(max_workers=1) as executor:
        future = executor.submit(_judge, todo, settings, queue)
        for url, report in iter(queue.get, None):
            _store(run, url, report)
        engines = future.result()
    _finish_if_done(run.pk, engines)
    return len(todo)


def _judge(urls: list[str], settings: Settings, queue: SimpleQueue) -> dict[str, str]:
    """Judge the pages, put each address with its report into the queue, and None at the end, whatever happens."""
    try:
        with Checker(settings) as checker:
            for url in urls:
                try:
                    queue.put((url, checker.check_url(url)))
                except NotHtmlError as error:
                    queue.put((url, checker.error_report(url, str(error))))
            return checker.engines()
    finally:
        queue.put(None)


def _store(run: CheckRun, url: str, report: Report) -> None:
    """Store a page under the address of the list and count it, both or neither. What another worker stored stays."""
    criteria = all_profiles()[run.profile].criteria(run.level)
    lower = frozenset(number for number, criterion in criteria.items() if criterion.level != "AAA")
    is_clean = None if report.error else not report.has_failure_at(lower)
    with transaction.atomic():
        CheckRun.objects.select_for_update().get(pk=run.pk)
        if not run.results.filter(url=url).exists():
            store_result(run, replace(report, url=url), {}, "", is_clean=is_clean)
            CheckRun.objects.filter(pk=run.pk).update(done_count=F("done_count") + 1)


def _finish_if_done(run_id: int, engines: dict[str, str]) -> None:
    """Write the sums when the last page has its result: by one worker, once."""
    with transaction.atomic():
        run = CheckRun.objects.select_for_update().get(pk=run_id)
        if run.finished_at is not None or run.done_count < (run.expected_count or 0):
            return
        sums = run.results.aggregate(
            Sum("score"), Count("score"), clean=Count("pk", filter=Q(is_clean=True)), judged=Count("is_clean")
        )
        run.score = sums["score__sum"] // sums["score__count"] if sums["score__count"] else None
        run.share_clean = sums["clean"] / sums["judged"] if sums["judged"] else None
        run.engines = engines
        run.finished_at = timezone.now()
        run.save()
