"""Checks the pages of a sample by machine and keeps what was found beside them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace

from django.conf import settings as django_settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from a11y_checker import browser
from a11y_checker.checker import Checker
from a11y_checker.config import Settings
from a11y_checker.errors import NotHtmlError
from a11y_checker.results import Report
from a11y_checker.wagtail_app.models import SampledPage, SampleDraw
from a11y_checker.wagtail_app.site_check import serve_site


def make_settings(draw: SampleDraw) -> Settings:
    """Return how a sample is checked: in the browser where a worker does it; inside a request only what takes no browser.

    Our choice: forty pages take a minute in a browser, which nobody waits for in front of a screen.
    """
    ours = django_settings.A11Y_CHECKER
    readings = import_string(ours["READINGS"])() if ours.get("READINGS") else {}
    immediate = django_settings.TASKS["default"]["BACKEND"].endswith("ImmediateBackend")
    return Settings(
        profile=draw.test.profile,
        level=draw.test.level,
        browser=not immediate and browser.is_available(),
        readings=readings,
    )


@task()
def check_sample(draw_id: int) -> int:
    """Check every page of the draw on a server of its own; gives how many were judged."""
    draw = SampleDraw.objects.defer("addresses").select_related("test").get(pk=draw_id)
    return store_evidence(draw, make_settings(draw))


def store_evidence(draw: SampleDraw, settings: Settings, base_url: str = "") -> int:
    """Check the pages as visitors get them from `base_url`; without it the site is served for the length of the check."""
    pages = list(draw.pages.all())
    with nullcontext(base_url) if base_url else serve_site() as base:
        urls = [base.rstrip("/") + page.url for page in pages]
        # The browser lives in a thread of its own: Playwright runs an event loop there, beside which Django refuses the database.
        with ThreadPoolExecutor(max_workers=1) as executor:
            reports, engines = executor.submit(_judge, urls, settings).result()
    for page, report in zip(pages, reports, strict=True):
        _keep(page, replace(report, url=page.url), engines)
    return sum(1 for report in reports if report.error is None)


def _judge(urls: list[str], settings: Settings) -> tuple[list[Report], dict[str, str]]:
    reports = []
    with Checker(settings) as checker:
        for url in urls:
            try:
                reports.append(checker.check_url(url))
            except NotHtmlError as error:
                reports.append(checker.error_report(url, str(error)))
        return reports, dict(checker.engines())


def _keep(page: SampledPage, report: Report, engines: dict[str, str]) -> None:
    data = report.as_dict()
    page.evidence = {name: data[name] for name in ("criteria", "findings", "mode", "error")} | {"engines": engines}
    page.checked_at = timezone.now()
    page.save(update_fields=["evidence", "checked_at"])
