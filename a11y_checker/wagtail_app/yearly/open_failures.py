"""Failures that the machine finds on any page: while there is one, nobody may say 準拠.

Source: the ministry's guideline of 2024 names the wrong practice of mending only the pages of the sample.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from a11y_checker.results import Outcome
from a11y_checker.standards import LEVELS
from a11y_checker.wagtail_app.models import CheckRun, SampledPage, StoredFinding, YearlyTest
from a11y_checker.wagtail_app.yearly.cells import find_criteria


@dataclass(frozen=True)
class OpenFailures:
    """pages: by criterion, how many pages have one. run: the check of the whole site it comes from.

    gaps: why that check says too little, in words.
    """

    pages: dict[str, int] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()
    run: CheckRun | None = None


def find_open_failures(test: YearlyTest, sample: list[SampledPage]) -> OpenFailures:
    """Return the failures of the target level on pages of the last check of the whole site, and of the sample.

    A page of the sample that the whole check judged later counts as that check found it.
    """
    criteria = find_criteria(test)
    run = CheckRun.objects.filter(finished_at__isnull=False, name="").first()
    failing = {page.url: _failed(page.evidence.get("findings", []), criteria) for page in sample}
    if run is not None:
        failing.update(_read_run(run, {page.url: page.checked_at for page in sample}, criteria))
    counts = Counter(number for numbers in failing.values() for number in numbers)
    pages = {number: counts[number] for number in criteria if counts[number]}
    return OpenFailures(pages, _gaps(test, run, sample), run)


def _read_run(run: CheckRun, checked_at: Mapping[str, Any], criteria: Collection[str]) -> dict[str, set[str]]:
    """Return the criteria that failed by address; of the sample only what the run judged later than checked_at says."""
    newer = {url for url, at in checked_at.items() if at is not None and at > run.started_at}
    urls = run.results.filter(url__in=checked_at).values_list("url", flat=True)
    failing: dict[str, set[str]] = {url: set() for url in urls if url not in newer}
    rows = StoredFinding.objects.filter(run=run, outcome=Outcome.FAILED).exclude(criteria="")
    for url, numbers in rows.values_list("result__url", "criteria").iterator():
        if url not in newer:
            failing.setdefault(url, set()).update(number for number in numbers.split() if number in criteria)
    # Runs from before there were rows for reports, and rows that were dropped.
    without_rows = run.results.filter(failed_count__gt=0, rows__isnull=True).only("url", "findings")
    for result in without_rows.iterator():
        if result.url not in newer:
            failing[result.url] = _failed(result.findings, criteria)
    return failing


def _failed(findings: list[dict], criteria: Collection[str]) -> set[str]:
    """Return the criteria that failed. A finding that an exception covers is still a failure."""
    return {
        number
        for finding in findings
        if finding["outcome"] == Outcome.FAILED
        for number in finding["criteria"]
        if number in criteria
    }


def _gaps(test: YearlyTest, run: CheckRun | None, sample: list[SampledPage]) -> tuple[str, ...]:
    if run is None:
        return (_("The whole site has not been checked by machine."),)
    found = []
    if LEVELS.index(run.level) < LEVELS.index(test.level):
        found.append(_("The last check of the whole site left level %(level)s out.") % {"level": test.level})
    draw = test.draws.defer("addresses").first()
    if draw is not None and run.finished_at < draw.drawn_at:
        found.append(_("The last check of the whole site is older than the draw."))
    unjudged = run.results.filter(score__isnull=True).exclude(error="").count()
    if unjudged:
        found.append(_("Pages that the check of the whole site could not judge: %(count)s.") % {"count": unjudged})
    if any(not page.checked_at or page.evidence.get("error") for page in sample):
        found.append(_("Not every page of the sample has been checked by machine."))
    return tuple(found)
