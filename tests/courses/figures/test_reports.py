"""R-11 to R-14: report, instructor hours, questionnaire, audit."""

from datetime import date

import pytest

from courses.enrolment.people import log_access, log_export
from courses.figures.audit import make_audit_table
from courses.figures.instructors import make_instructor_table
from courses.figures.report import make_report_table, write_report
from courses.figures.survey import OTHERS, find_groups, make_survey_table, make_text_table
from courses.models import Learner, SurveyResponse
from tests.factories.courses import at, make_course, make_run

pytestmark = pytest.mark.django_db


def test_report_tells_what_was_held_and_what_was_cancelled(year):
    text = write_report(2026)

    assert text.startswith("2026年度　ICT講習会の事業報告\n")
    assert "講座を1回開きました。定員は合わせて3人、申込みは4件、受講した方は3人、出席は延べ7人でした。" in text
    assert "ほかに1回を中止しました。" in text
    assert "　中止：大雪のため中止します。" in text
    assert "　会場　エクラ" in text


def test_report_names_only_instructors_who_agreed(year, teacher):
    before = make_report_table(2026).rows[0][4]
    teacher.consented_on = date(2026, 4, 1)
    teacher.save()

    assert "山本" not in before
    assert make_report_table(2026).rows[0][4] == "山本 和子（地域講師）"


@pytest.mark.parametrize(("fees", "fee"), [({}, None), ({"local": 3000}, 13_500), ({"staff": 1}, None)])
def test_hours_and_fees_of_an_instructor(year, settings, fees, fee):
    settings.COURSES = {**getattr(settings, "COURSES", {}), "INSTRUCTOR_FEES": fees}

    assert make_instructor_table(2026).rows == [("山本 和子", "地域講師", 3, 0, 270, fee, "電話")]


def test_sessions_that_were_not_held_count_for_nobody(year):
    year.sessions.update(status="cancelled")

    assert make_instructor_table(2026).rows == []


@pytest.fixture
def answer(catalogue, year):
    """Return a function that stores questionnaires of a course, by its title."""
    runs = {}

    def add(title: str, count: int, **answers) -> None:
        if title not in runs:
            number = len(runs) + 50
            runs[title] = make_run(make_course(catalogue, f"c{number}", title=title), f"2026-{number}")
        for _one in range(count):
            SurveyResponse.objects.create(run=runs[title], on=date(2027, 2, 1), answers=answers)

    return add


def test_small_groups_of_answers_are_merged(answer):
    answer("写真", 5, 満足="はい")
    answer("地図", 4, 満足="いいえ")
    answer("メール", 1, 満足="はい")

    assert make_survey_table(2026).rows == [
        ("写真", "満足", "はい", 5),
        (OTHERS, "満足", "いいえ", 4),
        (OTHERS, "満足", "はい", 1),
    ]


def test_answers_of_fewer_than_five_people_are_seen_by_nobody(answer):
    answer("写真", 5, 満足="はい")
    answer("地図", 4, 満足="いいえ", free_text="坂の上の家の者です")

    assert find_groups(2026)[1] == 4
    assert {row[0] for row in make_survey_table(2026).rows} == {"写真"}
    assert make_text_table(2026).rows == []


def test_audit_shows_who_did_what_without_a_personal_value(year, user, second):
    learner = Learner.objects.first()
    log_access(user, "person", at("2026-12-05 09:00"), learner_id=learner.pk)
    log_export(user, "print:desk-list", "当日の受付のため", ["名前"], 3, at("2026-12-05 10:00"), year.pk)

    rows = make_audit_table(date(2026, 12, 5), date(2026, 12, 5), user.pk).rows
    everything = make_audit_table(date(2026, 1, 1), date(2027, 12, 31)).rows

    assert [row[2:] for row in rows] == [
        ("閲覧", f"person 受講者{learner.pk}", "", None),
        ("書き出し・印刷", "print:desk-list 2026-01", "当日の受付のため", 3),
    ]
    assert {row[2] for row in everything} >= {"出欠の記録", "閲覧", "書き出し・印刷"}
    personal = [(person.name, person.reading, person.phone) for person in Learner.objects.all()]
    text = repr(everything)
    assert not [value for values in personal for value in values if value and value in text]


def test_audit_of_one_person_holds_nobody_else(year, user, second):
    rows = make_audit_table(date(2026, 1, 1), date(2027, 12, 31), second.pk).rows

    assert {row[1] for row in rows} <= {"tachiai"}


def test_audit_refuses_a_period_that_ends_before_it_begins(db):
    with pytest.raises(ValueError, match="before"):
        make_audit_table(date(2026, 2, 1), date(2026, 1, 1))
