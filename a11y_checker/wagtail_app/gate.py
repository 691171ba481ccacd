"""The gate: no page becomes public with a failure of level A or AA unless a person answers for it.

`find_obstacles` decides; every door asks it (docs/decisions: the publish gate). Where a door can refuse, it does;
what becomes public by a way without a door is judged right after and listed.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page, Revision

from a11y_checker.results import Finding
from a11y_checker.wagtail_app.judging import find_failures, find_owed_criteria, judge_page
from a11y_checker.wagtail_app.models import FollowUp, Passage, Waiver
from a11y_checker.wagtail_app.obstacles import GateClosedError, Obstacle, as_obstacles, make_obstacles
from a11y_checker.wagtail_app.postponed import is_left

logger = logging.getLogger(__name__)
MAY_WAIVE = "a11y_checker.add_waiver"


def find_obstacles(
    page: Page,
    user: AbstractBaseUser | None = None,
    *,
    route: str,
    revision: Revision | None = None,
    version: Page | None = None,
) -> list[Obstacle]:
    """Judge a page that is about to become public, as it would be rendered; return what blocks it.

    An empty list opens the door, and how it opened is recorded: without failures, under waivers, or because the page
    is an emergency, which is not held up but opens a follow-up.
    route: the door that asks, such as "editor".
    revision: what is to become public; the latest one without it.
    version: the page in memory that is judged instead, say the original of a copy; nothing is recorded then.
    """
    revision = revision or page.get_latest_revision()
    draft = version or (revision.as_object() if revision else page.specific)
    report = judge_page(draft)
    failures = find_failures(report)
    blocking = leave_out_waived(page, failures)
    # Neither a waiver nor an emergency makes up for words that are missing.
    if sentences := ask_others(draft):
        return [*as_obstacles(sentences), *make_obstacles(draft, blocking, report)]
    if not blocking and not (report and report.error):
        if version is None:
            outcome = Passage.Outcome.WAIVED if failures else Passage.Outcome.CLEAN
            record_passage(page, revision, user, route, outcome, failures)
        return []
    if version is None and is_emergency(page):
        record_passage(page, revision, user, route, Passage.Outcome.EMERGENCY, failures)
        open_follow_up(page, FollowUp.Cause.EMERGENCY, as_dicts(blocking))
        return []
    return make_obstacles(draft, blocking, report)


def require_open(page: Page, user: AbstractBaseUser | None, *, route: str, revision: Revision | None = None) -> None:
    """The same for doors that cannot answer. Raises GateClosedError with what blocks the page."""
    if obstacles := find_obstacles(page, user, route=route, revision=revision):
        raise GateClosedError(page, obstacles)


def require_open_once(page: Page, revision: Revision, user: AbstractBaseUser | None, *, route: str) -> None:
    """The same at the last step of a publication, for ways without a door; a version let through before passes."""
    if Passage.objects.filter(page_id=page.pk, revision_id=revision.pk).exists():
        return
    if is_left():
        require_words(revision.as_object())
    else:
        require_open(page, user, route=route, revision=revision)


def require_words(page: Page) -> None:
    """Ask for what blocks a page whatever the rules of accessibility say. Raises GateClosedError."""
    if sentences := ask_others(page):
        raise GateClosedError(page, as_obstacles(sentences))


def ask_others(page: Page) -> list[str]:
    """Ask the functions of the setting A11Y_CHECKER["ALSO_ASK"] what else blocks the page, in sentences for its editor."""
    names = django_settings.A11Y_CHECKER.get("ALSO_ASK", ())
    return [sentence for name in names for sentence in import_string(name)(page)]


def hold_back_scheduled(page: Page, revision: Revision) -> bool:
    """Judge once more at the planned time. When the page fails, open a follow-up and return True: it stays as it is."""
    obstacles = find_obstacles(page, route="schedule", revision=revision)
    if obstacles:
        open_follow_up(page, FollowUp.Cause.SCHEDULE, as_dicts(o.finding for o in obstacles if o.finding))
        logger.warning("Page %s was not published at its time: it has %s obstacles.", page.pk, len(obstacles))
    return bool(obstacles)


def leave_out_waived(page: Page, failures: Iterable[Finding]) -> list[Finding]:
    waived = find_waived_rules(page)
    return [finding for finding in failures if finding.rule not in waived]


def find_waived_rules(page: Page) -> set[str]:
    if not page.pk:
        return set()
    return set(page.waivers.in_force(timezone.localdate()).values_list("rule", flat=True))


def as_dicts(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [finding.as_dict() for finding in findings]


def is_emergency(page: Page) -> bool:
    """Ask the city whether the page may not be held up (setting A11Y_CHECKER["EMERGENCY"])."""
    name = django_settings.A11Y_CHECKER.get("EMERGENCY")
    return bool(name and import_string(name)(page))


def record_passage(
    page: Page,
    revision: Revision | None,
    user: AbstractBaseUser | None,
    route: str,
    outcome: Passage.Outcome,
    failures: Iterable[Finding],
) -> None:
    rules = sorted({finding.rule for finding in failures})
    key = revision.pk if revision else None
    Passage.objects.create(page_id=page.pk, revision_id=key, user=user, route=route, outcome=outcome, rules=rules)


@transaction.atomic
def open_follow_up(
    page: Page | None, cause: FollowUp.Cause, found: list[dict[str, Any]], subject: str = ""
) -> FollowUp:
    """Open a follow-up, or renew the open one of the same page and cause."""
    subject = (subject or str(page))[:255]
    if page is None:
        return FollowUp.objects.create(cause=cause, findings=found, subject=subject)
    # Two doors may open at the same moment: get_or_create takes the row that the other one made.
    task, _is_new = FollowUp.objects.get_or_create(
        page_id=page.pk, cause=cause, done_at=None, defaults={"findings": found, "subject": subject}
    )
    if task.findings != found:
        task.findings = found
        task.save()
    return task


def look_at_published(page: Page, revision: Revision | None) -> None:
    """Judge what became public without a door; settle what is mended by now."""
    passage = Passage.objects.filter(page_id=page.pk, revision_id=revision.pk).first() if revision else None
    if passage is None:
        report = judge_page(Page.objects.get(pk=page.pk).specific)
        failures = find_failures(report)
        blocking = leave_out_waived(page, failures)
        outcome = Passage.Outcome.OTHER_WAY if blocking else Passage.Outcome.CLEAN
        record_passage(page, revision, None, "other", outcome, failures)
        if blocking:
            open_follow_up(page, FollowUp.Cause.OTHER_WAY, as_dicts(blocking))
        rules = {finding.rule for finding in failures}
    else:
        rules = set(passage.rules)
    settle(page, rules)


def look_at_result(page: Page, findings: Iterable[dict[str, Any]]) -> None:
    """The same for a public page that the nightly run has judged: with a browser it may know more than the gate.

    findings: in the form of contracts.md ("The checker", JSON).
    """
    owed = find_owed_criteria()
    failures = [
        finding
        for finding in findings
        if finding["outcome"] == "failed" and not finding["exception"] and owed.intersection(finding["criteria"])
    ]
    if failures:
        waived = find_waived_rules(page)
        if blocking := [finding for finding in failures if finding["rule"] not in waived]:
            open_follow_up(page, FollowUp.Cause.LIVE, blocking)
    settle(page, {finding["rule"] for finding in failures})


def find_watched_pages() -> set[int]:
    """Return the keys of pages that have a waiver or something to mend."""
    waived = Waiver.objects.filter(mended_at__isnull=True).values_list("page", flat=True)
    return {*waived, *FollowUp.objects.filter(done_at__isnull=True, page__isnull=False).values_list("page", flat=True)}


def settle(page: Page, failing: set[str]) -> None:
    """Close waivers whose fault the public page no longer has, and its follow-ups when none of their faults is left."""
    now = timezone.now()
    for waiver in Waiver.objects.filter(page_id=page.pk, mended_at__isnull=True).exclude(rule__in=failing):
        waiver.mended_at = now
        waiver.save()
    for task in FollowUp.objects.filter(page_id=page.pk, done_at__isnull=True):
        if not failing.intersection(finding["rule"] for finding in task.findings):
            task.done_at = now
            task.save()
