"""Drafts, look-up and links."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from courses.enrolment.actions import cancel
from courses.enrolment.actor import WEB
from courses.enrolment.errors import TooManyAttempts
from courses.enrolment.lookup import (
    delete_draft,
    delete_old_drafts,
    find_draft,
    look_up,
    make_link_token,
    read_link_token,
    save_draft,
    start_draft,
)
from courses.enrolment.receipt import check_digit
from courses.models import ApplicationDraft
from tests.factories.courses import apply

pytestmark = pytest.mark.django_db


def test_inv_17_a_draft_untouched_for_23_hours_still_has_all_answers(run, now):
    key, draft = start_draft(run, now, Random(1))
    save_draft(draft, {"name": "小野 花子"}, now)
    save_draft(draft, {"phone": "0794631000"}, now)

    found = find_draft(key, now + timedelta(hours=23))

    assert found.answers == {"name": "小野 花子", "phone": "0794631000"}
    assert find_draft(key, now + timedelta(hours=24)) is None
    assert (delete_old_drafts(now + timedelta(hours=23)), delete_old_drafts(now + timedelta(hours=24))) == (0, 1)


def test_neither_key_nor_answers_of_a_draft_stand_in_the_database(run, now):
    key, draft = start_draft(run, now, Random(1))
    save_draft(draft, {"name": "小野 花子"}, now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT key_hash, answers, submission_key FROM courses_applicationdraft")
        stored = " ".join(cursor.fetchone())

    assert (key in stored, "花子" in stored) == (False, False)
    delete_draft(key)
    assert ApplicationDraft.objects.count() == 0


def test_inv_30_unknown_number_and_wrong_fact_are_told_alike_and_limited(run, now):
    enrolment = apply(run, 1, now)
    unknown = "12345678" + check_digit("12345678")
    number = enrolment.receipt_number

    for wanted in (number, unknown):
        assert [look_up(wanted, "9999", now) for _try in range(5)] == [None] * 5
        with pytest.raises(TooManyAttempts):
            look_up(wanted, "0102", now)

    assert look_up(number, "0102", now + timedelta(minutes=15)) == enrolment


@pytest.mark.parametrize(
    ("fact", "is_right"), [("0102", True), ("0001", True), ("0103", False), ("", False), ("102", False)]
)
def test_the_second_fact_is_birthday_or_end_of_the_phone(run, now, fact, is_right):
    enrolment = apply(run, 1, now)

    assert (look_up(enrolment.receipt_number, fact, now) == enrolment) is is_right


def test_inv_13_links_serve_one_purpose_until_their_time_or_a_change_of_state(run, now):
    enrolment, other = apply(run, 1, now), apply(run, 2, now)
    token = make_link_token(enrolment, "offer", now + timedelta(days=3))

    assert read_link_token(token, "offer", now) == enrolment
    assert read_link_token(token, "cancel", now) is None
    assert read_link_token(token, "offer", now + timedelta(days=4)) is None
    assert read_link_token(token[:-2] + "xx", "offer", now) is None
    assert read_link_token("", "offer", now) is None
    assert read_link_token(make_link_token(other, "offer", now), "offer", now) != enrolment
    cancel(enrolment.pk, WEB, now)
    assert read_link_token(token, "offer", now) is None
