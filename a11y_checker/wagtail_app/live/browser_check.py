"""The full check of a saved draft, with a browser, as a background task."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, Revision

from a11y_checker.checker import Checker
from a11y_checker.config import Settings
from a11y_checker.errors import CheckerError, MissingExtraError
from a11y_checker.results import Report
from a11y_checker.wagtail_app.judging import find_settings
from a11y_checker.wagtail_app.live.draft import JudgedDraft, judge_draft
from a11y_checker.wagtail_app.models import DraftCheck
from a11y_checker.wagtail_app.site_check import serve_site

logger = logging.getLogger(__name__)
# Our choice: an answer later than this is not coming; the person may ask anew.
LOST_AFTER = timedelta(minutes=10)
# Our choice: a check takes seconds; after a minute many others are waiting, or nobody does what waits.
LATE_AFTER = timedelta(minutes=1)
# In the place of a revision, for a page that has none: its public version.
NO_REVISION = 0


def find_check(page: Page) -> DraftCheck | None:
    """Return the last check of a page's draft with a browser."""
    return DraftCheck.objects.filter(page_id=page.pk).first()


def ask_for_check(page: Page) -> DraftCheck:
    """Have the page's latest draft checked, unless that is under way or done."""
    revision = page.latest_revision_id or NO_REVISION
    known = find_check(page)
    if known and known.revision == revision and not is_lost(known) and known.state != DraftCheck.State.ERROR:
        return known
    values = {
        "revision": revision,
        "state": DraftCheck.State.WAITING,
        "asked_at": timezone.now(),
        "score": None,
        "findings": [],
    }
    check, _is_new = DraftCheck.objects.update_or_create(page_id=page.pk, defaults=values)
    check_draft.enqueue(page.pk, revision)
    check.refresh_from_db()
    return check


def is_lost(check: DraftCheck) -> bool:
    return check.state == DraftCheck.State.WAITING and timezone.now() - check.asked_at > LOST_AFTER


def is_late(check: DraftCheck) -> bool:
    return check.state == DraftCheck.State.WAITING and timezone.now() - check.asked_at > LATE_AFTER


@task()
def check_draft(page_id: int, revision_id: int) -> None:
    """Judge one version of a page with a browser and store what only a browser finds."""
    check = DraftCheck.objects.filter(page_id=page_id, revision=revision_id).select_related("page").first()
    if check is None:
        return
    revision = Revision.objects.filter(pk=revision_id).first()
    page = revision.as_object() if revision else check.page.specific
    parts = page.get_url_parts()
    draft = judge_draft(page)
    if draft.report is None or draft.report.error or parts is None:
        check.state = DraftCheck.State.ERROR
    else:
        with serve_site({parts[2]: draft.html.encode()}) as address:
            store(check, judge_in_browser(address + parts[2], find_settings(browser=True)), draft)
    # By now the page may be gone, or somebody may have asked for a later version: that one's answer counts.
    same = DraftCheck.objects.filter(pk=check.pk, revision=revision_id)
    same.update(state=check.state, score=check.score, findings=check.findings)


def judge_in_browser(url: str, settings: Settings) -> Report | None:
    """Return the report of an address; None without a browser."""

    def judge() -> Report:
        with Checker(settings) as checker:
            return checker.check_url(url)

    # The browser lives in a thread of its own: Playwright runs an event loop there, beside which Django refuses the database.
    with ThreadPoolExecutor(max_workers=1) as executor:
        try:
            return executor.submit(judge).result()
        except MissingExtraError:
            return None
        except CheckerError as error:
            return Checker(settings).error_report(url, str(error))


def store(check: DraftCheck, report: Report | None, draft: JudgedDraft) -> None:
    """Write a report into a check: findings that the check without a browser has too are not told twice."""
    if report is None:
        check.state = DraftCheck.State.NO_BROWSER
        return
    if report.error:
        logger.warning("A draft of page %s could not be checked with a browser: %s", check.page_id, report.error)
        check.state = DraftCheck.State.ERROR
        return
    told = {(finding.rule, finding.html) for finding in draft.report.findings} if draft.report else set()
    more = [finding for finding in report.findings if (finding.rule, finding.html) not in told]
    check.state = DraftCheck.State.DONE
    check.score = report.score
    check.findings = [{**finding.as_dict(), "spot": draft.spots.find(finding).as_dict()} for finding in more]
