"""Keying in paper questionnaires: counted in R-13, and nobody is named in them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.survey import find_contacts, find_names
from courses.figures.survey import make_survey_table, make_text_table
from courses.models import CourseRun, SurveyResponse
from courses.roles import COURSE_STAFF
from tests.factories.courses import apply, make_applicant, make_instructor, make_run, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(course, venue, department):
    """A run that began yesterday, with one person."""
    run = make_run(course, "2026-09", department=department, fiscal_year=2026)
    person = make_applicant(1, name="小野 花子", reading="おの はなこ")
    apply(run, 1, timezone.now(), people=(person,))
    make_session(run, timezone.localdate() - timedelta(days=1), venue)
    return run


@pytest.fixture
def desk(staff_client, begun):
    """Return a function that sends a sheet of the run."""
    client, address = staff_client(COURSE_STAFF), reverse("course_desk:survey", args=[begun.code])
    return lambda **fields: client.post(address, {f"survey-{name}": value for name, value in fields.items()})


def test_sheets_are_counted_in_the_figures(desk):
    for _sheet in range(5):
        response = desk(q0="満足", q1="", q2="ゆっくりで、よく分かりました。")

    assert response.status_code == 302
    [row] = make_survey_table(2026).rows
    assert row[1:] == ("満足しましたか", "満足", 5)
    assert make_text_table(2026).rows[0][1] == "ゆっくりで、よく分かりました。"
    assert set(SurveyResponse.objects.values_list("on", flat=True)) == {timezone.localdate()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("花子さんのおかげです", ["花子"]),
        ("小野　花子", ["小野", "花子"]),
        ("はなこさんへ", ["はなこ"]),
        ("山本先生の説明がよい", ["山本"]),
        ("田中さまに感謝", ["田中"]),
        ("皆さん、やさしい。おのおの学べた", []),
        ("教室が少し寒い", []),
    ],
)
def test_names_are_found_in_free_text(begun, text, found):
    make_instructor("山本 和子")

    names = find_names(begun, text)

    assert set(names) >= set(found)
    assert bool(names) == bool(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [("電話は０７９４−６３−１０００です", 1), ("090-1234-5678 か a.b@example.jp", 2), ("2026年12月1日の10時から", 0)],
)
def test_contact_data_is_found_in_any_width(text, count):
    assert len(find_contacts(text)) == count


def test_a_name_is_stored_only_after_looking_and_nothing_typed_is_lost(desk):
    refused = desk(q0="満足", q2="小野の町がすきです")
    page = refused.content.decode()
    assert (refused.status_code, SurveyResponse.objects.count()) == (422, 0)
    assert ("小野の町がすきです</textarea>" in page, "survey-has_checked_names" in page) == (True, True)

    desk(q0="満足", q2="小野の町がすきです", has_checked_names="on")

    assert SurveyResponse.objects.get().answers == {"満足しましたか": "満足", "ひとこと_text": "小野の町がすきです"}


@pytest.mark.parametrize("fields", [{}, {"q0": "最高"}, {"q2": "0794-63-1000へ電話を", "has_checked_names": "on"}])
def test_empty_sheets_unknown_answers_and_telephones_are_refused(desk, fields):
    assert desk(**fields).status_code == 422
    assert not SurveyResponse.objects.exists()


def test_only_the_last_sheet_is_taken_back(desk, begun, client):
    for answer in ("満足", "不満"):
        desk(q0=answer)
    first, last = SurveyResponse.objects.order_by("pk")
    address = reverse("course_desk:survey", args=[begun.code])

    for key in (first.pk, last.pk, "x", ""):
        client.post(address, {"do": "undo", "response": key})

    assert list(SurveyResponse.objects.all()) == [first]


def test_nothing_is_entered_before_the_run_begins(desk, begun):
    CourseRun.objects.get(pk=begun.pk).sessions.update(date=date(2999, 1, 1))

    assert desk(q0="満足").status_code == 422
