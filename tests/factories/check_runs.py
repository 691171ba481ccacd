"""Generated runs over a site for tests and benchmarks: results and findings without a check."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from a11y_checker.wagtail_app.changes import store_rows
from a11y_checker.wagtail_app.models import CheckRun, PageResult

RULES = (("image-alt", ["1.1.1"]), ("word-space", ["1.3.2"]), ("contrast", ["1.4.3"]), ("kanji-run", []))


def make_finding(rule: str, criteria: list[str], fingerprint: str, outcome: str = "failed") -> dict:
    """Return a finding in the form of the JSON report."""
    return {
        "rule": rule,
        "outcome": outcome,
        "impact": "serious",
        "criteria": criteria,
        "items": [],
        "html": "<p>",
        "message": {"ja": "", "en": ""},
        "fix": {"ja": "", "en": ""},
        "fingerprint": fingerprint,
        "exception": "",
    }


def make_run(days_ago: int = 0, score: int | None = 70) -> CheckRun:
    """Return a finished run of so many days ago."""
    moment = timezone.now() - timedelta(days=days_ago)
    run = CheckRun.objects.create(profile="city-2012", level="AA", mode="static", score=score, share_clean=0.5)
    return set_moment(run, moment)


def set_moment(run: CheckRun, moment: datetime) -> CheckRun:
    run.started_at = run.finished_at = moment
    run.save()
    return run


def make_result(run: CheckRun, page: Page, findings: list[dict], **facts: object) -> PageResult:
    """Return the result of a page with its rows."""
    defaults = {"score": 100 - 10 * len(findings), "failed_count": len(findings), "title": page.title}
    fields = {**defaults, "page_type": page.specific_class._meta.label, **facts}
    result = PageResult.objects.create(run=run, page=page, url=page.url_path, findings=findings, **fields)
    store_rows(result)
    return result
