"""The screens of the yearly test: who may open and change what, and that nothing typed is lost."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from a11y_checker.files import judge
from a11y_checker.wagtail_app.models import Judgement, Result, Seat, YearlyTest
from a11y_checker.wagtail_app.yearly import evidence
from a11y_checker.wagtail_app.yearly.cells import find_criteria, find_pages
from a11y_checker.wagtail_app.yearly.files import FONT_DIR, write_checklist
from a11y_checker.wagtail_app.yearly.judging import save_judgement
from cms.models import AccessibilityPage, AccessibilityResultPage
from tests.factories.site import make_site
from tests.factories.yearly import PAGES, TODAY, judge_all, make_run, make_test, make_tester

pytestmark = pytest.mark.django_db

OFFICER = ("view_yearlytest", "plan_yearlytest", "judge_yearlytest", "publish_yearlytest")


@pytest.fixture
def plan(home):
    return make_test()


@pytest.fixture
def home():
    home = make_site()[0]
    home.add_child(instance=AccessibilityPage(title="アクセシビリティ", slug="accessibility"))
    return home


@pytest.fixture
def no_check(monkeypatch):
    """The draw does not start a server of its own."""
    monkeypatch.setattr(evidence, "store_evidence", lambda draw, settings: 0)


def address(name: str, *args: int) -> str:
    return reverse(f"yearly_{name}", args=args)


SCREENS = [
    ("tests", (), OFFICER),
    ("new", (), ("plan_yearlytest",)),
    ("test", (2026,), OFFICER),
    ("plan", (2026,), ("plan_yearlytest",)),
    ("draw", (2026,), ("plan_yearlytest",)),
    ("work", (2026, 1), ("judge_yearlytest",)),
    ("reconcile", (2026,), ("judge_yearlytest", "publish_yearlytest")),
    ("result", (2026,), OFFICER),
    ("history", (2026,), OFFICER),
]


def test_screens_open_for_those_with_the_right_and_nobody_else(plan, client):
    people = {right: make_tester(right, right) for right in OFFICER} | {"none": make_tester("none")}

    opened = {}
    for right, person in people.items():
        client.force_login(person)
        for name, args, _rights in SCREENS:
            opened[right, name] = client.get(address(name, *args)).status_code
    client.logout()
    strangers = {client.get(address(name, *args)).status_code for name, args, _rights in SCREENS}

    expected = {(right, name): 200 if right in rights else 302 for right in people for name, _args, rights in SCREENS}
    assert opened == expected
    assert strangers == {302}


def test_posts_without_the_right_change_nothing(plan, client):
    judge_all(plan)
    make_run({})
    client.force_login(make_tester("guest", "view_yearlytest", "judge_yearlytest"))
    row = {"only": "1-1.1.1", "result-1-1.1.1": "failed", "note-1-1.1.1": "わざと"}

    answers = [
        client.post(address("plan", 2026), {"scope": "別"}),
        client.post(address("draw", 2026), {"reason": "わざと"}),
        client.post(address("check", 2026)),
        client.post(address("work", 2026, 1), row),
        client.post(address("reconcile", 2026), row),
        client.post(address("result", 2026)),
    ]

    plan.refresh_from_db()
    assert {answer.status_code for answer in answers} == {302}
    assert (plan.scope, plan.published_at, plan.draws.count()) == ("すべてのページ", None, 1)
    assert set(Judgement.objects.values_list("result", flat=True)) == {Result.MET}


def test_plan_keeps_what_was_typed_and_says_what_is_wrong(home, client):
    client.force_login(make_tester("officer", *OFFICER))
    person = make_tester("ichi", "judge_yearlytest")
    typed = {
        "fiscal_year": "2026", "profile": "jis-2016", "level": "AA", "scope": "市のすべてのページ",
        "representative": "/nai/ ないページ", "random_count": "2", "first_tester": person.pk, "second_tester": person.pk,
        "started_on": "2026-11-02", "ended_on": "2026-11-01", "technologies": "HTML",
    }  # fmt: skip

    wrong = client.post(address("new"), typed)
    text = wrong.content.decode()
    other = make_tester("ni", "judge_yearlytest")
    right = client.post(
        address("new"), typed | {"representative": "/ トップ", "second_tester": other.pk, "ended_on": "2026-11-20"}
    )

    assert wrong.status_code == 422
    assert all(words in text for words in ("市のすべてのページ", "/nai/", "別々の", "最後の日"))
    assert (right.status_code, YearlyTest.objects.get().second_tester) == (302, other)


def test_draw_again_only_with_a_reason(plan, client, no_check):
    client.force_login(make_tester("officer", *OFFICER))

    refused = client.post(address("draw", 2026), {"reason": ""})
    drawn = client.post(address("draw", 2026), {"reason": "ページが消えたため"})
    text = client.get(address("test", 2026)).content.decode()

    assert (refused.status_code, drawn.status_code, plan.draws.count()) == (422, 302, 2)
    assert "ページが消えたため" in text
    assert str(plan.draws.last().seed) in text


def test_one_row_is_saved_for_the_script(plan, client):
    client.force_login(plan.first_tester)
    row = {"only": "1-1.4.3", "result-1-1.4.3": "failed", "note-1-1.4.3": ""}

    refused = client.post(address("work", 2026, 1), row)
    saved = client.post(address("work", 2026, 1), row | {"note-1-1.4.3": "うすい灰色"})
    gone = client.post(address("work", 2026, 1), {"only": "1-9.9.9"})

    assert [answer.status_code for answer in (refused, saved, gone)] == [422, 200, 422]
    assert refused.json() == {"error": "注記に理由を書いてください。"}
    assert saved.json() == {"saved": "保存しました。", "progress": "38件のうち1件を判定しました"}
    row = Judgement.objects.get()
    assert (row.seat, row.tester, row.result, row.note) == (Seat.FIRST, plan.first_tester, "failed", "うすい灰色")


def test_without_script_good_rows_are_saved_and_bad_ones_come_back(plan, client):
    client.force_login(plan.second_tester)

    answer = client.post(
        address("work", 2026, 1),
        {"result-1-1.1.1": "met", "note-1-1.1.1": "", "result-1-1.3.1": "failed", "note-1-1.3.2": "あとで見る"},
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    assert [(row.criterion, row.seat) for row in Judgement.objects.all()] == [("1.1.1", Seat.SECOND)]
    assert 'name="result-1-1.3.1" value="failed" checked>' in text
    assert 'value="あとで見る"' in text


def test_a_tester_does_not_see_the_other_one(plan, client):
    save_judgement(find_pages(plan)[0], "1.1.1", Seat.FIRST, plan.first_tester, Result.FAILED, "地図に説明がない")
    client.force_login(plan.second_tester)

    text = client.get(address("work", 2026, 1)).content.decode()

    assert "地図に説明がない" not in text
    assert " checked>" not in text
    assert text.index("このページをすべて保存する") < text.index('name="machine"')  # what Enter presses without script


def test_differences_are_settled_on_their_screen(plan, client):
    judge_all(plan)
    page = find_pages(plan)[0]
    save_judgement(page, "1.1.1", Seat.FIRST, plan.first_tester, Result.FAILED, "地図に説明がない")
    client.force_login(plan.first_tester)

    text = client.get(address("reconcile", 2026)).content.decode()
    answer = client.post(
        address("reconcile", 2026),
        {"only": "1-1.1.1", "result-1-1.1.1": "met", "note-1-1.1.1": "表で説明がある", "about-1-1.1.1": "failed/met/"},
    )

    assert "地図に説明がない" in text
    assert text.count("<fieldset") == 1
    assert (answer.status_code, answer.json()["progress"]) == (200, "1件のうち1件がまとまりました")


def test_publishing_makes_page_and_files(plan, client):
    judge_all(plan, c1_2_1=Result.ABSENT)
    make_run({})
    officer = make_tester("officer", *OFFICER)
    officer.is_superuser = True
    officer.save()
    client.force_login(officer)

    answer = client.post(address("result", 2026))

    plan.refresh_from_db()
    page = AccessibilityResultPage.objects.get()
    public = client.get("/accessibility/kekka-2026/")
    text = public.content.decode()
    assert (answer.status_code, page.live, plan.published_by) == (302, True, officer)
    assert "JIS X 8341-3:2016の適合レベルAAに準拠" in text
    assert str(plan.draws.get().seed) in text
    assert "http://localhost/juminhyo/" in text
    check_csv(client.get("/accessibility/kekka-2026/csv/").content)
    if FONT_DIR.is_dir():
        facts = judge(client.get("/accessibility/kekka-2026/pdf/").content, "pdf")
        assert facts.problems == {}


def test_notes_that_nobody_could_read_hold_the_page_back(plan, client):
    judge_all(plan, c1_2_1=Result.ABSENT)
    make_run({})
    plan.remarks = "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ\n日　時"
    plan.save()
    officer = make_tester("officer", *OFFICER)
    officer.is_superuser = True
    officer.save()
    client.force_login(officer)

    answer = client.post(address("result", 2026))

    plan.refresh_from_db()
    assert answer.status_code == 422
    assert "日　時" in answer.content.decode()
    assert (plan.published_at, AccessibilityResultPage.objects.exists()) == (None, False)


def check_csv(data: bytes) -> None:
    """The CSV begins with a byte-order mark, and has the checklist's columns and a row a criterion."""
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["番号", "達成基準", "適合レベル", "適用", "結果", "注記"]
    assert len(rows) == 39
    assert rows[1][3:5] == ["○", "○"]
    assert rows[2][3:5] == ["－", "○"]


