"""A run that has begun: three people with a place, a teacher with a login, course staff."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from courses.models import CourseRun, CourseStaff, Session
from courses.roles import COURSE_STAFF, INSTRUCTOR, make_course_roles
from tests.factories.courses import (
    apply,
    make_applicant,
    make_assignment,
    make_instructor,
    make_run,
    make_session,
    make_staff,
)


@pytest.fixture(autouse=True)
def roles(db) -> None:
    make_course_roles()


@pytest.fixture
def run(course, venue, department) -> CourseRun:
    """Yesterday's session, today's and tomorrow's; applications were open until an hour ago."""
    now = timezone.now()
    run = make_run(
        course, capacity=4, waiting_list_size=5, department=department, allows_walk_ins=True,
        apply_opens=now - timedelta(days=9), apply_closes=now + timedelta(hours=1), minimum_sessions=2,
    )  # fmt: skip
    for number, days in enumerate((-1, 0, 1), start=1):
        day = timezone.localdate() + timedelta(days=days)
        make_session(run, day, venue, number, start_time=time(0, 0), end_time=time(23, 59))
    people = ({}, {"needs": (("front_seat", "右の耳が聞こえません"),)}, {"companions": (("家族", True),)})
    for number, fields in enumerate(people, start=1):
        apply(run, number, now - timedelta(days=8), people=(make_applicant(number, phone="0794631000", **fields),))
    return run


@pytest.fixture
def today(run) -> Session:
    return run.sessions.get(number=2)


@pytest.fixture
def members(run):
    return list(run.enrolments.order_by("learner__reading", "pk"))


@pytest.fixture
def teacher(run):
    """The login of an instructor who teaches today's session only."""
    user = make_staff("koshi", INSTRUCTOR)
    make_assignment(run.sessions.get(number=2), make_instructor(user=user))
    return user


@pytest.fixture
def staff(department):
    user = make_staff("tanto", COURSE_STAFF)
    CourseStaff.objects.create(user=user).departments.add(department)
    return user


@pytest.fixture
def tablet(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client
