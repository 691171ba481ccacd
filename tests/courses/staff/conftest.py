"""Two departments with a run each, and a member of staff for each role."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from cms.models import Department
from courses.demo.lesson_files import read_lessons
from courses.demo.lessons import load_lesson
from courses.enrolment.actions import change_capacity
from courses.enrolment.retention import propose
from courses.models import AssistanceNeed, CourseRun, CourseStaff, LessonIndexPage, Notification, Offer
from courses.roles import COURSE_STAFF, DESK, INSTRUCTOR, ROLES, make_course_roles
from tests.factories.courses import apply, make_assignment, make_instructor, make_run, make_session, make_staff


@pytest.fixture
def roles(db) -> None:
    make_course_roles()


@pytest.fixture
def other_department(db) -> Department:
    return Department.objects.create(
        slug="kenko",
        name="健康課",
        reading="けんこうか",
        phone="0794-00-0011",
        floor="市役所1階",
        hours="平日の午前9時から午後5時まで",
    )


@pytest.fixture
def run(course, venue, department) -> CourseRun:
    """A run of the first department with five people in two seats."""
    run = make_run(
        course, capacity=2, waiting_list_size=5, contact_phone="0794-00-0024", department=department, code="2026-01"
    )
    for number in (1, 2):
        make_session(run, timezone.localdate() + timedelta(days=20 + number), venue, number)
    return run


@pytest.fixture
def other_run(course, venue, other_department) -> CourseRun:
    """A run of the other department with one person."""
    run = make_run(course, capacity=2, waiting_list_size=5, department=other_department, code="2026-02")
    make_session(run, timezone.localdate() + timedelta(days=30), venue, 1)
    return run


@pytest.fixture
def enrolment(run):
    return apply(run, 1, timezone.now())


@pytest.fixture
def other_enrolment(other_run):
    return apply(other_run, 900, timezone.now())


@pytest.fixture
def people(roles, department) -> dict:
    """Return {role: user}; desk and course staff work for the first department."""
    users = {role: make_staff(f"role-{number}", role) for number, role in enumerate(ROLES)}
    for role in (DESK, COURSE_STAFF):
        CourseStaff.objects.create(user=users[role]).departments.add(department)
    return users


@pytest.fixture
def staff_client(client, people):
    """Return a function that logs a role in and gives the browser."""

    def log_in(role: str):
        client.force_login(people[role])
        return client

    return log_in


@pytest.fixture
def random_numbers() -> Random:
    return Random(1)


@pytest.fixture
def make_world(people):
    """Return a function that fills a run: two with a place, one offered a seat, one waiting, a wish, a notice, a lottery."""

    def make(run: CourseRun, number: int) -> dict:
        now = timezone.now()
        rows = [apply(run, number + at, now) for at in range(4)]
        need = AssistanceNeed.objects.create(enrolment=rows[0], kind="other", text="筆談をお願いします")
        change_capacity(run.pk, 3, now)
        notice = Notification.objects.filter(enrolment=rows[0], kind="confirmed").get()
        return {
            "run": run,
            "enrolment": rows[0],
            "offer": Offer.objects.get(enrolment__run=run),
            "notice": notice,
            "need": need,
            "learner": rows[0].learner,
            "session": run.sessions.first(),
        }

    return make


@pytest.fixture
def worlds(make_world, run, other_run, people, section):
    """Return {is it the own department: its records}; the instructor teaches the first, the round belongs to nobody."""
    row = propose(timezone.now())
    teacher = make_instructor(user=people[INSTRUCTOR])
    make_assignment(run.sessions.first(), teacher)
    index = section.add_child(
        instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=section.department)
    )
    lesson = load_lesson(index, read_lessons()[0], {}, {}, timezone.localdate())
    both = ((True, run, 1), (False, other_run, 50))
    return {
        own: make_world(which, number) | {"round": row, "instructor": teacher, "lesson": lesson}
        for own, which, number in both
    }
