"""Offers: rank order, skip rule, deadlines, contact rule, and the end of the list."""

from datetime import timedelta

import pytest

from courses.enrolment.actions import cancel, change_capacity, make_void, requeue
from courses.enrolment.actor import WEB
from courses.enrolment.errors import NotPossible, RunClosed
from courses.enrolment.jobs import run_jobs
from courses.enrolment.waiting_list import (
    accept_offer,
    close_waiting_list,
    decline_offer,
    find_offer_cutoff,
    find_position,
    lapse_offers,
    offer_free_seats,
    record_contact,
    record_posting,
    release_offer,
    reopen_waiting_list,
)
from courses.models import Enrolment, Notification, Offer
from courses.models import EnrolmentState as S
from tests.factories.courses import apply, at, make_applicant

pytestmark = pytest.mark.django_db
EMAIL = {"contact_channel": "email"}


def queue(run, now, count=4, **fields) -> list[Enrolment]:
    """Fill the one seat of a run and put the rest on its list; return all."""
    return [apply(run, number, now, **fields) for number in range(1, count + 1)]


def by_mail(number: int):
    return (make_applicant(number, email=f"p{number}@example.jp"),)


def state_of(row) -> str:
    return Enrolment.objects.get(pk=row.pk).state


def test_the_cutoff_is_noon_of_the_working_day_before(run, make_open_run):
    assert find_offer_cutoff(run) == at("2027-01-11 12:00")
    assert find_offer_cutoff(make_open_run("2026-02", offer_cutoff=at("2027-01-05 09:00"))) == at("2027-01-05 09:00")


def test_inv_05_a_freed_seat_is_offered_after_the_undo_time_and_not_before(make_open_run, now):
    run = make_open_run(capacity=1)
    rows = queue(run, now)
    cancel(rows[0].pk, WEB, now)

    assert offer_free_seats(run.pk, now + timedelta(minutes=29)) == []
    [offer] = offer_free_seats(run.pk, now + timedelta(minutes=30))

    assert (offer.enrolment, offer.rank, state_of(rows[1])) == (rows[1], 1, S.OFFERED)


def test_inv_05_a_void_place_is_offered_at_once(make_open_run, now, desk, other_staff):
    run = make_open_run(capacity=1)
    rows = queue(run, now)

    make_void(rows[0].pk, desk, now, "duplicate", second=other_staff)

    assert state_of(rows[1]) == S.OFFERED


@pytest.mark.parametrize("moment", ["2027-01-11 12:00", "2027-01-12 10:00", "2027-02-01 10:00"])
def test_inv_08_no_offer_after_the_cutoff_or_the_start(make_open_run, now, moment):
    run = make_open_run(capacity=1)
    rows = queue(run, now)
    cancel(rows[0].pk, WEB, now)

    with pytest.raises(RunClosed):
        offer_free_seats(run.pk, at(moment))
    run_jobs(at(moment), None)

    assert Offer.objects.count() == 0


def test_inv_09_a_lapsed_entry_gets_no_other_offer_and_its_seat_returns_once(make_open_run, now, desk, staff):
    run = make_open_run(capacity=1, waiting_list_size=1)
    rows = queue(run, now, 2)
    cancel(rows[0].pk, WEB, now)
    [offer] = offer_free_seats(run.pk, now + timedelta(hours=1))
    offer = release_offer(offer.pk, desk, now + timedelta(hours=1))
    for hours in (1.5, 6):
        record_contact(offer.pk, desk, "no_answer", now + timedelta(hours=hours))

    first = lapse_offers(run.pk, now + timedelta(days=3))
    second = lapse_offers(run.pk, now + timedelta(days=4))

    run.refresh_from_db()
    assert (len(first), second, run.seats_held, state_of(rows[1])) == (1, [], 0, S.LAPSED)
    assert offer_free_seats(run.pk, now + timedelta(days=5)) == []


