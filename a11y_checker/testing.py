"""For the tests of a site: one line that says whether a page is accessible.

    from a11y_checker.testing import assert_accessible

    def test_contact_page(page):                # a Playwright page (sync API)
        page.goto("http://127.0.0.1:8000/contact/")
        assert_accessible(page)

Given a Playwright page, the page is judged as it stands, with the browser it is in. Given HTML, or
a response with a `content` (Django's test client), the rules that need no browser judge it.
"""

from __future__ import annotations

from typing import Any

from a11y_checker import reporters
from a11y_checker.checker import Checker, check_html
from a11y_checker.config import Settings
from a11y_checker.results import Report
from a11y_checker.site import make_site_report


def check(page: Any, settings: Settings | None = None) -> Report:
    """The report on a Playwright page, a response, or HTML."""
    if hasattr(page, "main_frame"):
        return Checker(settings).check_open_page(page)
    content = getattr(page, "content", page)
    if not isinstance(content, str | bytes):
        raise TypeError(f"Give a Playwright page, a response, or HTML as text or bytes, not {type(page).__name__}.")
    return check_html(content, settings=settings)


def assert_accessible(page: Any, settings: Settings | None = None, *, questions: bool = False) -> None:
    """Raise AssertionError with the findings as text unless the page has none.

    questions: also raise for what a person has to decide (cantTell).
    """
    used = settings or Settings()
    report = check(page, used)
    asked = [finding for finding in report.findings if finding.is_new or (questions and not finding.exception)]
    if report.error or asked:
        text = reporters.get("text").render(make_site_report([report], used), used.language)
        raise AssertionError(f"The page is not accessible:\n{text}")
