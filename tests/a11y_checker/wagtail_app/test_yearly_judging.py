"""Two people judge; where they differ, they agree. The machine never says ○ for want of findings."""

import pytest

from a11y_checker.wagtail_app.models import Agreement, Judgement, Result, Seat, StoredFinding
from a11y_checker.wagtail_app.yearly.cells import count_progress, find_cells, find_pages
from a11y_checker.wagtail_app.yearly.judging import (
    JudgementRefused,
    save_agreement,
    save_judgement,
    take_over_machine,
)
from a11y_checker.wagtail_app.yearly.open_failures import find_open_failures
from a11y_checker.wagtail_app.yearly.publishing import PublishRefused, publish_result
from a11y_checker.wagtail_app.yearly.statement import build_statement
from tests.factories.site import make_site
from tests.factories.yearly import TODAY, find_finding, judge_all, make_run, make_test

MET, FAILED, ABSENT = Result.MET, Result.FAILED, Result.ABSENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_test()


def find_cell(plan, number="1.1.1"):
    page = find_pages(plan)[0]
    return next(cell for cell in find_cells(plan, [page]) if cell.criterion.number == number)


@pytest.mark.parametrize(
    ("first", "second", "machine", "expected"),
    [
        (MET, MET, "", MET),
        (MET, MET, "cantTell", MET),
        (ABSENT, ABSENT, "inapplicable", ABSENT),
        (FAILED, FAILED, "failed", FAILED),
        (MET, FAILED, "", ""),
        (MET, MET, "failed", ""),
        (MET, None, "passed", ""),
        (None, None, "passed", ""),
    ],
)
def test_result_of_a_cell_before_anything_is_settled(plan, first, second, machine, expected):
    page = find_pages(plan)[0]
    if machine:
        find_finding(page, "1.1.1", machine)
    for seat, result in ((Seat.FIRST, first), (Seat.SECOND, second)):
        if result:
            save_judgement(page, "1.1.1", seat, plan.first_tester, result, "理由")

    cell = find_cell(plan)

    assert cell.result == expected
    assert cell.is_disputed == (bool(first and second) and not expected)


def test_agreement_holds_until_a_judgement_changes(plan):
    page = find_pages(plan)[0]
    save_judgement(page, "1.1.1", Seat.FIRST, plan.first_tester, MET, "")
    save_judgement(page, "1.1.1", Seat.SECOND, plan.second_tester, FAILED, "地図に説明がない")
    about = find_cell(plan).about

    save_agreement(page, "1.1.1", about, plan.first_tester, FAILED, "地図に説明がない")
    settled = find_cell(plan)
    save_judgement(page, "1.1.1", Seat.FIRST, plan.first_tester, ABSENT, "")

    assert (settled.result, settled.note) == (FAILED, "地図に説明がない")
    assert (find_cell(plan).result, find_cell(plan).is_disputed) == ("", True)
    with pytest.raises(JudgementRefused):
        save_agreement(page, "1.1.1", about, plan.first_tester, MET, "前に見た画面から")


@pytest.mark.parametrize(
    ("result", "note", "machine"),
    [(FAILED, " ", ""), ("maru", "", ""), ("", "書いた", ""), (MET, "", "failed"), (MET, "あ" * 501, "")],
    ids=["× without a note", "no mark", "note alone", "○ against the machine", "long note"],
)
def test_rows_that_are_refused(plan, result, note, machine):
    page = find_pages(plan)[0]
    if machine:
        find_finding(page, "1.1.1", machine)

    with pytest.raises(JudgementRefused):
        save_judgement(page, "1.1.1", Seat.FIRST, plan.first_tester, result, note)

    assert not Judgement.objects.exists()


def test_machine_fills_in_only_what_it_decided(plan):
    page = find_pages(plan)[0]
    page.evidence = {
        "criteria": {"1.1.1": "failed", "1.2.1": "inapplicable", "2.4.2": "passed", "1.3.1": "cantTell"},
        "findings": [{"outcome": "failed", "criteria": ["1.1.1"], "message": {"ja": "説明がありません。"}}],
    }
    page.save()
    save_judgement(page, "2.4.2", Seat.FIRST, plan.first_tester, FAILED, "題名が古い")

    count = take_over_machine(page, find_cells(plan, [page]), Seat.FIRST, plan.first_tester)

    rows = {row.criterion: (row.result, row.by_machine) for row in Judgement.objects.all()}
    assert count == 2
    assert rows == {"1.1.1": (FAILED, True), "1.2.1": (ABSENT, True), "2.4.2": (FAILED, False)}


