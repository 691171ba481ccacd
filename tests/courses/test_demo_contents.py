"""What stands in the demo courses once they are loaded."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.utils import timezone

from cms.models import CitySettings
from courses.demo import load
from courses.enrolment.attending import count_attended
from courses.enrolment.pool import find_matches, find_stage
from courses.enrolment.transitions import describe, replay
from courses.figures.statistics import make_tables
from courses.models import Certificate, CourseRun, Enrolment, EnrolmentState, Instructor, Offer, Session
from courses.models.state import describe_state
from tests.factories.courses import make_course_department, make_course_section
from tests.factories.demo_city import forget_everything

pytestmark = pytest.mark.django_db
LOAD_DAY = date(2026, 11, 23)


@pytest.fixture(scope="module", autouse=True)
def courses(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo courses, loaded once for this module; its tests look and change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_course_section(make_course_department())
        load(today=LOAD_DAY)
        forget_everything()
        yield
        transaction.set_rollback(True)
    forget_everything()


def test_the_history_of_the_demo_tells_every_state():
    for enrolment in Enrolment.objects.all():
        assert replay(enrolment) == describe(enrolment) | {"state": enrolment.state}
    assert set(Enrolment.objects.values_list("state", flat=True)) == set(EnrolmentState.values) - {
        "draft",
        "not_selected",
    }


def test_a_run_of_the_demo_is_full_with_a_waiting_list_and_an_offer():
    now = timezone.make_aware(datetime.combine(LOAD_DAY, time(12)))
    runs = CourseRun.objects.with_figures(now).with_sessions().select_related("course")
    full = [run for run in runs if describe_state(run, now).kind == "full"]
    assert [run.course.slug for run in full] == ["app-minaoshi"]
    assert Offer.objects.filter(enrolment__run=full[0], outcome="open").count() == 1


def test_a_session_of_the_demo_is_today_and_waits_for_its_attendance():
    session = Session.objects.get(date=LOAD_DAY)
    assert (session.number, session.status, session.attendances.count()) == (2, "planned", 0)
    assert session.run.sessions.get(number=1).attendances.count() == 12


def test_finished_runs_of_the_demo_are_closed_by_their_rule():
    closed = CourseRun.objects.filter(closed_at__isnull=False)
    assert len({run.fiscal_year for run in closed}) == 2
    for run in closed:
        done = run.enrolments.filter(state="completed")
        assert done.count() == Certificate.objects.filter(enrolment__run=run).count() > 0
        for row in done:
            assert count_attended(run)[row.pk] >= row.completion_snapshot["required"]


def test_the_demo_has_figures_for_two_years():
    totals = {row[0]: row[1:] for row in make_tables(2026)["totals"].rows}

    assert totals["修了（人）"][0] > totals["修了（人）"][1] > 0
    assert totals["手助けの希望（件）"][0] > 0


def test_header_and_footer_link_to_the_catalogue():
    city = CitySettings.objects.get()
    assert city.courses_page.url == "/koza/ict/"


def test_applications_of_a_run_end_before_its_first_session():
    late = [run.code for run in CourseRun.objects.all() if run.apply_closes and run.apply_closes > run.starts_at]
    assert late == []
    too_late = [run.code for run in CourseRun.objects.all() if run.cancel_until and run.cancel_until > run.starts_at]
    assert too_late == []


def test_local_instructors_of_the_demo_came_all_the_way():
    people = Instructor.objects.prefetch_related("pool_steps")
    assert {person.name: find_stage(person) for person in people} == {
        "山本 和子": "leader",
        "藤原 誠": "local",
        "井上 美穂": "",
        "岸本 大輔": "",
    }
    assert [match.is_free for match in find_matches("", date(2026, 11, 24), "am")].count(True) == 2  # a Tuesday


def test_people_who_did_not_agree_stay_unnamed():
    assert sorted(person.public_name for person in Instructor.objects.all()) == [
        "外部講師",
        "山本 和子（地域ICTリーダー）",
        "市職員",
        "藤原 誠（地域講師）",
    ]
