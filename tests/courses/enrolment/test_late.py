"""Applications that staff enter after the end: who may, until when, with what reason, and where they stand in a draw."""

from datetime import timedelta
from random import Random

import pytest

from courses.enrolment.actions import apply_for_run
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.draws import freeze_list
from courses.enrolment.errors import NotAllowed, NotPossible, RunClosed
from courses.roles import DESK, make_course_roles
from tests.factories.courses import apply, at, make_application, make_staff

pytestmark = pytest.mark.django_db
SAID = {"late_kind": "late_after", "late_reason": "入院していて、期限に間に合わなかった"}


def enter(run, number, now, actor, **fields):
    return apply_for_run(run.pk, make_application(number, **fields), actor, now, Random(number))


@pytest.fixture
def late(run):
    """A moment after the end and its grace."""
    return run.apply_closes + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("minutes", "said", "refused"),
    [
        (29, {}, None),
        (30, SAID, None),
        (30, {}, NotPossible),
        (30, SAID | {"late_reason": ""}, NotPossible),
        (30, SAID | {"late_kind": "illness"}, NotPossible),
    ],
)
def test_staff_give_a_reason_from_the_end_on(run, desk, minutes, said, refused):
    now = run.apply_closes + timedelta(minutes=minutes)

    if refused is None:
        assert enter(run, 1, now, desk, **said).state == "confirmed"
    else:
        with pytest.raises(refused):
            enter(run, 1, now, desk, **said)


def test_who_has_no_permission_is_told_whom_to_ask(run, late, department):
    make_course_roles()
    clerk = Actor("phone", make_staff("uketsuke", DESK))
    run.department = department
    run.save()
    clerk.user.course_staff = make_member(clerk.user, department)

    with pytest.raises(NotAllowed, match="いきいき社会創造課（0794-00-0024）に頼んでください"):
        enter(run, 1, late, clerk, **SAID)
    with pytest.raises(RunClosed):
        enter(run, 1, late, WEB, **SAID)


def make_member(user, department):
    from courses.models import CourseStaff

    row = CourseStaff.objects.create(user=user)
    row.departments.add(department)
    return row


@pytest.mark.parametrize(
    "change",
    [
        {"status": "cancelled", "cancelled_note": "台風のため"},
        {"closed_at": at("2027-03-01 10:00")},
        {"policy": "open"},
    ],
)
def test_what_takes_no_application_takes_no_late_one(run, late, desk, change):
    type(run).objects.filter(pk=run.pk).update(**change)

    with pytest.raises(RunClosed):
        enter(run, 1, late, desk, **SAID)


def test_from_the_first_session_on_people_join_as_walk_ins(run, desk):
    before = run.starts_at - timedelta(seconds=1)

    assert enter(run, 1, before, desk, **SAID).state == "confirmed"
    with pytest.raises(RunClosed, match="当日参加"):
        enter(run, 2, run.starts_at, desk, **SAID)


@pytest.mark.parametrize(
    ("kind", "is_frozen", "lots"),
    [("late_in_time", False, 3), ("late_after", False, 2), ("late_in_time", True, 2), ("late_after", True, 2)],
)
def test_inv_19_only_what_came_in_time_joins_the_draw_and_only_before_the_freeze(
    make_open_run, now, desk, kind, is_frozen, lots
):
    run = make_open_run(policy="lottery")
    for number in (1, 2):
        apply(run, number, now)
    later = run.apply_closes + timedelta(minutes=31)
    frozen = freeze_list(run.pk, desk, later) if is_frozen else None

    row = enter(run, 3, later, desk, **SAID | {"late_kind": kind})

    draw = frozen or freeze_list(run.pk, desk, later)
    assert (row.state, row.is_late, draw.lots.count()) == ("submitted", lots == 2, lots)


def test_a_late_one_stands_behind_those_who_wait(make_open_run, now, desk):
    run = make_open_run(capacity=1)
    for number in (1, 2):
        apply(run, number, now)

    row = enter(run, 3, run.apply_closes + timedelta(hours=1), desk, **SAID)

    assert (row.state, row.waiting_rank) == ("waitlisted", 2)
