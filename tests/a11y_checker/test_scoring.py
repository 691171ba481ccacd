"""The arithmetic of scores, against the definition in the product's words."""

import pytest

from a11y_checker import Outcome, Report, RuleResult, check_html
from a11y_checker.results import RuleInfo
from a11y_checker.scoring import Totals, criterion_outcomes, page_score
from a11y_checker.standards import all_criteria, all_profiles

LEVELS = {"1.1.1": "A", "1.4.3": "AA", "2.4.9": "AAA"}


def result(
    impact: str, passed: int = 0, failed: int = 0, cant_tell: int = 0, criteria: tuple[str, ...] = (), id: str = "r"
) -> RuleResult:
    return RuleResult(RuleInfo(id, {}, impact, criteria), passed, failed, cant_tell)


def report(score: int | None, url: str = "u", failed: tuple[str, ...] = (), error: str | None = None) -> Report:
    criteria = dict.fromkeys(failed, Outcome.FAILED)
    return Report(url, "", "city-2012", "AA", score, error, criteria=criteria)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([result("critical", passed=3)], 100),
        ([result("critical", failed=1)], 0),
        # Half of the share that passed: 1 of 2 → 0.25.
        ([result("minor", passed=1, failed=1)], 25),
        # 100 × (10×1 + 7×(1/2 × 2/3)) ÷ 17 = 72.5…, rounded down.
        ([result("critical", passed=1), result("serious", passed=2, failed=1)], 72),
        # 100 × (3 + 1×0) ÷ 4
        ([result("moderate", passed=1), result("minor", failed=2)], 75),
        # A rule without a target does not count.
        ([result("critical"), result("minor", failed=1)], 0),
        # cantTell targets stand outside the share: 1 of 2, not 1 of 5.
        ([result("minor", passed=1, failed=1, cant_tell=3)], 25),
        # A rule with nothing but cantTell lowers nothing.
        ([result("critical", cant_tell=4), result("critical", passed=1)], 100),
        # Exact thirds: no rounding error on the way. 100 × (1/3) = 33.3…
        ([result("minor", passed=2, failed=1)], 33),
    ],
)
def test_page_score(results: list[RuleResult], expected: int) -> None:
    assert page_score(results, {}, LEVELS) == expected


@pytest.mark.parametrize(
    ("failed", "expected"), [((), 99), (("2.4.9",), 99), (("1.4.3",), 79), (("1.1.1",), 59), (("1.1.1", "1.4.3"), 59)]
)
def test_failed_criterion_caps_the_score(failed: tuple[str, ...], expected: int) -> None:
    results = [result("critical", passed=1) for _ in range(6)] + [result("minor", failed=1)]
    criteria = dict.fromkeys(LEVELS, Outcome.CANT_TELL) | dict.fromkeys(failed, Outcome.FAILED)

    score = page_score([*results, *[result("critical", passed=1)] * 4], criteria, LEVELS)

    assert score == expected


@pytest.mark.parametrize("results", [[], [result("critical")], [result("critical", cant_tell=2)]])
def test_page_on_which_nothing_was_decided_has_no_score(results: list[RuleResult]) -> None:
    assert page_score(results, {}, LEVELS) is None


def test_page_at_80_or_more_has_no_failure_at_a_and_aa() -> None:
    html = "<html lang='ja'><title>図書館</title><h1>図書館</h1>" + "<p><a href='/a/'>本の予約</a></p>" * 50
    page = check_html(html + "<img src='a.png'>" + "<img src='b.png' alt='本棚'>" * 500)

    assert page.score == 59
    assert page.criteria["1.1.1"] is Outcome.FAILED


def outcome(results: list[RuleResult], *, decides: bool = False, absent: bool = False) -> Outcome:
    criteria = {"1.1.1": all_criteria()["1.1.1"]}
    decided = {"r": frozenset({"1.1.1"})} if decides else {}
    return criterion_outcomes(results, criteria, decided, frozenset({"1.1.1"} if absent else ()))["1.1.1"]


def test_criterion_is_never_passed_because_nothing_was_found() -> None:
    about = ("1.1.1",)

    assert outcome([]) is Outcome.CANT_TELL
    assert outcome([result("minor", passed=3, criteria=about)]) is Outcome.CANT_TELL
    assert outcome([result("minor", passed=3, criteria=about)], decides=True) is Outcome.PASSED
    assert outcome([result("minor", criteria=about)], decides=True) is Outcome.CANT_TELL
    assert outcome([result("minor", passed=1, cant_tell=1, criteria=about)], decides=True) is Outcome.CANT_TELL
    assert outcome([result("minor", passed=3, failed=1, criteria=about)], decides=True) is Outcome.FAILED
    assert outcome([], absent=True) is Outcome.INAPPLICABLE
    assert outcome([result("minor", failed=1, criteria=about)], absent=True) is Outcome.FAILED


def test_site_figures() -> None:
    criteria = all_profiles()["city-2012"].criteria("AAA")
    pages = [
        report(100, "a"),
        report(79, "b", ("1.4.3",)),
        report(90, "c", ("2.4.9",)),
        report(None, "d", error="HTTP 500"),
    ]

    totals = Totals(criteria)
    for page in pages:
        totals.add(page)
    nothing = Totals(criteria)
    nothing.add(pages[3])

    assert totals.score == 89  # (100 + 79 + 90) ÷ 3 = 89.6…
    assert totals.share_clean == pytest.approx(2 / 3)
    assert [pages[number].url for number in totals.worst] == ["b", "c"]
    assert (nothing.score, nothing.share_clean, nothing.worst) == (None, None, ())


def test_worst_pages_are_ten() -> None:
    pages = [report(score, f"page-{score:02}") for score in range(40, 60)]

    totals = Totals({})
    for page in pages:
        totals.add(page)

    assert [pages[number].score for number in totals.worst] == list(range(40, 50))
