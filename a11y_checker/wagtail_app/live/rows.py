"""The findings of a judged draft in the words of the screen."""

from dataclasses import dataclass
from typing import Any

from a11y_checker.results import Finding, Outcome
from a11y_checker.wagtail_app.advice import advise, in_words
from a11y_checker.wagtail_app.judging import find_owed_criteria
from a11y_checker.wagtail_app.live.draft import JudgedDraft
from a11y_checker.wagtail_app.live.offers import Offer
from a11y_checker.wagtail_app.live.reviews import review_leaves
from a11y_checker.wagtail_app.live.spots import Spot
from a11y_checker.wagtail_app.live.summaries import find_summary
from a11y_checker.wagtail_app.models import Answer
from a11y_checker.wagtail_app.places import WORDS_MAX_CHARS, find_words
from a11y_checker.wagtail_app.readability import measure_page

# Rules that are kept by other words for the link.
LINK_RULES = ("link-text", "link-same", "same-text-other-target")


# Our choice: nobody mends more at a sitting, and a page with thousands of places must not make the editor slow.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One finding.

    answer: what a person said of it; None when nobody was asked yet.
    summary: where to write what a file says. has_summary: whether something stands there.
    """

    rule: str
    what: str
    how: str
    words: str
    spot: Spot
    fingerprint: str
    is_failure: bool
    blocks: bool
    answer: bool | None
    offers: tuple[Offer, ...]
    summary: Spot | None
    has_summary: bool

    @property
    def is_link_text(self) -> bool:
        """Whether other words for a link mend it. Typing over a link in the editor would lose the link."""
        return self.rule.startswith(LINK_RULES) and bool(self.spot.words) and self.spot.leaf is not None


def find_answers(page_id: int | None) -> dict[str, bool]:
    """Return what people answered about a page: fingerprint → whether the place can stay."""
    return dict(Answer.objects.filter(page_id=page_id).values_list("fingerprint", "is_fine")) if page_id else {}


def make_row(draft: JudgedDraft, finding: Finding, answers: dict[str, bool], owed: frozenset[str]) -> Row:
    spot = draft.spots.find(finding)
    is_failure = finding.outcome is Outcome.FAILED
    return Row(
        rule=finding.rule,
        what=in_words(finding.message),
        how=advise(finding.rule, finding.fix),
        words=(spot.words or find_words(finding.html))[:WORDS_MAX_CHARS],
        spot=spot,
        fingerprint=finding.fingerprint,
        is_failure=is_failure,
        blocks=is_failure and bool(owed.intersection(finding.criteria)),
        answer=answers.get(finding.fingerprint),
        offers=tuple(offer for offer in draft.offers if offer.mends(spot)),
        summary=(summary := find_summary(draft.page, finding, spot)),
        has_summary=summary is not None and _is_filled(draft, summary),
    )


def _is_filled(draft: JudgedDraft, spot: Spot) -> bool:
    return any(leaf.path[: len(spot.path)] == spot.path for leaf in draft.leaves)


def describe(draft: JudgedDraft, published: int | None) -> dict[str, Any]:
    """Return what the panel and the findings page show: the gravest findings first, at most SHOWN of a kind."""
    report = draft.report
    findings = [finding for finding in report.findings if not finding.exception] if report else []
    answers, owed = find_answers(draft.page.pk), find_owed_criteria()
    failures = [finding for finding in findings if finding.outcome is Outcome.FAILED]
    asked = [finding for finding in findings if finding.outcome is not Outcome.FAILED]
    settled = [finding for finding in asked if answers.get(finding.fingerprint) is True]
    questions = [finding for finding in asked if answers.get(finding.fingerprint) is not True]

    def show(some: list[Finding]) -> list[Row]:
        return [make_row(draft, finding, answers, owed) for finding in some[:SHOWN]]

    shown = {"failures": show(failures), "questions": show(questions), "settled": show(settled)}
    with_finding = {offer for rows in shown.values() for row in rows for offer in row.offers}
    return {
        "page": draft.page,
        "report": report,
        "published_score": published,
        **shown,
        "failure_count": len(failures),
        "question_count": len(questions),
        "more_failures": max(0, len(failures) - SHOWN),
        "more_questions": max(0, len(questions) - SHOWN),
        "offers": [offer for offer in draft.offers if offer not in with_finding][:SHOWN],
        "review": review_leaves(draft.page, draft.leaves),
        "readability": measure_page(draft.html, draft.page.locale.language_code)
        if report and not report.error
        else None,
    }
