"""A run with three sessions next month, twelve seats, a waiting list; two members of staff; seats counted after each test."""

import os
from datetime import datetime, timedelta

import pytest
from django.db import connection

from courses.enrolment.actor import Actor
from courses.enrolment.seats import count_held
from courses.enrolment.transitions import replay
from courses.models import CataloguePage, CourseRun, Enrolment
from scripts.console import ROOT
from tests.courses.enrolment.copied_database import copy_postgresql, copy_sqlite, drop, using
from tests.factories.courses import (
    at,
    make_course,
    make_course_department,
    make_course_section,
    make_run,
    make_session,
    make_staff,
)


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning, inside the time for applications."""
    return at("2026-12-01 10:00")


@pytest.fixture
def make_open_run(course, venue, now):
    """Return a function that makes a run with sessions from 12 January 2027 on."""

    def make(code: str = "2026-01", capacity: int = 12, **fields) -> CourseRun:
        standard = {
            "apply_opens": now - timedelta(days=1),
            "apply_closes": now + timedelta(days=10),
            "capacity": capacity,
            "waiting_list_size": 50,
            "contact_phone": "0794-00-0024",
        }
        run = make_run(course, code, **(standard | fields))
        for number in (1, 2, 3):
            make_session(run, at("2027-01-12 10:00").date() + timedelta(days=7 * number - 7), venue, number)
        return run

    return make


@pytest.fixture
def run(make_open_run) -> CourseRun:
    return make_open_run()


@pytest.fixture
def staff(db):
    return make_staff("madoguchi")


@pytest.fixture
def other_staff(db):
    return make_staff("tachiai")


@pytest.fixture
def desk(staff) -> Actor:
    """A member of staff at the telephone."""
    return Actor("phone", staff, "self")


@pytest.fixture(autouse=True)
def seats_and_history_agree(request):
    """INV-04, INV-01 and INV-24 after every test of this folder that uses the database."""
    yield
    if "db" not in request.fixturenames:
        return
    for run in CourseRun.objects.all():
        assert run.seats_held == count_held(run) <= run.capacity
    for enrolment in Enrolment.objects.all():
        told = replay(enrolment)
        assert told == {name: getattr(enrolment, name) for name in told}


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the empty test database, with one course."""
    with django_db_blocker.unblock():
        is_sqlite = connection.vendor == "sqlite"
        name = copy_sqlite(tmp_path_factory.mktemp("load") / "db.sqlite3") if is_sqlite else copy_postgresql()
        with using(name):
            section = make_course_section(make_course_department())
            catalogue = section.add_child(instance=CataloguePage(title="講座", slug="ict"))
            make_course(catalogue)
        yield name
        drop(name)


@pytest.fixture
def environment(database, tmp_path):
    """What the programs are started with."""
    own = {"DJANGO_SETTINGS_MODULE": "tests.courses.enrolment.load_settings", "PYTHONPATH": str(ROOT)}
    return os.environ | own | {"LOAD_DATABASE": database, "LOAD_MAIL": str(tmp_path)}
