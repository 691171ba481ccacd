"""From rule results to a score and an outcome per success criterion. Pure arithmetic.

One definition for the command line, the editor panel, the publish gate and every report
(docs/explanation: "Scores"):

  rule r has weight w(r) and counts when it applies;
  p(r) = 1 when no target failed, otherwise half the share of targets that passed;
  score = 100 × Σ w·p ÷ Σ w, rounded down;
  a failed level-A criterion caps it at 59, a failed AA one at 79.

cantTell targets stand outside the share, so they never lower the score. A page on which no rule
decided anything has no score: nothing was checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from a11y_checker.results import Outcome, Report, RuleResult
from a11y_checker.standards import Criterion

# Source: the product's definition of scores; the steps of impact are axe-core's.
WEIGHTS = {"critical": 10, "serious": 7, "moderate": 3, "minor": 1}
CAP_A = 59
CAP_AA = 79


def page_score(results: Iterable[RuleResult], criteria: Mapping[str, Outcome], levels: Mapping[str, str]) -> int | None:
    """The score of a page, 0–100; None when no rule decided anything.

    criteria: outcome per success criterion. levels: level per success criterion.
    """
    counted = [result for result in results if result.outcome is not Outcome.INAPPLICABLE]
    if not any(result.passed or result.failed for result in counted):
        return None
    total = sum(WEIGHTS[result.rule.impact] for result in counted)
    lost = sum((WEIGHTS[result.rule.impact] * (1 - _share(result)) for result in counted if result.failed), Fraction(0))
    score = int(100 * (total - lost) / total)
    failed = {levels[number] for number, outcome in criteria.items() if outcome is Outcome.FAILED}
    if "A" in failed:
        return min(score, CAP_A)
    if "AA" in failed:
        return min(score, CAP_AA)
    return score


def _share(result: RuleResult) -> Fraction:
    return Fraction(result.passed, 2 * (result.passed + result.failed))


def criterion_outcomes(
    results: Sequence[RuleResult],
    criteria: Mapping[str, Criterion],
    decided_by: Mapping[str, frozenset[str]],
    absent: frozenset[str],
) -> dict[str, Outcome]:
    """The outcome of each success criterion.

    decided_by: per rule id, the criteria that are met when the rule passes.
    absent: criteria about content that the page does not have.
    Failed when a rule failed for it. Passed only when a rule that decides it applied and passed.
    Otherwise a person has to look: cantTell. Never passed because nothing was found.
    """
    about: dict[str, list[RuleResult]] = {number: [] for number in criteria}
    for result in results:
        for number in result.rule.criteria:
            if number in about:
                about[number].append(result)
    return {number: _criterion(number, about[number], decided_by, absent) for number in criteria}


def _criterion(
    number: str, about: Sequence[RuleResult], decided_by: Mapping[str, frozenset[str]], absent: frozenset[str]
) -> Outcome:
    outcomes = {result.outcome for result in about}
    if Outcome.FAILED in outcomes:
        return Outcome.FAILED
    if number in absent and outcomes <= {Outcome.INAPPLICABLE}:
        return Outcome.INAPPLICABLE
    deciding = [r for r in about if number in decided_by.get(r.rule.id, frozenset())]
    if Outcome.CANT_TELL not in outcomes and any(r.outcome is Outcome.PASSED for r in deciding):
        return Outcome.PASSED
    return Outcome.CANT_TELL


# Source: the product's definition of scores.
WORST_PAGES = 10


class Totals:
    """The figures of a site, added up page by page: no page is kept.

    score: the mean of the pages' scores, rounded down; None when no page has one.
    errors: how many pages could not be loaded or judged.
    share_clean: the share of judged pages without a failed A or AA criterion; None without a judged page.
    worst: numbers of the ten pages with the lowest scores, the lowest first; pages at 100 are not among them.
    """

    def __init__(self, criteria: Mapping[str, Criterion]) -> None:
        self._lower = frozenset(number for number, criterion in criteria.items() if criterion.level != "AAA")
        self.errors = self._pages = self._sum = self._scored = self._judged = self._clean = 0
        self._worst: list[tuple[int, str, int]] = []

    def add(self, page: Report) -> None:
        """Count one more page."""
        if page.error is not None:
            self.errors += 1
        else:
            self._judged += 1
            self._clean += not page.has_failure_at(self._lower)
        if page.score is not None:
            self._sum += page.score
            self._scored += 1
            if page.score < 100:
                self._worst = sorted([*self._worst, (page.score, page.url, self._pages)])[:WORST_PAGES]
        self._pages += 1

    @property
    def score(self) -> int | None:
        return self._sum // self._scored if self._scored else None

    @property
    def share_clean(self) -> float | None:
        return self._clean / self._judged if self._judged else None

    @property
    def worst(self) -> tuple[int, ...]:
        return tuple(number for _, _, number in self._worst)
