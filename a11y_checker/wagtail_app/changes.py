"""What a run over the site need not judge again: pages that look as they did, and what a stopped run already has."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page

from a11y_checker.cache import program_hash
from a11y_checker.config import Settings
from a11y_checker.errors import CheckerError
from a11y_checker.fetch import fetch
from a11y_checker.standards import all_profiles
from a11y_checker.wagtail_app.links.collect import LinkCollector
from a11y_checker.wagtail_app.models import MAX_ADDRESS_CHARS, CheckRun, PageResult, StoredFinding

# One-time values that Django and content security policies put into every answer.
_TOKENS = re.compile(rb"""\snonce=["'][^"']*["']|<input[^>]+csrfmiddlewaretoken[^>]*>""")
# Our choice: a run that was stopped longer ago says little about today.
RESUME_WITHIN = timedelta(hours=24)
# Our choice: long enough for "new since last week" after a month of holidays and failed nights.
ROWS_KEPT = timedelta(days=35)
BATCH_PAGES = 200


class KeptBodies(dict[str, bytes]):
    """What the server sent for a changed page, packed, by its path: whoever judges it gets that instead of a second rendering."""

    def keep(self, path: str, body: bytes) -> None:
        self[path] = zlib.compress(body, 1)

    def take(self, path: str) -> bytes | None:
        """Return what was kept, once; None when nothing is left."""
        packed = self.pop(path, None)
        return None if packed is None else zlib.decompress(packed)


class Changes:
    """Knows the last run's results and tells which pages still look the same.

    is_everything: nothing is known. is_fetched: every page is fetched; one whose HTML is what it was keeps its result.
    kept: where the bodies of changed pages are put for whoever judges them; None where they cannot be used.
    seen: address → hash of what the server sent now. fingerprints: key of a page → what the city says it is made of.
    departments: key of a page → the name of the department that answers for it.
    """

    def __init__(
        self,
        run: CheckRun,
        base_url: str,
        settings: Settings,
        *,
        is_everything: bool,
        is_fetched: bool = False,
        kept: KeptBodies | None = None,
    ) -> None:
        self.run, self.base_url, self.settings, self.kept = run, base_url, settings, kept
        self.is_fetched = is_fetched
        self.seen: dict[str, str] = {}
        self.fingerprints, self.departments = find_fingerprints(), find_departments()
        self.links = LinkCollector(base_url)
        self.former: dict[str, PageResult] = {}
        same = CheckRun.objects.filter(name="", finished_at__isnull=False, signature=run.signature)
        last = None if is_everything else same.first()
        if last is not None:
            kept = last.results.filter(error="").exclude(content="").only("pk", "url", "content", "fingerprint")
            self.former = {result.url: result for result in kept}

    def copy_steady(self, pages: Mapping[str, Page]) -> Iterator[tuple[str, PageResult]]:
        """Copy the last run's results of pages that are made of what they were, without fetching them.

        Gives the address and the new result of each.
        """
        urls = [url for url, page in pages.items() if self._is_steady(url, page)]
        for start in range(0, len(urls), BATCH_PAGES):
            batch = urls[start : start + BATCH_PAGES]
            old = [self.former[shorten(url, self.base_url)].pk for url in batch]
            stored = PageResult.objects.in_bulk(old)
            results = [stored[key] for key in old]
            for result in results:
                result.pk, result.run = None, self.run
            with transaction.atomic():
                PageResult.objects.bulk_create(results)
                store_rows(*results)
            yield from zip(batch, results, strict=True)

    def _is_steady(self, url: str, page: Page) -> bool:
        if self.is_fetched:
            return False
        old, fingerprint = self.former.get(shorten(url, self.base_url)), self.fingerprints.get(page.pk, "")
        is_known = old is not None and fingerprint and old.fingerprint == fingerprint
        return bool(is_known and not self.links.needs(page, old.content))

    def copy_unchanged(self, url: str, page: Page) -> PageResult | None:
        """Copy the last run's result of a public page whose HTML is what it was; None when it has to be judged."""
        content = self.seen[url] = self._look_at(url, page)
        old = self.former.get(shorten(url, self.base_url))
        if not content or old is None or old.content != content:
            return None
        if self.kept is not None:
            self.kept.take(urlsplit(url).path)
        result = PageResult.objects.get(pk=old.pk)
        result.pk, result.run, result.page = None, self.run, page
        result.fingerprint = self.fingerprints.get(page.pk, "")
        for name, value in self.describe(page).items():
            setattr(result, name, value)
        result.save(force_insert=True)
        store_rows(result)
        return result

    def describe(self, page: Page | None) -> dict[str, object]:
        """Return what reports filter a page by."""
        if page is None:
            return {}
        label = page.specific_class._meta.label if page.specific_class else ""
        department = self.departments.get(page.pk, "")
        return {"revision": page.live_revision_id, "department": department[:100], "page_type": label[:100]}

    def _look_at(self, url: str, page: Page) -> str:
        """Return the hash of what the server sends for a page, "" when it sends nothing; store the links on it."""
        try:
            answer = fetch(url, self.settings.view, self.settings.timeout_s)
        except CheckerError:
            return ""
        body = _TOKENS.sub(b"", answer.body).replace(self.base_url.encode(), b"")
        content = hashlib.sha256(body).hexdigest()
        if self.kept is not None and answer.content_type == "text/html" and answer.url == url:
            self.kept.keep(urlsplit(url).path, answer.body)
        if self.links.needs(page, content) and answer.content_type == "text/html":
            self.links.collect(page, answer.body, answer.url, content, self.departments.get(page.pk, ""))
        return content


