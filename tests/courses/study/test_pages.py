"""The pages of a card: by plain forms, with one cookie that only they get, and no number in an address or a log."""

import io
import logging
import re
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html5lib import HTMLParser

from courses.models import LookupAttempt, StudyCard, StudyProgress
from courses.models.city import DEFAULTS
from courses.roles import COURSE_STAFF, INSTRUCTOR
from courses.study.cards import format_number
from courses.study.progress import answer
from tests.cached import cached
from tests.factories.courses import make_assignment, make_instructor, make_run, make_session

pytestmark = pytest.mark.django_db
HOME = "/lessons/card/"
STEP = "/lessons/card/lesson/sawaru/"


@pytest.fixture
def learner(client, lessons, card):
    """A browser in which the number was typed."""
    assert client.post(HOME, {"number": format_number(card[0])}).status_code == 302
    return client


def test_a_lesson_is_learnt_by_forms_alone(learner, lesson, card):
    begun = learner.post(STEP)
    answers = [learner.post(f"{STEP}{number}/", {"answer": "done"}).url for number in range(1, 6)]

    assert begun.url == f"{STEP}1/"
    assert answers == [*(f"{STEP}{number}/" for number in range(2, 6)), f"{STEP}end/"]
    html = learner.get(f"{STEP}end/").content.decode()
    assert [
        choice
        for choice in ("考えてみましょう", "次に学ぶもの", "/lessons/card/lesson/miyasuku/")
        if choice not in html
    ] == []
    assert "終わりました" in learner.get(HOME).content.decode()
    assert list(StudyProgress.objects.values_list("done", "is_finished")) == [(5, True)]


def test_one_goes_on_in_another_browser(learner, card):
    learner.post(f"{STEP}1/", {"answer": "done"})
    learner.post(f"{STEP}2/", {"answer": "done"})
    other = Client()

    other.post(HOME, {"number": card[0]})

    assert "5のうち2つできました" in other.get(HOME).content.decode()
    assert other.post(STEP).url == f"{STEP}3/"


def test_help_and_again_stay_at_the_step(learner):
    assert learner.post(f"{STEP}2/", {"answer": "help"}).url == f"{STEP}2/#help"
    assert learner.post(f"{STEP}2/", {"answer": "again"}).url == f"{STEP}2/#main"
    assert learner.post(f"{STEP}2/", {"answer": "x"}).status_code == 200
    assert (learner.get(f"{STEP}0/").status_code, learner.get(f"{STEP}6/").status_code) == (404, 404)
    assert learner.get("/lessons/card/lesson/nai/").status_code == 404


def test_looking_changes_nothing(learner):
    for path in (HOME, STEP, f"{STEP}1/", f"{STEP}end/", f"{HOME}delete/"):
        response = learner.get(path)
        assert (path, response.status_code, response["Cache-Control"]) == (path, 200, "no-store, private")
        HTMLParser(strict=True).parse(response.content.decode())

    assert not StudyProgress.objects.exists()
    assert not [key for key in cached() if ":page:" in key]


def test_the_only_cookie_is_that_of_the_card_and_goes_to_its_pages(client, lessons, card, caplog):
    caplog.set_level(logging.DEBUG)
    response = client.post(HOME, {"number": card[0]})

    cookie = response.cookies["study"]
    assert {name for name in client.cookies if name != "csrftoken"} == {"study"}
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (HOME, True, "Lax", "")
    assert card[0] not in f"{cookie.value}{response.url}{caplog.text}"


def test_a_forged_or_old_cookie_opens_nothing(learner, card):
    value = learner.cookies["study"].value
    learner.cookies["study"] = value.replace(value[0], str((int(value[0]) + 1) % 10), 1)
    assert learner.get(STEP).url == HOME
    learner.cookies["study"] = value
    StudyCard.objects.all().delete()

    assert [learner.get(path).url for path in (STEP, f"{STEP}1/", f"{STEP}end/", f"{HOME}delete/")] == [HOME] * 4
    assert learner.post(f"{STEP}1/", {"answer": "done"}).url == HOME
    assert "カードの番号" in learner.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "カードの番号8けたを入れてください。"),
        ("123", "学習カードの番号は8けたです。"),
        ("<b>12345678", "学習カードの番号は8けたです。"),
        ("12345678", "1つの数字がちがうか"),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(client, lessons, typed, told):
    html = client.post(HOME, {"number": typed}).content.decode()

    HTMLParser(strict=True).parse(html)
    assert told in html
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in html
    assert not LookupAttempt.objects.exists()


