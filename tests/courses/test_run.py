"""Runs and sessions: what they hold, what is refused, what history keeps."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from courses.models import CourseRun, Session
from courses.models.run import find_run_problems
from courses.models.state import describe_state
from tests.factories.courses import at, make_assignment, make_instructor, make_run, make_session, make_venue

pytestmark = pytest.mark.django_db
NOW = at("2026-12-04 12:00")
OPENS, CLOSES = at("2026-12-01 09:00"), at("2026-12-11 17:00")


def unsaved_run(**fields) -> CourseRun:
    standard = {"status": "published", "policy": "first_come", "apply_opens": OPENS, "apply_closes": CLOSES}
    return CourseRun(code="2026-01", **(standard | fields))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, []),
        ({"apply_opens": None, "apply_closes": None}, ["apply_opens", "apply_closes"]),
        ({"apply_opens": None, "apply_closes": None, "status": "draft"}, []),
        ({"apply_opens": None, "apply_closes": None, "policy": "open"}, []),
        ({"apply_closes": OPENS}, ["apply_closes"]),
        ({"apply_closes": OPENS - timedelta(days=1), "status": "draft"}, ["apply_closes"]),
        ({"policy": "window_then_first_come"}, ["simultaneous_until"]),
        ({"policy": "window_then_first_come", "simultaneous_until": OPENS}, ["simultaneous_until"]),
        ({"policy": "window_then_first_come", "simultaneous_until": CLOSES + timedelta(1)}, ["simultaneous_until"]),
        ({"policy": "window_then_first_come", "simultaneous_until": CLOSES}, []),
        ({"policy": "lottery"}, ["draw_on"]),
        ({"policy": "lottery", "draw_on": date(2026, 12, 11), "results_on": date(2026, 12, 11)}, []),
        ({"policy": "lottery", "draw_on": date(2026, 12, 10), "results_on": date(2026, 12, 12)}, ["draw_on"]),
        ({"policy": "lottery", "draw_on": date(2026, 12, 14), "results_on": date(2026, 12, 13)}, ["results_on"]),
        ({"status": "cancelled"}, ["cancelled_note"]),
        ({"status": "cancelled", "cancelled_note": "講師の都合です。"}, []),
    ],
)
def test_dates_that_contradict_each_other_are_refused(fields, wrong):
    assert list(find_run_problems(unsaved_run(**fields))) == wrong


def test_run_without_seats_is_refused(course):
    with pytest.raises(IntegrityError, match="courses_run_has_seats"):
        make_run(course, capacity=0)


def test_two_runs_cannot_have_one_code(course):
    make_run(course, "2026-01")

    with pytest.raises(ValidationError) as refusal:
        unsaved_run(course=course, fiscal_year=2026).full_clean()

    assert list(refusal.value.message_dict) == ["code"]


def test_session_that_ends_before_it_begins_is_refused(course, venue):
    session = Session(run=make_run(course), number=1, date=NOW.date(), venue=venue)
    session.start_time, session.end_time = time(10), time(10)

    with pytest.raises(ValidationError) as refusal:
        session.clean()
    assert refusal.value.message_dict == {
        "end_time": ["終わる時刻が、始まる時刻より前か同じです。両方の時刻をご確認ください。"]
    }
    with pytest.raises(IntegrityError, match="courses_session_ends_after_start"):
        session.save()


def test_run_begins_and_ends_with_the_sessions_that_take_place(course, venue):
    run = make_run(course)
    make_session(run, date(2026, 12, 8), venue, 1, status="cancelled")
    make_session(run, date(2026, 12, 15), venue, 2)
    make_session(run, date(2026, 12, 22), venue, 3, end_time=time(12))
    make_session(run, date(2026, 12, 29), venue, 4, status="postponed")

    assert (run.starts_at, run.ends_at) == (at("2026-12-15 10:00"), at("2026-12-22 12:00"))
    assert run.days_in_words == "12月15日(火)から毎週火曜、全2回"


def test_run_that_was_called_off_keeps_its_planned_days(course, venue):
    run = make_run(course, status="cancelled")
    make_session(run, date(2026, 12, 8), venue, status="cancelled")
    annotated = CourseRun.objects.with_dates().get()

    assert run.ends_at == at("2026-12-08 11:30")
    assert (annotated.first_day, annotated.last_day) == (date(2026, 12, 8), date(2026, 12, 8))


def test_run_without_sessions_has_no_dates(course):
    run = make_run(course)

    assert (run.starts_at, run.ends_at, run.days_in_words, run.hours_in_words, run.places) == (None, None, "", "", [])


def test_places_are_named_once(course):
    run = make_run(course)
    hall, school = make_venue("hall", name="ホール"), make_venue("school", name="学校")
    make_session(run, date(2026, 12, 8), hall, 1, room="2階")
    make_session(run, date(2026, 12, 15), hall, 2, room="2階")
    make_session(run, date(2026, 12, 22), school, 3)

    assert run.places == ["ホール 2階", "学校"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "draft"},
        {"status": "cancelled"},
        {"policy": "open"},
        {"policy": "lottery"},
        {"apply_opens": NOW},
        {"apply_opens": NOW + timedelta(seconds=1)},
        {"apply_closes": NOW},
        {"apply_closes": NOW + timedelta(seconds=1)},
        {"apply_opens": None},
        {"apply_closes": None},
    ],
)
def test_filter_and_sentence_agree_on_what_is_open(course, venue, fields):
    run = make_run(course, **({"apply_opens": OPENS, "apply_closes": CLOSES} | fields))
    make_session(run, date(2026, 12, 22), venue)

    found = CourseRun.objects.accepting(NOW).exists()

    assert found == describe_state(run, NOW).can_apply


def test_phone_of_the_run_comes_before_that_of_course_and_department(catalogue, course):
    run = make_run(course)
    numbers = [run.phone]
    course.phone = "0794-00-0002"
    numbers.append(run.phone)
    run.contact_phone = "0794-00-0003"
    numbers.append(run.phone)

    assert numbers == ["0794-00-0024", "0794-00-0002", "0794-00-0003"]


def test_course_with_runs_cannot_be_deleted(course):
    make_run(course)

    with pytest.raises(ProtectedError):
        course.delete()


def test_history_keeps_every_change_of_run_session_and_instructor(course, venue):
    run = make_run(course)
    session = make_session(run, date(2026, 12, 8), venue)
    assignment = make_assignment(session, make_instructor())

    run.capacity = 20
    run.save()
    session.status = "cancelled"
    session.save()
    assignment.delete()

    assert [row.capacity for row in run.history.all()] == [20, 12]
    assert [(row.status, row.run_id) for row in session.history.all()] == [("cancelled", run.pk), ("planned", run.pk)]
    assert [row.history_type for row in assignment.history.model.objects.all()] == ["-", "+"]


def test_instructor_is_named_only_after_agreeing():
    silent = make_instructor(introduction="30年教えています。")
    named = make_instructor("藤原 誠", introduction="30年教えています。", consented_on=timezone.localdate())

    assert [(person.public_name, person.public_introduction) for person in (silent, named)] == [
        ("地域講師", ""),
        ("藤原 誠（地域講師）", "30年教えています。"),
    ]


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({}, []),
        ({"has_lift": True, "has_wifi": False}, ["エレベーターがあります。", "Wi-Fiはありません。"]),
        ({"wheelchair_places": 2}, ["車いすの席が2席あります。"]),
        ({"wheelchair_places": 0, "computer_count": 0}, []),
        ({"computer_count": 20}, ["パソコンが20台あります。"]),
        (
            {"step_free_route": "入口から段差はありません。", "has_hearing_loop": True, "has_accessible_toilet": True},
            [
                "入口から段差はありません。",
                "車いすで使えるトイレがあります。",
                "補聴器用の磁気ループが使えます。",
            ],
        ),
    ],
)
def test_venue_says_only_what_is_known(fields, facts):
    assert make_venue(**fields).access_facts == facts