def test_history_says_who_judged_what(plan):
    page = find_pages(plan)[0]
    for result, note in ((MET, ""), (MET, ""), (FAILED, "見出しがない")):
        save_judgement(page, "1.3.1", Seat.FIRST, plan.first_tester, result, note)

    rows = Judgement.history.filter(criterion="1.3.1").order_by("history_id")

    assert [(row.result, row.tester_name) for row in rows] == [(MET, "ichi"), (FAILED, "ichi")]
    assert count_progress(find_cells(plan))[Seat.FIRST].done == 1


# --- What the whole site shows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failures", "level", "wording", "pages"),
    [
        ({}, "AA", "AAに準拠", {}),
        ({"/gomi/": ["1.4.3"]}, "AA", "AAに一部準拠", {"1.4.3": 1}),
        ({"/gomi/": ["1.1.1", "1.4.3"], "/": ["1.1.1"]}, "AA", "Aに一部準拠", {"1.1.1": 2, "1.4.3": 1}),
        ({"/gomi/": ["2.4.9"]}, "AA", "AAに準拠", {}),
        ({}, "A", "AAに一部準拠", {}),
    ],
    ids=["clean", "an AA failure elsewhere", "A failures", "an AAA failure", "level AA was not checked"],
)
def test_open_failures_anywhere_forbid_conformance(plan, failures, level, wording, pages):
    judge_all(plan)
    make_run(failures, level)

    statement = build_statement(plan, TODAY)

    assert statement["wording"] == f"JIS X 8341-3:2016の適合レベル{wording}"
    assert find_open_failures(plan, find_pages(plan)).pages == pages


def test_open_failures_of_a_run_without_rows_for_reports_count_too(plan):
    run = make_run({"/gomi/": ["1.1.1", "1.4.3"], "/": ["1.1.1"]})
    StoredFinding.objects.filter(run=run).delete()

    assert find_open_failures(plan, []).pages == {"1.1.1": 2, "1.4.3": 1}


def test_open_failures_need_no_more_queries_for_more_pages(plan, django_assert_max_num_queries):
    make_run({f"/{number}/": ["1.1.1"] for number in range(30)})
    pages = find_pages(plan)

    with django_assert_max_num_queries(8):
        assert find_open_failures(plan, pages).pages["1.1.1"] == 30


def test_open_failure_of_a_sampled_page_counts_without_a_whole_check(plan):
    judge_all(plan)
    make_run({})
    find_finding(find_pages(plan)[1], "1.1.1", "failed")
    page = find_pages(plan)[1]
    page.checked_at = "2099-01-01T00:00+09:00"
    page.save()
    cell = next(cell for cell in find_cells(plan, [page]) if cell.criterion.number == "1.1.1")
    save_agreement(page, "1.1.1", cell.about, plan.first_tester, MET, "機械のまちがい")

    assert build_statement(plan, TODAY)["wording"].endswith("適合レベルAに一部準拠")


def test_without_a_whole_check_nobody_says_conforming(plan):
    judge_all(plan)

    statement = build_statement(plan, TODAY)

    assert statement["wording"].endswith("AAに一部準拠")
    assert statement["reasons"] == ["サイト全体の機械による点検をしていません。"]


def test_checklist_leaves_open_what_nobody_decided(plan):
    page = find_pages(plan)[0]
    for seat in Seat:
        save_judgement(page, "1.1.1", seat, plan.first_tester, MET, "")
        for each in find_pages(plan):
            save_judgement(each, "1.2.1", seat, plan.first_tester, ABSENT, "")
            save_judgement(each, "1.4.3", seat, plan.first_tester, FAILED, "うすい灰色")

    rows = {row["番号"]: row for row in build_statement(plan, TODAY)["checklist"]}

    assert len(rows) == 38  # Source: JIS X 8341-3:2016, 25 criteria of level A and 13 of AA
    assert [(rows[number]["適用"], rows[number]["結果"]) for number in ("1.1.1", "1.2.1", "1.4.3", "2.4.1")] == [
        ("", ""),
        ("－", "○"),
        ("○", "×"),
        ("", ""),
    ]
    assert rows["1.4.3"]["注記"] == "/：うすい灰色　/juminhyo/：うすい灰色"


def test_unfinished_test_is_not_published(plan):
    with pytest.raises(PublishRefused) as refused:
        publish_result(plan, None, TODAY)

    plan.refresh_from_db()
    assert refused.value.problems
    assert (plan.published_at, plan.statement) == (None, None)
    assert not Agreement.objects.exists()


def test_result_needs_a_page_to_stand_below(plan):
    make_site()
    judge_all(plan)
    make_run({})

    with pytest.raises(PublishRefused) as refused:
        publish_result(plan, None, TODAY)

    assert len(refused.value.problems) == 1
    plan.refresh_from_db()
    assert plan.published_at is None
