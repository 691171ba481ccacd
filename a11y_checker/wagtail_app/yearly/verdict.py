"""From judgements to the wording that may be published. Pure: no database.

Source: WAIC, guideline on the wording of conformance (対応度表記ガイドライン; 準拠, 一部準拠, 配慮). That a single A criterion
that is not met rules out "AAに一部準拠" is how the central bodies read it; their pages then say "Aに一部準拠".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from a11y_checker.standards import Criterion
from a11y_checker.wagtail_app.models import Result


class Wording(StrEnum):
    CONFORMS = "準拠"
    PARTLY = "一部準拠"
    HEEDS = "配慮"


@dataclass(frozen=True)
class Outcome:
    """What holds for one criterion over all pages of the sample.

    result: met, failed, absent, or "" while a page is open. failing: notes by address of the pages that do not meet it.
    """

    criterion: Criterion
    result: str
    failing: Mapping[str, str]
    open_count: int = 0

    @property
    def is_met(self) -> bool:
        """Nothing of the kind counts as met. Source: published results of public bodies (非適用 → 適合)."""
        return self.result in (Result.MET, Result.ABSENT)


@dataclass(frozen=True)
class Verdict:
    """The wording, the level it is about, and why. blockers: what keeps it from being published, in words; may be empty."""

    wording: Wording
    level: str
    standard: str
    reasons: Sequence[str]
    blockers: Sequence[str] = ()

    @property
    def sentence(self) -> str:
        """As it is published, for example 「JIS X 8341-3:2016の適合レベルAAに準拠」."""
        return f"{self.standard}の適合レベル{self.level}に{self.wording}"


def sum_up(criterion: Criterion, cells: Iterable[tuple[str, str, str]]) -> Outcome:
    """Return what holds for a criterion. cells: address, result and note of each page. Not met beats open beats met."""
    rows = list(cells)
    failing = {url: note for url, result, note in rows if result == Result.FAILED}
    open_count = sum(1 for _url, result, _note in rows if not result)
    if failing:
        return Outcome(criterion, Result.FAILED, failing, open_count)
    if open_count or not rows:
        return Outcome(criterion, "", {}, open_count)
    met = any(result == Result.MET for _url, result, _note in rows)
    return Outcome(criterion, Result.MET if met else Result.ABSENT, {})


def derive(
    outcomes: Sequence[Outcome],
    target: str,
    standard: str,
    crawl: Mapping[str, int],
    crawl_gaps: Sequence[str],
    plan: str,
) -> Verdict:
    """Return the strongest wording that is true.

    target: level aimed at. crawl: pages of the whole site with an open failure found by machine, counted by criterion.
    crawl_gaps: why the check of the whole site says nothing, in words. plan: what will be done about the rest.
    """
    unfinished = sum(outcome.open_count for outcome in outcomes)
    if unfinished or not all(outcome.result for outcome in outcomes) or not outcomes:
        return Verdict(Wording.HEEDS, target, standard, [_unfinished(unfinished)], [_unfinished(unfinished)])
    failed = {outcome.criterion.number for outcome in outcomes if not outcome.is_met} | set(crawl)
    levels = {outcome.criterion.number: outcome.criterion.level for outcome in outcomes}
    missing = {number: levels[number] for number in levels if number in failed}
    reasons = [*_describe(missing, "A"), *_describe(missing, "AA"), *_describe_crawl(crawl, levels), *crawl_gaps]
    if not missing and not crawl_gaps:
        return Verdict(Wording.CONFORMS, target, standard, [_("Every criterion of the target level is met.")])
    level = "A" if "A" in missing.values() else target
    if level != target:
        reasons.append(_("“Partly AA” needs every criterion of level A. That is why the wording names level A."))
    blockers = [] if plan.strip() else [_("Write a plan for what is not met. “Partly” cannot be published without it.")]
    return Verdict(Wording.PARTLY, level, standard, reasons, blockers)


def _unfinished(count: int) -> str:
    if not count:
        return _("No page has been tested yet.")
    return _("%(count)s judgements are still open. Until then no degree of conformance can be named.") % {
        "count": count
    }


def _describe(missing: Mapping[str, str], level: str) -> list[str]:
    numbers = [number for number, its_level in missing.items() if its_level == level]
    if not numbers:
        return []
    return [_("Not met at level %(level)s: %(numbers)s.") % {"level": level, "numbers": "、".join(numbers)}]


def _describe_crawl(crawl: Mapping[str, int], levels: Mapping[str, str]) -> list[str]:
    return [
        _("The machine finds an open failure of %(number)s on pages of the site: %(count)s.")
        % {"number": number, "count": count}
        for number, count in crawl.items()
        if number in levels
    ]