def test_the_skip_rule_passes_over_a_party_that_keeps_its_rank(make_open_run, now):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    party = apply(run, 2, now, party=True)
    single = apply(run, 3, now)

    change_capacity(run.pk, 2, now)

    assert (state_of(single), state_of(party), find_position(party)) == (S.OFFERED, S.WAITLISTED, 1)
    assert party.waiting_rank == 1


def test_the_skip_rule_looks_five_ranks_ahead_and_no_further(make_open_run, now):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    for number in range(2, 8):
        apply(run, number, now, party=True)
    apply(run, 8, now)

    change_capacity(run.pk, 2, now)

    assert Offer.objects.count() == 0


def test_inv_10_a_party_is_offered_and_accepted_as_one(make_open_run, now):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    party = apply(run, 2, now, party=True)

    change_capacity(run.pk, 3, now)
    offer = Offer.objects.get()
    accept_offer(offer.pk, WEB, now)

    assert (offer.seats, [row.state for row in party.party.members.all()]) == (2, [S.CONFIRMED] * 2)


def test_an_offer_by_mail_starts_at_once_by_phone_after_release(make_open_run, now, desk):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    apply(run, 2, now, people=by_mail(2), **EMAIL)
    apply(run, 3, now)

    change_capacity(run.pk, 3, now)
    mail, phone = Offer.objects.order_by("rank")
    released = release_offer(phone.pk, desk, now + timedelta(hours=1))

    assert (mail.released_at, mail.answer_by) == (now, now + timedelta(days=3))
    assert phone.answer_by is None
    assert released.answer_by == now + timedelta(hours=1, days=2)
    assert list(Notification.objects.filter(kind="offer").values_list("channel", flat=True)) == ["email", "phone"]


def test_declining_offers_the_seat_to_the_next(make_open_run, now):
    run = make_open_run(capacity=1)
    rows = queue(run, now)
    change_capacity(run.pk, 2, now)

    decline_offer(Offer.objects.get().pk, WEB, now)

    assert [state_of(row) for row in rows] == [S.CONFIRMED, S.DECLINED, S.OFFERED, S.WAITLISTED]


def test_an_offer_is_answered_once(make_open_run, now):
    run = make_open_run(capacity=1)
    queue(run, now)
    change_capacity(run.pk, 2, now)
    offer = Offer.objects.get()
    accept_offer(offer.pk, WEB, now)

    for answer in (accept_offer, decline_offer):
        with pytest.raises(NotPossible):
            answer(offer.pk, WEB, now)


def test_on_the_web_an_offer_ends_at_its_time_staff_may_still_accept(make_open_run, now, desk):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    apply(run, 2, now, people=by_mail(2), **EMAIL)
    change_capacity(run.pk, 2, now)
    offer = Offer.objects.get()

    with pytest.raises(NotPossible):
        accept_offer(offer.pk, WEB, now + timedelta(days=4))

    assert accept_offer(offer.pk, desk, now + timedelta(days=4))[0].state == S.CONFIRMED


@pytest.mark.parametrize(
    ("hours", "is_over"), [((), False), ((2,), False), ((1, 1.5), False), ((1, 4), True), ((1, 24), True)]
)
def test_a_call_lapses_after_two_attempts_on_different_half_days(make_open_run, now, desk, staff, hours, is_over):
    run = make_open_run(capacity=1)
    queue(run, now, 2)
    change_capacity(run.pk, 2, now)
    offer = release_offer(Offer.objects.get().pk, desk, now)
    for hour in hours:
        record_contact(offer.pk, desk, "no_answer", now + timedelta(hours=hour))

    assert bool(lapse_offers(run.pk, now + timedelta(days=3))) is is_over


def test_a_letter_lapses_five_days_after_posting(make_open_run, now, desk):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    apply(run, 2, now, people=(make_applicant(2, phone="", address="小野市王子町1"),), contact_channel="letter")
    change_capacity(run.pk, 2, now)
    offer = release_offer(Offer.objects.get().pk, desk, now)

    assert lapse_offers(run.pk, now + timedelta(days=20)) == []
    record_posting(offer.pk, desk, now + timedelta(days=6))
    assert lapse_offers(run.pk, now + timedelta(days=10)) == []
    assert len(lapse_offers(run.pk, now + timedelta(days=11))) == 1


