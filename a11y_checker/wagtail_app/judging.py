"""Judges a page of the tree as visitors would get it: rendered inside this process, without a browser."""

import logging
from collections.abc import Mapping
from functools import cache

from django.conf import settings as django_settings
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import override
from simple_history.models import HistoricalRecords
from wagtail.models import Page

from a11y_checker.checker import Checker
from a11y_checker.config import Settings
from a11y_checker.errors import CheckerError
from a11y_checker.page import FileSource
from a11y_checker.results import Finding, Outcome, Report
from a11y_checker.standards import all_profiles

logger = logging.getLogger(__name__)
# The levels that a public body owes; what lies above is advice.
OWED_LEVEL = "AA"
HTTP_OK = 200


@cache
def load_readings(name: str) -> Mapping[str, str]:
    return import_string(name)() if name else {}


def find_settings(*, browser: bool = False) -> Settings:
    """Return the city's settings of the checker: those of Django's A11Y_CHECKER."""
    ours = django_settings.A11Y_CHECKER
    readings = load_readings(ours.get("READINGS", ""))
    return Settings(profile=ours["PROFILE"], level=ours["LEVEL"], browser=browser, readings=readings)


def find_owed_criteria() -> frozenset[str]:
    """Return the success criteria of levels A and AA in the city's profile."""
    return frozenset(all_profiles()[django_settings.A11Y_CHECKER["PROFILE"]].criteria(OWED_LEVEL))


def render_page(page: Page) -> HttpResponse:
    """Render the page for a visitor without an account, from within another request or outside of any."""
    # Rendering passes through all middleware, which would forget for whom the history is being written.
    outer = getattr(HistoricalRecords.context, "request", None)
    try:
        with override(django_settings.LANGUAGE_CODE):
            return page.make_preview_request(preview_mode=page.default_preview_mode)
    finally:
        if outer is not None:
            HistoricalRecords.context.request = outer


def judge_page(page: Page) -> Report | None:
    """Render the page as it stands in memory (a draft, say) and judge it by the rules that need no browser.

    Returns None for a page that shows nothing of its own, such as one that leads on to another address; a report
    with `error` when the page cannot be shown.
    """
    return judge_response(page, render_page(page))


def judge_response(
    page: Page, response: HttpResponse, *, html: str | None = None, files: FileSource | None = None
) -> Report | None:
    """The same for a page that has been rendered already.

    html: what is judged in place of the response's content. files: where to look at the files that it links to.
    """
    address = page.get_full_url() or "http://localhost/"
    if 300 <= response.status_code < 400:
        return None
    checker = Checker(find_settings())
    if response.status_code != HTTP_OK:
        return checker.error_report(address, f"status {response.status_code}")
    if not response.get("Content-Type", "").startswith("text/html"):
        return None
    try:
        return checker.check_html(response.content if html is None else html, address, files=files)
    except CheckerError as error:  # a fault of ours, or a page that takes for ever: told as what it is, never a crash
        logger.exception("Page %s could not be judged.", page.pk)
        return checker.error_report(address, str(error))


def find_failures(report: Report | None) -> list[Finding]:
    """Return the findings that fail a criterion of level A or AA, gravest first."""
    owed = find_owed_criteria()
    findings = report.findings if report else ()
    return [
        finding
        for finding in findings
        if finding.outcome is Outcome.FAILED and not finding.exception and owed.intersection(finding.criteria)
    ]
