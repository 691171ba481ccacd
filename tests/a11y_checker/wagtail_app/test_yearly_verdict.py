"""The wording that may be published follows from results by rule."""

import pytest

from a11y_checker.standards import all_profiles
from a11y_checker.wagtail_app.models import Result
from a11y_checker.wagtail_app.yearly.verdict import derive, sum_up

CRITERIA = all_profiles()["jis-2016"].criteria("AA")
STANDARD = "JIS X 8341-3:2016"


def outcomes(changes: dict[str, str], level: str = "AA"):
    """Every criterion met on one page, but for the changes: number → result."""
    return [
        sum_up(criterion, [("/", changes.get(number, Result.MET), "理由")])
        for number, criterion in CRITERIA.items()
        if level == "AA" or criterion.level == "A"
    ]


@pytest.mark.parametrize(
    ("changes", "crawl", "gaps", "target", "expected"),
    [
        ({}, {}, [], "AA", "適合レベルAAに準拠"),
        ({"1.2.1": Result.ABSENT}, {}, [], "AA", "適合レベルAAに準拠"),
        ({"1.4.3": Result.FAILED}, {}, [], "AA", "適合レベルAAに一部準拠"),
        ({"1.1.1": Result.FAILED}, {}, [], "AA", "適合レベルAに一部準拠"),
        ({"1.1.1": Result.FAILED, "1.4.3": Result.FAILED}, {}, [], "AA", "適合レベルAに一部準拠"),
        ({}, {"1.4.3": 2}, [], "AA", "適合レベルAAに一部準拠"),
        ({}, {"1.1.1": 1}, [], "AA", "適合レベルAに一部準拠"),
        ({}, {}, ["全ページの点検がない"], "AA", "適合レベルAAに一部準拠"),
        ({"1.1.1": ""}, {}, [], "AA", "適合レベルAAに配慮"),
        ({}, {}, [], "A", "適合レベルAに準拠"),
        ({"1.1.1": Result.FAILED}, {}, [], "A", "適合レベルAに一部準拠"),
    ],
)
def test_wording(changes, crawl, gaps, target, expected):
    verdict = derive(outcomes(changes, target), target, STANDARD, crawl, gaps, plan="来年度に直します。")

    assert verdict.sentence == f"{STANDARD}の{expected}"
    assert verdict.reasons


@pytest.mark.parametrize(
    ("changes", "plan", "is_blocked"),
    [
        ({}, "", False),
        ({"1.4.3": Result.FAILED}, " ", True),
        ({"1.4.3": Result.FAILED}, "来年度に直します。", False),
        ({"1.4.3": ""}, "来年度に直します。", True),
    ],
    ids=["all met", "partly without plan", "partly with plan", "unfinished"],
)
def test_what_keeps_a_result_from_being_published(changes, plan, is_blocked):
    verdict = derive(outcomes(changes), "AA", STANDARD, {}, [], plan)

    assert bool(verdict.blockers) is is_blocked


def test_no_page_at_all_proves_nothing():
    empty = [sum_up(criterion, []) for criterion in CRITERIA.values()]

    verdict = derive(empty, "AA", STANDARD, {}, [], "")

    assert (verdict.wording.value, bool(verdict.blockers)) == ("配慮", True)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([Result.MET, Result.MET], Result.MET),
        ([Result.MET, Result.ABSENT], Result.MET),
        ([Result.ABSENT, Result.ABSENT], Result.ABSENT),
        ([Result.MET, ""], ""),
        ([Result.FAILED, ""], Result.FAILED),
        ([Result.MET, Result.FAILED], Result.FAILED),
    ],
)
def test_criterion_over_all_pages(results, expected):
    rows = [(f"/{number}/", result, "理由") for number, result in enumerate(results)]

    assert sum_up(CRITERIA["1.1.1"], rows).result == expected
