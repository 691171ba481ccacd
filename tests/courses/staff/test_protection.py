"""After a leak: whose data it was, and what the law asks; the draft of the register of personal-information files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.actions import cancel
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.errors import NotAllowed
from courses.enrolment.people import log_access, log_export
from courses.enrolment.retention import erase_person
from courses.figures import data_register
from courses.figures.incident import find_affected, make_contact_table
from courses.models import AccessLog, AssistanceNeed, Enrolment, Learner
from courses.roles import ADMINISTRATOR, COURSE_STAFF, DESK
from tests.factories.courses import apply

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(run, other_run):
    """Two people of the first run, one of the other."""
    now = timezone.now()
    return apply(run, 1, now), apply(run, 2, now), apply(other_run, 900, now)


def dates(**fields) -> dict:
    today = timezone.localdate().isoformat()
    return {"first": today, "last": today, "purpose": "漏えいの調べ"} | fields


def affected(people, **fields):
    day = timezone.localdate()
    return find_affected(people[ADMINISTRATOR], day, day, **fields)


def test_looks_and_lists_lead_to_the_people_on_them(people, three, run):
    now = timezone.now()
    log_access(people[DESK], "enrolment", now, learner_id=three[2].learner_id)
    assert [row.pk for row in affected(people).people] == [three[2].learner_id]

    log_export(people[COURSE_STAFF], "attendance-sheet", "講座のため", ["名前"], 2, now, run.pk)
    found = affected(people)
    of_desk = affected(people, suspect=people[DESK])

    assert {row.pk for row in found.people} == {row.learner_id for row in three}
    assert (found.look_count, found.list_count, found.must_report) == (1, 1, False)
    assert [row.pk for row in of_desk.people] == [three[2].learner_id]


def test_who_applied_after_the_list_was_made_is_not_on_it(people, run):
    before = apply(run, 1, timezone.now() - timedelta(minutes=5))
    log_export(people[COURSE_STAFF], "desk-list", "講座のため", ["名前"], 1, timezone.now(), run.pk)
    apply(run, 2, timezone.now() + timedelta(minutes=5))

    assert [row.pk for row in affected(people).people] == [before.learner_id]


def test_a_lost_list_concerns_everybody_of_the_run_whatever_the_log_says(people, three, run):
    found = affected(people, run=run)

    assert {row.pk for row in found.people} == {three[0].learner_id, three[1].learner_id}


def test_one_wish_for_assistance_is_enough_for_a_report_also_when_it_was_deleted(people, three, run):
    assert not affected(people, run=run).must_report
    AssistanceNeed.objects.create(enrolment=three[0], kind="other", text="筆談")
    assert (affected(people, run=run).sensitive_count, affected(people, run=run).must_report) == (1, True)

    AssistanceNeed.objects.all().delete()
    type(run).objects.filter(pk=run.pk).update(kept_needs={"other": 1})

    assert affected(people, run=run).must_report


def test_more_than_a_hundred_people_are_reported(people, run, monkeypatch):
    monkeypatch.setattr("courses.figures.incident.REPORT_ABOVE_PEOPLE", 1)
    apply(run, 1, timezone.now())
    assert not affected(people, run=run).must_report
    apply(run, 2, timezone.now())
    assert affected(people, run=run).must_report


def test_who_was_forgotten_is_counted_without_a_name(people, three, run):
    cancel(three[0].pk, WEB, timezone.now())
    erase_person(three[0].learner_id, Actor("counter", people[ADMINISTRATOR]), timezone.now())

    found = affected(people, run=run)

    assert (found.count, found.erased_count, [row.pk for row in found.people]) == (2, 1, [three[1].learner_id])


def test_who_was_merged_counts_once_and_keeps_what_was_deleted(people, three, run, other_run):
    first, second, third = (row.learner for row in three)
    log_access(people[COURSE_STAFF], "enrolment", timezone.now(), learner_id=first.pk)
    Learner.objects.filter(pk=first.pk).update(merged_into=second)
    Learner.objects.filter(pk=second.pk).update(merged_into=third)
    Enrolment.objects.filter(pk=three[0].pk).update(learner=third)
    type(run).objects.filter(pk=other_run.pk).update(kept_needs={"other": 1})

    found = affected(people)

    assert [row.pk for row in found.people] == [third.pk]
    assert found.has_erased_needs


def test_the_addresses_cost_the_same_for_more_people(three, django_assert_num_queries):
    for count in (1, 3):
        with django_assert_num_queries(1):
            table = make_contact_table([row.learner for row in three[:count]])
        assert len(table.rows) == count
    assert table.rows[0][-1] == str(three[0].run)


@pytest.mark.parametrize("screen", ["incident", "audit"])
@pytest.mark.parametrize("slip", [{"last": "9999-12-31"}, {"first": "0001-01-01"}])
def test_a_year_that_cannot_be_is_told(staff_client, screen, slip):
    response = staff_client(ADMINISTRATOR).post(reverse(f"course_desk:{screen}"), dates(**slip))

    assert (response.status_code, "年を、西暦の4けたで" in response.content.decode()) == (422, True)


def test_only_who_answers_for_personal_data_may_ask(people, three):
    with pytest.raises(NotAllowed):
        find_affected(people[COURSE_STAFF], timezone.localdate(), timezone.localdate())


def test_the_screen_tells_the_duty_serves_the_addresses_and_writes_itself_down(staff_client, three, run):
    browser = staff_client(ADMINISTRATOR)
    address = reverse("course_desk:incident")

    refused = browser.post(address, dates(purpose=""))
    assert refused.status_code == 422
    assert AccessLog.objects.filter(screen="incident").count() == 0
    page = browser.post(address, dates(run=run.code)).content.decode()
    file = browser.post(address, dates(run=run.code, output="csv"))

    assert "影響を受けた方：2人" in page
    assert three[0].learner.name in page
    assert three[2].learner.name not in page
    assert three[1].learner.phone in file.content.decode("utf-8-sig")
    assert list(AccessLog.objects.filter(screen="incident").values_list("row_count", "run")) == [(2, run.pk)] * 2
    assert "おわりの日が、はじめの日より前です。" in browser.post(address, dates(last="2020-01-01")).content.decode()


def test_the_register_names_every_field_of_a_person_and_says_when_it_must_be_public(staff_client, three, monkeypatch):
    fields = {field.name for field in Learner._meta.concrete_fields}
    assert fields == set(data_register.LEARNER_FIELDS) | data_register.NOT_PERSONAL

    browser = staff_client(ADMINISTRATOR)
    page = browser.get(reverse("course_desk:register")).content.decode()
    assert "3人" in page
    assert "公表が要ります。" not in page
    monkeypatch.setattr(data_register, "REGISTERED_FROM_PEOPLE", 3)
    assert "公表が要ります。" in browser.get(reverse("course_desk:register")).content.decode()
