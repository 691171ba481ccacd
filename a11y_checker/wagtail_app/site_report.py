"""What the report on the whole site shows beside its list: the trend, the worst pages, what is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from django.db.models import QuerySet
from django.utils import timezone

from a11y_checker.scoring import WORST_PAGES
from a11y_checker.wagtail_app.models import CheckRun, PageResult, StoredFinding

# Our choice: a fiscal year, so that the same month of last year can be seen.
MONTHS = 13
WEEK = timedelta(days=7)
# Size of the line's picture in its own units; a score of 100 is at the top.
WIDTH, HEIGHT, MARGIN = 260, 60, 5


@dataclass(frozen=True, slots=True)
class Month:
    """The last run of one month. share: pages without failures, in per cent, rounded down."""

    finished_at: datetime
    score: int
    share: int | None
    x: int
    y: int


def find_last_run() -> CheckRun | None:
    """Return the last finished run over this site; None before the first."""
    return CheckRun.objects.filter(finished_at__isnull=False, name="").first()


def find_trend(run: CheckRun) -> list[Month]:
    """Return the last run of each month up to this one, oldest first, with its place in the picture."""
    runs = CheckRun.objects.filter(name="", finished_at__isnull=False, score__isnull=False)
    since = run.started_at - timedelta(days=31 * MONTHS)
    rows = runs.filter(started_at__gt=since, started_at__lte=run.started_at).order_by("started_at")
    by_month = {
        timezone.localtime(finished).strftime("%Y-%m"): (finished, score, share)
        for finished, score, share in rows.values_list("finished_at", "score", "share_clean")
    }
    kept = list(by_month.values())[-MONTHS:]
    step = (WIDTH - 2 * MARGIN) / max(len(kept) - 1, 1)
    return [
        Month(
            finished,
            score,
            as_percent(share),
            round(MARGIN + number * step),
            round(HEIGHT - MARGIN - score / 100 * (HEIGHT - 2 * MARGIN)),
        )
        for number, (finished, score, share) in enumerate(kept)
    ]


def as_percent(share: float | None) -> int | None:
    """Return a share in per cent, rounded down: 100 is said only of all pages. None when nothing was judged."""
    return None if share is None else floor(round(100 * share, 6))  # 0.29 * 100 is a little less than 29


def find_run_before(run: CheckRun) -> CheckRun | None:
    """Return the last run that was finished a week or longer before."""
    return CheckRun.objects.filter(finished_at__isnull=False, name="", started_at__lte=run.started_at - WEEK).first()


def find_new(run: CheckRun, before: CheckRun | None = None) -> QuerySet[StoredFinding]:
    """Return the failures of a run that last week's did not have; none when there is no run to compare with."""
    before = before or find_run_before(run)
    if before is None:
        return StoredFinding.objects.none()
    known = StoredFinding.objects.filter(run=before).values("fingerprint")
    return StoredFinding.objects.filter(run=run, outcome="failed").exclude(fingerprint__in=known)


def find_worst(results: QuerySet[PageResult]) -> QuerySet[PageResult]:
    """Return the ten of these pages with the lowest scores; pages at 100 are not among them."""
    return results.filter(score__lt=100).order_by("score", "-failed_count", "url")[:WORST_PAGES]
