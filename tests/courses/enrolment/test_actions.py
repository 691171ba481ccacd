"""Applying, cancelling, taking back, voiding: what each does, and what it refuses."""

from datetime import timedelta
from random import Random

import pytest

from courses.enrolment.actions import (
    cancel,
    cancel_run,
    change_answers,
    change_capacity,
    change_run,
    make_void,
    undo_cancellation,
)
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.errors import CapacityTooLow, NotPossible, RunClosed, SecondPersonNeeded
from courses.enrolment.receipt import is_valid
from courses.enrolment.waiting_list import find_position
from courses.models import Enrolment, Notification, Offer, RunStatus
from courses.models import EnrolmentState as S
from tests.factories.courses import apply, make_applicant, make_application

pytestmark = pytest.mark.django_db


def states(run) -> dict[str, int]:
    rows = Enrolment.objects.filter(run=run).values_list("state", flat=True)
    return {state: list(rows).count(state) for state in rows}


def test_first_come_gives_a_place_at_once(run, now):
    enrolment = apply(run, 1, now)

    assert (enrolment.state, is_valid(enrolment.receipt_number)) == (S.CONFIRMED, True)
    assert list(enrolment.events.values_list("transition", flat=True)) == ["T1", "T2"]
    assert list(enrolment.notifications.values_list("kind", flat=True)) == ["received", "confirmed"]


def test_a_full_run_leads_to_the_waiting_list_then_to_a_no(make_open_run, now):
    run = make_open_run(capacity=1, waiting_list_size=1)

    got = [apply(run, number, now).state for number in (1, 2, 3)]

    assert got == [S.CONFIRMED, S.WAITLISTED, S.NOT_SELECTED]


def test_inv_11_the_same_form_twice_is_one_enrolment(run, now):
    first = apply(run, 1, now)

    second = apply(run, 1, now + timedelta(minutes=1))

    assert (second.pk, second.receipt_number) == (first.pk, first.receipt_number)
    assert (Enrolment.objects.count(), Notification.objects.count()) == (1, 2)


@pytest.mark.parametrize(("minutes", "is_taken"), [(-1, True), (0, True), (29, True), (30, False), (31, False)])
def test_inv_16_grace_after_the_end(run, minutes, is_taken):
    moment = run.apply_closes + timedelta(minutes=minutes)

    if is_taken:
        assert apply(run, 1, moment).state == S.CONFIRMED
    else:
        with pytest.raises(RunClosed):
            apply(run, 1, moment)


def test_inv_07_capacity_below_seats_held_is_refused(make_open_run, now):
    run = make_open_run(capacity=3)
    for number in (1, 2, 3):
        apply(run, number, now)

    with pytest.raises(CapacityTooLow):
        change_capacity(run.pk, 2, now)

    run.refresh_from_db()
    assert run.capacity == 3


def test_inv_06_more_capacity_becomes_offers_in_rank_order(make_open_run, now):
    run = make_open_run(capacity=1)
    rows = [apply(run, number, now) for number in range(1, 6)]

    change_capacity(run.pk, 3, now)

    assert list(Offer.objects.values_list("enrolment", "rank")) == [(rows[1].pk, 1), (rows[2].pk, 2)]
    assert states(run) == {S.CONFIRMED: 1, S.OFFERED: 2, S.WAITLISTED: 2}


def test_inv_37_nobody_overtakes_the_list_or_takes_a_seat_that_can_be_taken_back(make_open_run, now):
    run = make_open_run(capacity=1)
    first = apply(run, 1, now)
    cancel(first.pk, WEB, now)

    second = apply(run, 2, now + timedelta(minutes=10))
    third = apply(run, 3, now + timedelta(minutes=40))

    assert (second.state, third.state) == (S.WAITLISTED, S.WAITLISTED)
    assert find_position(third) == 2


def test_undo_within_thirty_minutes_brings_the_place_back(run, now):
    enrolment = apply(run, 1, now)
    cancel(enrolment.pk, WEB, now)

    [restored] = undo_cancellation(enrolment.pk, WEB, now + timedelta(minutes=29))

    assert restored.state == S.CONFIRMED
    assert list(enrolment.events.values_list("transition", flat=True)) == ["T1", "T2", "T10", "T11"]


def test_undo_brings_back_the_old_rank(make_open_run, now):
    run = make_open_run(capacity=1)
    rows = [apply(run, number, now) for number in (1, 2, 3)]
    cancel(rows[1].pk, WEB, now)

    [restored] = undo_cancellation(rows[1].pk, WEB, now)

    assert (restored.state, restored.waiting_rank, find_position(restored)) == (S.WAITLISTED, 1, 1)


