"""One JSON document for the whole run. With a single page, its keys also stand at the top."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from a11y_checker.results import SiteReport

MEDIA_TYPE = "application/json"
EXTENSION = "json"


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """The run as JSON; all texts are in both languages, whatever `language` is. One page a line."""
    head = {**(report.pages[0].as_dict() if len(report.pages) == 1 else {}), **_head(report)}
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "pages": ['
    for number, page in enumerate(report.pages):
        yield (",\n  " if number else "\n  ") + json.dumps(page.as_dict(), ensure_ascii=False)
    yield "\n ]\n}\n" if len(report.pages) else "]\n}\n"


def _head(report: SiteReport) -> Mapping[str, Any]:
    return {
        "profile": report.profile,
        "level": report.level,
        "engines": dict(report.engines),
        "seconds": round(report.seconds, 2),
        "summary": {
            "pages": len(report.pages),
            "errors": report.error_count,
            "score": report.score,
            "share_clean": report.share_clean,
            "worst": [page.url for page in report.worst],
            "skipped": dict(report.skipped),
            "gone": dict(report.gone),
            "sample": dict(report.sample) or None,
            "trend": dict(report.trend) or None,
            "expired": list(report.expired),
        },
        "site": [finding.as_dict() for finding in report.site],
    }
