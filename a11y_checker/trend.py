"""What changed since a former run: scores, and failures that came or went."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from a11y_checker.merge import read
from a11y_checker.results import Outcome, SiteReport


def add_trend(report: SiteReport, former: Path) -> SiteReport:
    """The same report with its trend since a former JSON or JSON-lines report. Raises UsageError for another file.

    Failures are the same when their fingerprints are: place and page, not the line.
    """
    before: Counter[str] = Counter()
    known: set[str] = set()
    scores: list[int] = []
    head, pages = read(former)
    rows = list(head["site"])
    for page in pages:
        if page["score"] is not None:
            scores.append(page["score"])
        rows += page["findings"]
    for row in rows:
        if row["outcome"] == Outcome.FAILED:
            before[row["rule"]] += 1
            known.add(row["fingerprint"])
    after: Counter[str] = Counter()
    found: set[str] = set()
    for checked in report.parts:
        for failure in checked.failed_findings:
            after[failure.rule] += 1
            found.add(failure.fingerprint)
    changed = sorted(rule for rule in before | after if before[rule] != after[rule])
    trend = {
        "former": former.name,
        "before": sum(scores) // len(scores) if scores else None,
        "after": report.score,
        "new": len(found - known),
        "gone": len(known - found),
        "rules": {rule: [before[rule], after[rule]] for rule in changed},
    }
    return replace(report, trend=trend)