def test_a_mail_that_came_back_does_not_lapse(make_open_run, now):
    run = make_open_run(capacity=1)
    apply(run, 1, now)
    apply(run, 2, now, people=by_mail(2), **EMAIL)
    change_capacity(run.pk, 2, now)
    notices = Notification.objects.filter(kind="offer")

    notices.update(status="bounced")
    assert lapse_offers(run.pk, now + timedelta(days=4)) == []
    notices.update(status="sent")
    assert len(lapse_offers(run.pk, now + timedelta(days=4))) == 1


def test_a_lapsed_entry_goes_back_to_the_end_once(make_open_run, now, desk, staff):
    run = make_open_run(capacity=1, waiting_list_size=5)
    rows = queue(run, now, 3)
    change_capacity(run.pk, 2, now)
    Offer.objects.update(channel="email", released_at=now, answer_by=now)
    apply(run, 9, now)
    Notification.objects.create(
        enrolment=rows[1], kind="offer", channel="email", key="sent", status="sent", next_try_at=now, created_at=now
    )
    lapse_offers(run.pk, now + timedelta(days=1))
    assert state_of(rows[1]) == S.LAPSED

    [row] = requeue(rows[1].pk, desk, now + timedelta(days=1), "hospital")

    assert (row.state, row.waiting_rank, row.requeued_at) == (S.WAITLISTED, 4, now + timedelta(days=1))
    with pytest.raises(NotPossible):
        requeue(rows[1].pk, desk, now + timedelta(days=1), "hospital")


def test_the_closing_message_is_sent_once_to_everybody_who_waits(make_open_run, now):
    run = make_open_run(capacity=1)
    queue(run, now)

    assert close_waiting_list(run.pk, now) == 0
    assert close_waiting_list(run.pk, at("2027-01-11 12:00")) == 3
    assert close_waiting_list(run.pk, at("2027-01-11 12:05")) == 0


def test_reopening_takes_everybody_in_order(make_open_run, now, desk):
    run = make_open_run(capacity=1, waiting_list_size=0)
    rows = queue(run, now)
    assert {state_of(row) for row in rows[1:]} == {S.NOT_SELECTED}

    reopened = reopen_waiting_list(run.pk, desk, now + timedelta(hours=1))

    assert [row.pk for row in reopened] == [row.pk for row in rows[1:]]
    assert [Enrolment.objects.get(pk=row.pk).waiting_rank for row in rows[1:]] == [1, 2, 3]


def test_reserved_places_are_kept_until_their_day(make_open_run, now):
    run = make_open_run(capacity=2, reserved_seats=1, reserved_until=at("2026-12-20 00:00").date())

    first, second = apply(run, 1, now), apply(run, 2, now)
    chair = apply(run, 3, now, people=(make_applicant(3, uses_reserved_place=True),))
    assert (first.state, second.state, chair.state) == (S.CONFIRMED, S.WAITLISTED, S.CONFIRMED)
    assert offer_free_seats(run.pk, now) == []


def test_a_reserved_place_nobody_needs_is_offered_after_its_day(make_open_run, now):
    run = make_open_run(capacity=2, reserved_seats=1, reserved_until=at("2026-12-20 00:00").date())
    second = [apply(run, 1, now), apply(run, 2, now)][1]

    assert offer_free_seats(run.pk, at("2026-12-20 23:00")) == []
    assert [offer.enrolment for offer in offer_free_seats(run.pk, at("2026-12-21 00:00"))] == [second]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_free_seats_costs_the_same_queries_for_one_and_three_who_wait(
    make_open_run, now, count, django_assert_max_num_queries
):
    run = make_open_run(capacity=1)
    queue(run, now, 1 + count)

    with django_assert_max_num_queries(8):
        assert offer_free_seats(run.pk, now) == []
