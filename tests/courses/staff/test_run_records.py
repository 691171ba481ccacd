"""The admin's own screens of runs keep to the departments, and leave calling off to two people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseRun, CourseStaff, Enrolment
from courses.roles import ADMINISTRATOR, COURSE_STAFF, DESK
from tests.courses.test_admin import EDIT, form_values
from tests.factories.courses import apply, make_run, make_session

pytestmark = pytest.mark.django_db
URLS = "wagtailsnippets_courses_courserun"


@pytest.mark.parametrize("name", ["edit", "copy", "history", "usage"])
def test_a_run_of_another_department_is_not_found(staff_client, run, other_run, name):
    client = staff_client(COURSE_STAFF)

    answers = [client.get(reverse(f"{URLS}:{name}", args=[row.pk])).status_code for row in (run, other_run)]

    assert answers[0] == 200
    assert answers[1] in (302, 404)  # Wagtail sends who may not to the start page


def test_a_run_of_another_department_is_not_changed(staff_client, run, other_run):
    client = staff_client(COURSE_STAFF)
    data = form_values(client.get(reverse(EDIT, args=[run.pk]))) | {"code": "2026-99", "capacity": "99"}

    client.post(reverse(EDIT, args=[other_run.pk]), data)

    other_run.refresh_from_db()
    assert (other_run.code, other_run.capacity) == ("2026-02", 2)


def test_the_list_holds_own_runs_only(staff_client, run, other_run):
    page = staff_client(COURSE_STAFF).get(reverse(f"{URLS}:list")).content.decode()

    assert run.code in page
    assert other_run.code not in page


def test_a_run_cannot_be_given_to_another_department(staff_client, run, other_department):
    client = staff_client(COURSE_STAFF)
    data = form_values(client.get(reverse(EDIT, args=[run.pk]))) | {"department": str(other_department.pk)}

    response = client.post(reverse(EDIT, args=[run.pk]), data)

    run.refresh_from_db()
    assert response.status_code == 200
    assert run.department.slug == "ikiiki"


def test_a_new_run_gets_the_department_of_its_course(staff_client, course, department):
    client = staff_client(COURSE_STAFF)
    add = reverse(f"{URLS}:add")
    data = form_values(client.get(add, {"course": course.pk})) | {
        "status": "draft",
        "department": "",
        "sessions-TOTAL_FORMS": "0",
    }

    response = client.post(add, data)

    assert response.status_code == 302
    assert CourseRun.objects.get().department == department


@pytest.mark.parametrize("to", ["published", "draft"])
def test_a_cancelled_run_stays_cancelled(staff_client, run, to):
    CourseRun.objects.filter(pk=run.pk).update(status="cancelled", cancelled_note="雪")
    client = staff_client(COURSE_STAFF)

    response = client.post(
        reverse(EDIT, args=[run.pk]), form_values(client.get(reverse(EDIT, args=[run.pk]))) | {"status": to}
    )

    run.refresh_from_db()
    assert run.status == "cancelled"
    assert "元にもどせません" in response.content.decode()


def test_the_desk_cannot_open_the_form_of_a_run(staff_client, run):
    assert staff_client(DESK).get(reverse(EDIT, args=[run.pk])).status_code == 302


def test_administrator_decides_the_departments_of_staff(staff_client, people, other_department):
    client = staff_client(ADMINISTRATOR)
    row = CourseStaff.objects.get(user=people[DESK])
    edit = reverse("wagtailsnippets_courses_coursestaff:edit", args=[row.pk])

    assert client.get(edit).status_code == 200
    client.post(edit, {"user": row.user_id, "departments": [other_department.pk]})

    assert list(row.departments.all()) == [other_department]


def test_course_staff_do_not_decide_the_departments(staff_client, people):
    row = CourseStaff.objects.get(user=people[COURSE_STAFF])

    response = staff_client(COURSE_STAFF).get(reverse("wagtailsnippets_courses_coursestaff:edit", args=[row.pk]))

    assert response.status_code == 302


@pytest.fixture
def later_run(course, venue, department) -> CourseRun:
    run = make_run(course, "2026-05", capacity=1, waiting_list_size=5, department=department)
    make_session(run, timezone.localdate() + timedelta(days=40), venue)
    return run


def test_an_application_moves_to_another_date(staff_client, enrolment, later_run):
    address = reverse("course_desk:move", args=[enrolment.pk])
    client = staff_client(DESK)
    assert later_run.code in client.get(address).content.decode()

    for _time in range(2):
        client.post(address, {"run": later_run.code})

    enrolment.refresh_from_db()
    [new] = Enrolment.objects.filter(run=later_run)
    assert (enrolment.state, new.state, new.learner) == ("cancelled", "confirmed", enrolment.learner)


def test_nothing_moves_to_a_full_run_or_to_another_department(staff_client, enrolment, later_run, other_run):
    apply(later_run, 77, timezone.now())
    client = staff_client(DESK)

    answers = [
        client.post(reverse("course_desk:move", args=[enrolment.pk]), {"run": code}).status_code
        for code in (later_run.code, other_run.code, "", "nothing")
    ]

    enrolment.refresh_from_db()
    assert (answers, enrolment.state) == ([302, 404, 302, 404], "confirmed")