def test_too_many_wrong_numbers_are_told_to_wait(client, lessons, card, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "STUDY_CARD_ATTEMPTS", 1)
    StudyCard.objects.all().delete()
    client.post(HOME, {"number": card[0]})

    response = client.post(HOME, {"number": card[0]})

    assert (response.status_code, "15分待つ" in response.content.decode()) == (429, True)


def test_a_card_is_made_on_the_web_and_its_number_is_shown_once(client, lessons):
    html = client.post(f"{HOME}new/").content.decode()

    number = re.search(r"receipt__no\">(\d{4}-\d{4})<", html)[1]
    other = Client()
    assert other.post(HOME, {"number": number}).status_code == 302
    assert number not in client.get(HOME).content.decode()
    assert "自分の学習" in client.get(HOME).content.decode()


def test_a_program_cannot_make_cards_without_end(client, lessons, monkeypatch):
    monkeypatch.setattr("courses.views.frame.LIMIT", 1)

    answers = [client.post(f"{HOME}new/") for _card in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert (StudyCard.objects.count(), "15分ほど待って" in answers[1].content.decode()) == (1, True)


def test_inv_36_a_learner_deletes_the_card_at_once(learner, card):
    learner.post(f"{STEP}1/", {"answer": "done"})

    html = learner.post(f"{HOME}delete/").content.decode()

    assert "消しました" in html
    assert not StudyCard.objects.exists()
    assert not StudyProgress.objects.exists()
    assert "study" not in {name for name, cookie in learner.cookies.items() if cookie.value}


def test_leaving_keeps_the_progress_with_the_card(learner, card):
    learner.post(f"{STEP}1/", {"answer": "done"})

    learner.post(f"{HOME}leave/")

    assert learner.get(STEP).url == HOME
    assert StudyProgress.objects.count() == 1


def test_forms_need_the_token_of_their_page(lessons, card):
    browser = Client(enforce_csrf_checks=True)

    assert [browser.post(path).status_code for path in (HOME, f"{HOME}new/", f"{HOME}delete/", f"{STEP}1/")] == [
        403
    ] * 4


def test_inv_35_lessons_without_a_card_leave_nothing_on_the_server(client, lesson):
    for path in ("/koza/manabu/", lesson.url, f"{lesson.url}1/", f"{lesson.url}2/"):
        assert dict(client.get(path).cookies) == {}

    assert not StudyProgress.objects.exists()
    assert not StudyCard.objects.exists()


class TestClass:
    @pytest.fixture
    def teacher(self, client, run, people, lessons):
        make_assignment(run.sessions.first(), make_instructor(user=people[INSTRUCTOR]))
        client.force_login(people[INSTRUCTOR])
        return client

    def test_the_instructor_prints_cards_that_work(self, teacher, run):
        response = teacher.post(f"/kanri/courses/study/{run.code}/", {"count": "11"})

        pdf = pypdf.PdfReader(io.BytesIO(response.content))
        text = "".join(page.extract_text() for page in pdf.pages)
        numbers = re.findall(r"\d{4}-\d{4}", text)
        with pikepdf.open(io.BytesIO(response.content)) as tagged:
            assert (tagged.Root.MarkInfo.Marked, str(tagged.Root.Lang)) == (True, "ja")
        assert (response["Content-Type"], "no-store" in response["Cache-Control"]) == ("application/pdf", True)
        assert (len(numbers), len(set(numbers)), len(pdf.pages)) == (11, 11, 2)
        assert Client().post(HOME, {"number": numbers[0]}).status_code == 302

    @pytest.mark.parametrize("count", ["", "0", "31", "x", "９９９９", "-1", "1" * 400])
    def test_a_count_that_makes_no_sense_is_told(self, teacher, run, count):
        response = teacher.post(f"/kanri/courses/study/{run.code}/", {"count": count})

        assert response.status_code == 422
        assert "枚数は、1から30までの数字で入れてください。" in response.content.decode()
        assert not StudyCard.objects.exists()

    def test_without_a_pdf_there_are_no_cards(self, teacher, run, monkeypatch):
        def break_down(*args: object) -> bytes:
            raise RuntimeError("typst stopped")

        monkeypatch.setattr("courses.views.staff.study.make_cards_pdf", break_down)

        with pytest.raises(RuntimeError):
            teacher.post(f"/kanri/courses/study/{run.code}/", {"count": "3"})

        assert not StudyCard.objects.exists()

    def test_the_class_that_goes_on_comes_before_later_ones_and_past_ones(self, teacher, run):
        today = timezone.localdate()
        session = run.sessions.first()
        days = {"past": -30, "later": 30, "older": -60}
        for code, days_away in days.items():
            other = make_run(run.course, code)
            meeting = make_session(other, today + timedelta(days=days_away), session.venue)
            make_assignment(meeting, session.assignments.get().instructor)
        run.sessions.update(date=today)

        html = teacher.get("/kanri/courses/study/").content.decode()

        order = sorted([run.code, *days], key=lambda code: html.index(f"/study/{code}/"))
        assert order == [run.code, "later", "past", "older"]

    def test_the_class_is_seen_by_card_and_without_names(self, teacher, run, lesson):
        teacher.post(f"/kanri/courses/study/{run.code}/", {"count": "3"})
        first, second, _third = StudyCard.objects.order_by("position")
        for step in (1, 2):
            answer(first, lesson.translation_key, step, 5, "done", timezone.now())
        for step in range(1, 6):
            answer(second, lesson.translation_key, step, 5, "done", timezone.now())

        html = teacher.get(f"/kanri/courses/study/{run.code}/").content.decode()

        table = re.sub(r"\s+", " ", html.partition("<tbody>")[2].partition("</tbody>")[0])
        assert [text for text in ("1-01", "1-02", "1-03", "2 / 5", "終わり") if text not in table] == []
        assert lesson.title in html

    def test_other_classes_are_not_there(self, teacher, other_run):
        assert teacher.get(f"/kanri/courses/study/{other_run.code}/").status_code == 404
        assert teacher.post(f"/kanri/courses/study/{other_run.code}/", {"count": "3"}).status_code == 404
        assert other_run.code not in teacher.get("/kanri/courses/study/").content.decode()

    def test_a_class_of_thirty_takes_no_more_queries_than_one_of_three(self, teacher, run, lesson):
        teacher.get(f"/kanri/courses/study/{run.code}/")
        taken = []
        for count in (3, 27):
            teacher.post(f"/kanri/courses/study/{run.code}/", {"count": str(count)})
            for card in StudyCard.objects.all():
                answer(card, lesson.translation_key, 1, 5, "done", timezone.now())
            with CaptureQueriesContext(connection) as queries:
                teacher.get(f"/kanri/courses/study/{run.code}/")
            taken.append(len(queries))

        assert taken[0] == taken[1]

    def test_figures_are_shown_to_those_who_may(self, client, people, lesson, card, now):
        client.force_login(people[COURSE_STAFF])
        for seed in range(5):
            answer(card[1], lesson.translation_key, seed + 1, 5, "done", now)

        assert client.get("/kanri/courses/figures/?year=2026").status_code == 200


def test_pages_of_a_card_keep_to_few_queries(learner, lesson):
    learner.post(f"{STEP}1/", {"answer": "done"})
    taken = {}
    for path in (HOME, STEP, f"{STEP}2/", f"{STEP}end/"):
        learner.get(path)
        with CaptureQueriesContext(connection) as queries:
            learner.get(path)
        taken[path] = len(queries)

    assert {path: count for path, count in taken.items() if count > 25} == {}