def test_undo_after_thirty_minutes_or_after_a_new_application_is_refused(run, now):
    enrolment = apply(run, 1, now)
    cancel(enrolment.pk, WEB, now)

    with pytest.raises(NotPossible):
        undo_cancellation(enrolment.pk, WEB, now + timedelta(minutes=30))


def test_applicants_cancel_until_the_published_time_staff_also_later(make_open_run, now, desk):
    run = make_open_run(cancel_until=now)
    enrolment = apply(run, 1, now)

    with pytest.raises(RunClosed):
        cancel(enrolment.pk, WEB, now + timedelta(hours=1))

    assert cancel(enrolment.pk, desk, now + timedelta(hours=1), "illness")[0].state == S.CANCELLED


def test_inv_10_a_party_moves_together(make_open_run, now):
    run = make_open_run(capacity=3)
    lead = apply(run, 1, now, party=True)
    apply(run, 2, now)

    waiting = apply(run, 3, now, party=True)

    assert [row.state for row in lead.party.members.all()] == [S.CONFIRMED] * 2
    assert [(row.state, row.waiting_rank) for row in waiting.party.members.order_by("position")] == [
        (S.WAITLISTED, 1)
    ] * 2
    cancel(lead.pk, WEB, now)
    assert [row.state for row in lead.party.members.all()] == [S.CANCELLED] * 2


def test_a_companion_with_a_seat_counts(make_open_run, now):
    run = make_open_run(capacity=2)
    person = make_applicant(1, companions=(("娘", True), ("孫", False)))

    enrolment = apply(run, 1, now, people=(person,))

    assert (enrolment.seats, apply(run, 2, now).state) == (2, S.WAITLISTED)


def test_void_needs_a_reason_and_for_a_place_a_second_person(run, now, desk, staff, other_staff):
    enrolment = apply(run, 1, now)

    with pytest.raises(NotPossible):
        make_void(enrolment.pk, desk, now, "", second=other_staff)
    for second in (None, staff):
        with pytest.raises(SecondPersonNeeded):
            make_void(enrolment.pk, desk, now, "duplicate", second=second)

    assert make_void(enrolment.pk, desk, now, "duplicate", second=other_staff)[0].state == S.VOID


def test_cancelling_a_run_cancels_everybody_with_two_people(make_open_run, now, desk, staff, other_staff):
    run = make_open_run(capacity=1)
    rows = [apply(run, number, now) for number in (1, 2)]

    with pytest.raises(SecondPersonNeeded):
        cancel_run(run.pk, desk, staff, "講師の都合", now)
    leads = cancel_run(run.pk, desk, other_staff, "講師の都合", now)

    run.refresh_from_db()
    assert (run.status, leads) == (RunStatus.CANCELLED, rows)
    assert states(run) == {S.CANCELLED: 2}
    with pytest.raises(NotPossible):
        undo_cancellation(rows[0].pk, WEB, now)


def test_changing_the_run_changes_nothing_when_the_other_is_full(make_open_run, now):
    run, full = make_open_run(), make_open_run("2026-02", capacity=1)
    enrolment = apply(run, 1, now)
    apply(full, 2, now)

    with pytest.raises(NotPossible):
        change_run(enrolment.pk, full.pk, make_application(3), WEB, now, Random(3))

    enrolment.refresh_from_db()
    assert (enrolment.state, Enrolment.objects.count()) == (S.CONFIRMED, 2)


def test_changed_answers_keep_old_and_new_in_the_history(run, now, desk):
    enrolment = apply(run, 1, now)

    change_answers(enrolment.pk, desk, now, "call", residence="works")

    event = enrolment.events.last()
    assert (event.kind, event.changes, event.user) == ("answers", {"residence": ["resident", "works"]}, desk.user)


def test_inv_27_staff_doors_need_a_user_and_the_web_has_none(run, now, staff, desk):
    for channel, user in (("web", staff), ("phone", None), ("counter", None), ("paper", None)):
        with pytest.raises(ValueError, match="staff doors need a user"):
            Actor(channel, user)

    by_phone, by_web = apply(run, 1, now, desk), apply(run, 2, now)

    assert (by_phone.channel, by_phone.entered_by, by_phone.speaker) == ("phone", desk.user, "self")
    assert (by_web.channel, by_web.entered_by) == ("web", None)
