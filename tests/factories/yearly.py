"""A yearly test of a site of two pages, as far as a test wants it."""

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from a11y_checker.wagtail_app.changes import store_rows
from a11y_checker.wagtail_app.models import CheckRun, Judgement, Result, SampledPage, Seat, YearlyTest
from a11y_checker.wagtail_app.yearly.cells import find_criteria, find_pages
from a11y_checker.wagtail_app.yearly.sample import draw_sample
from tests.factories.check_runs import make_finding

TODAY = date(2026, 11, 28)
PAGES = {"/": "市のくらしの案内", "/juminhyo/": "住民票の写し"}
NOTHING_FOUND = {"criteria": {}, "findings": [], "mode": "static", "engines": {}, "error": None}


def make_tester(name: str, *rights: str):
    """Return a person who may enter the admin and has these rights of the checker's app."""
    user = get_user_model().objects.create_user(username=name, password="for tests only")
    wanted = ["access_admin", *rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return get_user_model().objects.get(pk=user.pk)


def make_test(**fields) -> YearlyTest:
    """Return a test with both testers whose two pages are drawn and were checked without a finding."""
    values = {"fiscal_year": 2026, "scope": "すべてのページ", "representative": "/ トップページ", "random_count": 1}
    dates = {"started_on": TODAY, "ended_on": TODAY}
    test = YearlyTest.objects.create(
        first_tester=make_tester("ichi", "judge_yearlytest"),
        second_tester=make_tester("ni", "judge_yearlytest"),
        **(values | dates | fields),
    )
    draw = draw_sample(test, None, TODAY, seed=1, pages=PAGES)
    draw.pages.update(evidence=NOTHING_FOUND, checked_at=timezone.now())
    return test


def judge_all(test: YearlyTest, **changes: str) -> None:
    """Let both testers say ○ for everything, but for the changes: "c1_4_3" → result of both."""
    Judgement.objects.bulk_create(
        Judgement(
            page=page,
            criterion=number,
            seat=seat,
            tester_name=str(seat),
            result=changes.get("c" + number.replace(".", "_"), Result.MET),
            note="理由",
        )
        for page in find_pages(test)
        for number in find_criteria(test)
        for seat in Seat
    )


def make_run(failures: dict[str, list[str]], level: str = "AA") -> CheckRun:
    """Return a finished check of the whole site. failures: criteria that failed, by address."""
    run = CheckRun.objects.create(profile="city-2012", level=level, mode="static", score=90, finished_at=timezone.now())
    for url in PAGES.keys() | failures.keys():
        findings = [make_finding("r", [number], f"{url}{number}"[:16]) for number in failures.get(url, [])]
        store_rows(run.results.create(url=url, score=100, findings=findings, failed_count=len(findings)))
    return run


def find_finding(page: SampledPage, number: str, outcome: str) -> None:
    """Let the machine have this outcome for a criterion of a page."""
    finding = {
        "rule": "r",
        "outcome": outcome,
        "criteria": [number],
        "message": {"ja": "画像", "en": "x"},
        "html": "<img>",
    }
    page.evidence = NOTHING_FOUND | {
        "criteria": {number: outcome},
        "findings": [finding] if outcome == "failed" else [],
    }
    page.save()
