"""One line of JSON per page."""

import json
from collections.abc import Iterator

from a11y_checker.results import Report, SiteReport

MEDIA_TYPE = "application/jsonl"
EXTENSION = "jsonl"


def pieces(report: SiteReport, language: str) -> Iterator[str]:
    """All pages, one line each."""
    return map(render_page, report.pages)


def render_page(page: Report) -> str:
    """One page's line, with its line end. The command line writes it as soon as the page is done."""
    return json.dumps(page.as_dict(), ensure_ascii=False) + "\n"