def shorten(url: str, base_url: str) -> str:
    """Return the address as it is stored: without the host; one that is too long ends in a hash, so that no two are the same."""
    path = url.removeprefix(base_url.rstrip("/"))
    if len(path) <= MAX_ADDRESS_CHARS:
        return path
    end = f"…{hashlib.sha256(path.encode()).hexdigest()[:16]}"
    return path[: MAX_ADDRESS_CHARS - len(end)] + end


def is_public(page: Page) -> bool:
    """Say whether the page is still there: a run takes its time, and people go on working meanwhile."""
    return Page.objects.filter(pk=page.pk, live=True).exists()


def find_departments() -> Mapping[int, str]:
    """Ask the city which department answers for each page."""
    name = django_settings.A11Y_CHECKER.get("DEPARTMENTS")
    return import_string(name)() if name else {}


def find_fingerprints() -> Mapping[int, str]:
    """Ask the city what each page is made of; a page that is missing shows something else too."""
    name = django_settings.A11Y_CHECKER.get("FINGERPRINTS")
    return import_string(name)() if name else {}


def find_signature(settings: Settings) -> str:
    parts = (program_hash(), settings.profile, settings.level, str(settings.browser))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def find_stopped_run(settings: Settings) -> CheckRun | None:
    """Return the last run of the same kind when it was stopped before its end, not long ago."""
    last = CheckRun.objects.filter(name="", signature=find_signature(settings)).first()
    is_stopped = last is not None and last.finished_at is None and timezone.now() - last.started_at < RESUME_WITHIN
    return last if is_stopped else None


def start_run(settings: Settings) -> CheckRun:
    mode = "browser" if settings.browser else "static"
    signature = find_signature(settings)
    return CheckRun.objects.create(profile=settings.profile, level=settings.level, mode=mode, signature=signature)


def store_rows(*results: PageResult) -> None:
    """Store the findings of a run's results in the rows that reports filter by."""
    StoredFinding.objects.bulk_create(row for result in results for row in make_rows(result))


def make_rows(result: PageResult) -> Iterator[StoredFinding]:
    levels = find_levels(result.run.profile, result.run.level)
    for finding in result.findings:
        yield StoredFinding(
            result=result,
            run=result.run,
            rule=finding["rule"],
            outcome=finding["outcome"],
            impact=finding["impact"],
            level=min((levels[number] for number in finding["criteria"] if number in levels), default=""),
            criteria=f" {' '.join(finding['criteria'])} "[:100] if finding["criteria"] else "",
            fingerprint=finding["fingerprint"],
        )


@cache
def find_levels(profile: str, level: str) -> Mapping[str, str]:
    """Return the level of each success criterion of a profile."""
    return {number: criterion.level for number, criterion in all_profiles()[profile].criteria(level).items()}


def drop_old_rows(run: CheckRun) -> None:
    """Drop the rows of runs that no report compares with any more; their results and scores stay."""
    StoredFinding.objects.filter(run__started_at__lt=run.started_at - ROWS_KEPT).delete()
