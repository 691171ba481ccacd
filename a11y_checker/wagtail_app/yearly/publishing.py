"""Publishes the result: freezes the statement, makes its files, and asks the site for a public page."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from a11y_checker.wagtail_app.models import YearlyTest
from a11y_checker.wagtail_app.obstacles import GateClosedError
from a11y_checker.wagtail_app.yearly.cells import find_cells, find_pages
from a11y_checker.wagtail_app.yearly.files import FontMissing, write_result_pdf
from a11y_checker.wagtail_app.yearly.open_failures import find_open_failures
from a11y_checker.wagtail_app.yearly.sample import verify
from a11y_checker.wagtail_app.yearly.statement import build_statement, find_outcomes, find_verdict


class PublishRefused(ValueError):
    """The result cannot be published. problems: what has to be done, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


def find_problems(test: YearlyTest) -> list[str]:
    """Return what keeps the result from being published, in words; an empty list when nothing does."""
    pages = find_pages(test)
    outcomes = find_outcomes(test, find_cells(test, pages))
    verdict = find_verdict(test, outcomes, find_open_failures(test, pages))
    problems = list(verdict.blockers)
    if not test.started_on or not test.ended_on:
        problems.append(_("Write the first and the last day of the test into the plan."))
    draw = test.draws.first()
    return [*problems, *(verify(draw) if draw else [])]


@transaction.atomic
def publish_result(test: YearlyTest, user, on: date) -> str:
    """Freeze the statement and publish it; gives the public address. The site says how: A11Y_CHECKER["RESULT_PAGE"].

    Publishing again replaces statement and page; the history keeps the former. Raises PublishRefused.
    """
    problems = find_problems(test)
    publish = settings.A11Y_CHECKER.get("RESULT_PAGE")
    if not publish:
        problems.append(_("This site has no page type for results. Set RESULT_PAGE in A11Y_CHECKER."))
    if problems:
        raise PublishRefused(problems)
    test.statement = build_statement(test, on)
    try:
        test.pdf = write_result_pdf(test.statement, settings.WAGTAIL_SITE_NAME)
    except FontMissing:
        test.pdf = None
    test.published_at, test.published_by = timezone.now(), user
    test.save()
    try:
        return import_string(publish)(test, user)
    except ObjectDoesNotExist as error:
        problem = _("The site has no accessibility statement to put the result below. Make that page first.")
        raise PublishRefused([problem]) from error
    except GateClosedError as error:
        raise PublishRefused([str(obstacle) for obstacle in error.obstacles]) from error