@pytest.mark.parametrize("note", ["=1+1", "　＝1+1", "@SUM(A1)", "-3"])
def test_no_note_becomes_a_formula(note):
    row = dict.fromkeys(["番号", "達成基準", "適合レベル", "適用", "結果"], "") | {"注記": note}

    data = write_checklist({"checklist": [row]}).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(data, newline="")))[1][5] == f"'{note}"


def test_result_that_cannot_be_published_says_what_to_do(plan, client):
    client.force_login(make_tester("officer", *OFFICER))

    answer = client.post(address("result", 2026))

    assert answer.status_code == 422
    open_cells = len(PAGES) * len(find_criteria(plan))
    assert f"{open_cells}件の判定が残っています" in answer.content.decode()
    assert not AccessibilityResultPage.objects.exists()


def test_screens_ask_the_database_rarely(plan, client, django_assert_max_num_queries):
    judge_all(plan)
    officer = make_tester("officer", *OFFICER)
    client.force_login(officer)
    for name, args in (("test", (2026,)), ("work", (2026, 1)), ("result", (2026,)), ("history", (2026,))):
        client.get(address(name, *args))

        with django_assert_max_num_queries(45):
            client.get(address(name, *args))


@pytest.mark.django_db(transaction=True)
def test_machine_checks_the_sample(live_server):
    make_site()
    plan = make_test()
    plan.draws.get().pages.update(evidence={}, checked_at=None)
    draw = plan.draws.get()

    count = evidence.store_evidence(draw, evidence.make_settings(draw), live_server.url)

    pages = find_pages(plan)
    assert count == 2
    assert all(page.checked_at and page.checked_at <= timezone.now() for page in pages)
    assert {page.outcome("2.4.2") for page in pages} <= {"passed", "cantTell"}
    assert {page.outcome("1.2.1") for page in pages} == {"inapplicable"}
    assert draw.drawn_on == TODAY
