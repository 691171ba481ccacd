"""A fiscal year with one run that is over and one that was called off, and what the year before left."""

from datetime import timedelta

import pytest

from courses.enrolment.actions import cancel_run, make_void
from courses.enrolment.actor import Actor
from courses.enrolment.attending import close_run, record_attendance
from tests.factories.courses import apply, at, make_applicant, make_assignment, make_instructor, make_run, make_session

NOW = at("2026-12-01 10:00")
PLACES = ("小野", "河合", "小野", "来住")


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_superuser("tanto")


@pytest.fixture
def second(django_user_model):
    return django_user_model.objects.create_superuser("tachiai")


@pytest.fixture
def teacher(db):
    return make_instructor(topics="スマートフォン")


@pytest.fixture
def year(course, venue, user, second, teacher):
    """Run 2026-01: four apply for three seats, one application is void; one person misses two sessions of three."""
    window = {"apply_opens": NOW - timedelta(days=1), "apply_closes": NOW + timedelta(days=9)}
    run = make_run(course, capacity=3, waiting_list_size=9, minimum_sessions=2, **window)
    for number in (1, 2, 3):
        session = make_session(
            run, at("2027-01-12 10:00").date() + timedelta(days=7 * number), venue, number, topic="電話"
        )
        make_assignment(session, teacher)
    rows = [
        apply(run, number, NOW, people=(make_applicant(number, district=place, needs=(("front_seat", ""),)),))
        for number, place in enumerate(PLACES, start=1)
    ]
    rows.append(apply(run, 9, NOW))
    desk = Actor("counter", user, "self")
    make_void(rows[4].pk, desk, NOW, "duplicate")
    run.sessions.update(status="held")
    for session in run.sessions.all():
        for at_row, row in enumerate(rows[:3]):
            status = "unexcused" if at_row == 2 and session.number > 1 else "present"
            record_attendance(session.pk, row.pk, status, user, session.ends_at, f"{session.pk}-{row.pk}")
    close_run(run.pk, desk, at("2027-02-03 10:00"))
    off = make_run(course, "2026-02", capacity=5, title_suffix="夜のコース", **window)
    make_session(off, at("2027-02-20 10:00").date(), venue)
    cancel_run(off.pk, desk, second, "大雪のため中止します。", NOW)
    return run
