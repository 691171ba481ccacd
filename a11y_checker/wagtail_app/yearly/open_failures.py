"""Failures that the machine finds on any page: while there is one, nobody may say 準拠.

Source: the ministry's guideline of 2024 names the wrong practice of mending only the pages of the sample.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from a11y_checker.results import Outcome
from a11y_checker.standards import LEVELS
from a11y_checker.wagtail_app.models import CheckRun, SampledPage, YearlyTest
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
    checked_at = {page.url: page.checked_at for page in sample}
    for result in run.results.only("url", "findings", "error").iterator() if run else ():
        at = checked_at.get(result.url)
        if at is None or at <= run.started_at:
            failing[result.url] = _failed(result.findings, criteria)
    counts = Counter(number for numbers in failing.values() for number in numbers)
    pages = {number: counts[number] for number in criteria if counts[number]}
    return OpenFailures(pages, _gaps(test, run, sample), run)


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
