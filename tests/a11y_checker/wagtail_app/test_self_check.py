"""取組確認・評価表: a sheet a year, with history and a print."""

import pytest
from django.urls import reverse

from a11y_checker.files import judge
from a11y_checker.standards import self_check_questions
from a11y_checker.wagtail_app.models import SelfCheck
from a11y_checker.wagtail_app.yearly.files import FONT_DIR
from tests.factories.yearly import make_tester

pytestmark = pytest.mark.django_db
FIRST, SECOND = (question.id for question in self_check_questions()[:2])


@pytest.fixture
def officer(client):
    user = make_tester("officer", "change_selfcheck")
    client.force_login(user)
    return user


def test_questions_have_both_languages_and_ids_of_their_own():
    questions = self_check_questions()

    assert len({question.id for question in questions}) == len(questions) >= 15
    assert all(all(text.values()) for question in questions for text in (question.text, question.chapter))


def test_sheet_is_begun_filled_in_and_printed(client, officer):
    begun = client.post(reverse("self_checks"))
    sheet = SelfCheck.objects.get()
    address = reverse("self_check", args=[sheet.fiscal_year])

    saved = client.post(
        address, {f"answer-{FIRST}": "partly", f"note-{FIRST}": "公開は来月", "next_steps": "研修を2回にする"}
    )
    again = client.post(address, {f"answer-{FIRST}": "yes", f"note-{FIRST}": "公開した", "next_steps": ""})

    sheet.refresh_from_db()
    assert (begun.status_code, saved.status_code, again.status_code) == (302, 302, 302)
    assert sheet.answers == {FIRST: {"answer": "yes", "note": "公開した"}}
    assert sheet.filled_in_by == officer
    former = sheet.history.order_by("history_id")[1]
    assert (former.next_steps, former.history_user) == ("研修を2回にする", officer)
    if FONT_DIR.is_dir():
        pdf = client.get(reverse("self_check_print", args=[sheet.fiscal_year])).content
        assert judge(pdf, "pdf").problems == {}


def test_note_without_an_answer_comes_back(client, officer):
    sheet = SelfCheck.objects.create(fiscal_year=2026)

    answer = client.post(
        reverse("self_check", args=[2026]),
        {f"note-{FIRST}": "来月決める", f"answer-{SECOND}": "no", "next_steps": "研修"},
    )
    text = answer.content.decode()

    sheet.refresh_from_db()
    assert (answer.status_code, sheet.answers) == (422, {})
    assert all(words in text for words in ('value="来月決める"', 'value="no" checked', "3つの答え", "研修"))


def test_answers_to_questions_that_are_gone_are_kept(client, officer):
    sheet = SelfCheck.objects.create(fiscal_year=2025, answers={"mukashi": {"answer": "yes", "note": ""}})

    client.post(reverse("self_check", args=[2025]), {f"answer-{FIRST}": "yes"})

    sheet.refresh_from_db()
    assert set(sheet.answers) == {"mukashi", FIRST}


def test_others_do_not_come_in(client):
    SelfCheck.objects.create(fiscal_year=2026)
    client.force_login(make_tester("tester", "judge_yearlytest"))

    answers = [
        client.get(reverse("self_checks")),
        client.post(reverse("self_checks")),
        client.get(reverse("self_check", args=[2026])),
        client.post(reverse("self_check", args=[2026]), {f"answer-{FIRST}": "yes"}),
        client.get(reverse("self_check_print", args=[2026])),
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert SelfCheck.objects.get().answers == {}
