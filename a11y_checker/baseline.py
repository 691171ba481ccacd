"""Findings already known: they do not fail a run, and those that are gone are reported.

A baseline is a JSON file: {"version": 1, "findings": {fingerprint: {"rule", "url", "selector"}}}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from a11y_checker.errors import UsageError
from a11y_checker.results import Outcome, Report, SiteReport

VERSION = 1


def read(path: Path) -> dict[str, str]:
    """Known findings, fingerprint → a line of words. Raises UsageError for a file of another kind."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise UsageError(f"The baseline {path} has version {data['version']}, not {VERSION}. Write it anew.")
        return {key: f"{row['rule']}: {row['url']} {row['selector']}" for key, row in data["findings"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"The baseline {path} cannot be read ({error}). Write it with --update-baseline.") from error


def write(path: Path, report: SiteReport) -> int:
    """Write every failed finding of a run as known; returns how many."""
    found = {
        finding.fingerprint: {"rule": finding.rule, "url": page.url, "selector": finding.selector}
        for page in report.pages
        for finding in page.failed_findings
    }
    found |= {
        finding.fingerprint: {"rule": finding.info.id, "url": finding.urls[0], "selector": ""}
        for finding in report.site
        if finding.outcome is Outcome.FAILED
    }
    text = json.dumps({"version": VERSION, "findings": found}, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return len(found)


def apply(report: SiteReport, known: Mapping[str, str]) -> SiteReport:
    """The same run with the gone findings named; its pages were marked one by one."""
    gone = dict(known)
    for page in report.parts:
        for finding in page.failed_findings:
            gone.pop(finding.fingerprint, None)
    site = tuple(replace(finding, known=finding.fingerprint in known) for finding in report.site)
    return replace(report, worst=tuple(mark(page, known) for page in report.worst), gone=gone, site=site)


def mark(page: Report, known: Mapping[str, str]) -> Report:
    """The same page with its known findings marked."""
    results = tuple(
        replace(result, findings=tuple(replace(f, known=f.fingerprint in known) for f in result.findings))
        for result in page.results
    )
    return replace(page, results=results)
