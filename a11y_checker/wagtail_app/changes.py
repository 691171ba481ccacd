"""What a run over the site need not judge again: pages that look as they did, and what a stopped run already has."""

import hashlib
import re
from datetime import timedelta

from django.conf import settings as django_settings
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


class Changes:
    """Knows the last run's results and tells which pages still look the same.

    seen: address → hash of what the server sent now.
    """

    def __init__(self, run: CheckRun, base_url: str, settings: Settings, *, is_everything: bool) -> None:
        self.run, self.base_url, self.settings = run, base_url, settings
        self.seen: dict[str, str] = {}
        self.links = LinkCollector(base_url)
        self.former: dict[str, PageResult] = {}
        same = CheckRun.objects.filter(name="", finished_at__isnull=False, signature=run.signature)
        last = None if is_everything else same.first()
        if last is not None:
            kept = last.results.filter(error="").exclude(content="").only("pk", "url", "content")
            self.former = {result.url: result for result in kept}

    def copy_unchanged(self, url: str, page: Page) -> PageResult | None:
        """Copy the last run's result of a page whose HTML is what it was; None when it has to be judged."""
        content = self.seen[url] = self._look_at(url, page)
        old = self.former.get(shorten(url, self.base_url))
        if not content or old is None or old.content != content:
            return None
        result = PageResult.objects.get(pk=old.pk)
        result.pk, result.run, result.page = None, self.run, page
        for name, value in describe_page(page).items():
            setattr(result, name, value)
        result.save(force_insert=True)
        store_rows(result)
        return result

    def _look_at(self, url: str, page: Page) -> str:
        """Return the hash of what the server sends for a page, "" when it sends nothing; store the links on it."""
        try:
            answer = fetch(url, self.settings.view, self.settings.timeout_s)
        except CheckerError:
            return ""
        body = _TOKENS.sub(b"", answer.body).replace(self.base_url.encode(), b"")
        content = hashlib.sha256(body).hexdigest()
        if self.links.needs(page, content) and answer.content_type == "text/html":
            self.links.collect(page, answer.body, answer.url, content, str(describe_page(page)["department"]))
        return content


def shorten(url: str, base_url: str) -> str:
    """Return the address as it is stored: without the host."""
    return url.removeprefix(base_url.rstrip("/"))[:MAX_ADDRESS_CHARS]


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


def describe_page(page: Page | None) -> dict[str, object]:
    """Return what reports filter a page by. The city says which department it is of (A11Y_CHECKER["DEPARTMENT"])."""
    if page is None:
        return {}
    name = django_settings.A11Y_CHECKER.get("DEPARTMENT")
    department = import_string(name)(page) if name else ""
    label = page.specific_class._meta.label if page.specific_class else ""
    return {"revision": page.live_revision_id, "department": department[:100], "page_type": label[:100]}


def store_rows(result: PageResult) -> None:
    """Store a result's findings in the rows that reports filter by."""
    run = result.run
    levels = {number: c.level for number, c in all_profiles()[run.profile].criteria(run.level).items()}
    StoredFinding.objects.bulk_create(
        StoredFinding(
            result=result,
            run=run,
            rule=finding["rule"],
            outcome=finding["outcome"],
            impact=finding["impact"],
            level=min((levels[number] for number in finding["criteria"] if number in levels), default=""),
            criteria=f" {' '.join(finding['criteria'])} "[:100] if finding["criteria"] else "",
            fingerprint=finding["fingerprint"],
        )
        for finding in result.findings
    )


def drop_old_rows(run: CheckRun) -> None:
    """Drop the rows of runs that no report compares with any more; their results and scores stay."""
    StoredFinding.objects.filter(run__started_at__lt=run.started_at - ROWS_KEPT).delete()
