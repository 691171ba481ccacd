"""The demo courses load into the demo's section, in every state, and a second time change nothing."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.apps import apps
from django.utils import timezone

from cms.roles import set_up_department
from courses.demo import load
from courses.demo.schedule import session_days, to_workday
from courses.enrolment.seats import count_held
from courses.models import (
    CataloguePage,
    CoursePage,
    CourseRun,
    Venue,
)
from courses.models.run import find_run_problems
from courses.models.state import describe_state

pytestmark = pytest.mark.django_db
# Load days of every kind: a Monday, a Friday, a Saturday, before and inside the New Year holidays, 31 March, a leap day.
LOAD_DAYS = [
    date(2026, 11, 28),
    date(2026, 12, 30),
    date(2027, 3, 31),
    date(2028, 2, 29),
]
EXPECTED_STATES = {
    "open": 5,
    "closing_soon": 1,
    "no_application": 1,
    "upcoming": 3,
    "closed": 3,
    "running": 2,
    "finished": 3,
    "cancelled": 1,
    "draft": 1,
}


def snapshot() -> dict[str, list]:
    """Return every row of every table of the app, and the number of pages' versions."""
    rows = {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("courses").get_models()
    }
    rows["revisions"] = [course.revisions.count() for course in CoursePage.objects.order_by("pk")]
    return rows


@pytest.mark.parametrize("today", LOAD_DAYS)
def test_every_state_occurs_at_noon_of_the_load_day(section, today):
    summary = load(today=today)

    noon = timezone.make_aware(datetime.combine(today, time(12)))
    runs = CourseRun.objects.with_sessions().select_related("course")
    assert Counter(describe_state(run, noon).kind for run in runs) == EXPECTED_STATES
    assert {run.code: find_run_problems(run) for run in runs if find_run_problems(run)} == {}
    assert summary.startswith("12 courses, 20 runs, 3 venues, 4 instructors, 300 learners, ")
    for run in CourseRun.objects.all():
        assert run.seats_held == count_held(run) <= run.capacity


def test_loading_twice_changes_nothing(section, department):
    set_up_department(department, [section])
    load(today=LOAD_DAYS[0])
    before = snapshot()

    summary = load(today=LOAD_DAYS[0])

    assert (snapshot(), summary) == (before, "the demo courses are already there")


def test_every_page_of_the_demo_is_served(section, client):
    load(today=timezone.localdate())

    pages = [CataloguePage.objects.get(), *CoursePage.objects.all()]

    assert {page.url: client.get(page.url).status_code for page in pages} == {page.url: 200 for page in pages}
    assert pages[0].url == "/koza/ict/"


def test_without_the_city_nothing_is_loaded(db):
    summary = load(today=LOAD_DAYS[0])

    assert summary == "nothing loaded: the page /koza/ or the department ikiiki is missing; load the city first"
    assert (Venue.objects.count(), CourseRun.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("day", "workday"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2027, 1, 2), date(2027, 1, 4)),
    ],
)
def test_deadlines_fall_on_days_when_the_city_hall_is_open(day, workday):
    assert to_workday(day) == workday


def test_sessions_leave_out_the_new_year():
    days = session_days(date(2026, 12, 16), [1, 2], 3)

    assert days == [date(2026, 12, 22), date(2027, 1, 5), date(2027, 1, 12)]
