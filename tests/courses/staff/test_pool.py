"""The way from somebody who finished a course to an ICT leader, and who fits a session (courses.md §7.4)."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment import pool
from courses.enrolment.errors import NotAllowed, NotPossible
from courses.enrolment.retention import forget_names
from courses.models import AccessLog, Certificate, CourseRun, Instructor
from courses.roles import COURSE_STAFF, DESK
from tests.factories.courses import apply, make_assignment, make_instructor, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 15)


@pytest.fixture
def staff(people):
    return people[COURSE_STAFF]


@pytest.fixture
def completer(run):
    """Somebody with a certificate of the run."""
    row = apply(run, 1, timezone.now())
    Certificate.objects.create(enrolment=row, number="2026-01-001", issued_at=timezone.now() - timedelta(days=9))
    return row


def step(person, stage, user, **changes):
    today = timezone.localdate()
    fields = {"on": today, "consented_on": today, "criteria": "面談した"} | changes
    return pool.take_step(person.pk, stage, user=user, now=timezone.now(), **fields)


def test_the_whole_way_with_days_reasons_and_history(completer, staff):
    person = pool.add_completer(completer.pk, timezone.localdate(), staff, timezone.now())
    for stage in ("candidate", "assistant", "local", "leader"):
        step(person, stage, staff)

    person.refresh_from_db()
    assert (person.name, person.kind, person.learner) == (completer.learner.name, "leader", completer.learner)
    assert [row.stage for row in person.pool_steps.order_by("pk")] == list(pool.STAGES)
    assert person.pool_steps.first().on == timezone.localdate() - timedelta(days=9)
    assert pool.find_next_stages(person) == []
    assert {row.history_user for row in person.history.all()} == {staff}
    assert [row.kind for row in person.history.order_by("pk")] == ["assistant", "local", "leader"]


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        ("local", {}),
        ("candidate", {"on": date(2999, 1, 1)}),
        ("candidate", {"consented_on": date(2999, 1, 1)}),
        ("candidate", {"on": date(2020, 1, 1)}),
        ("candidate", {"criteria": "  "}),
    ],
)
def test_no_step_is_left_out_or_taken_without_day_consent_and_reason(completer, staff, stage, changes):
    person = pool.add_completer(completer.pk, timezone.localdate(), staff, timezone.now())

    with pytest.raises(NotPossible):
        step(person, stage, staff, **changes)

    assert pool.find_stage(person) == "completer"


def test_only_completers_enter_once_and_only_course_staff_let_them(completer, run, staff, people):
    now, today = timezone.now(), timezone.localdate()
    other = apply(run, 2, now)

    with pytest.raises(NotAllowed):
        pool.add_completer(completer.pk, today, people[DESK], now)
    with pytest.raises(NotPossible):
        pool.add_completer(other.pk, today, staff, now)
    pool.add_completer(completer.pk, today, staff, now)
    with pytest.raises(NotPossible):
        pool.add_completer(completer.pk, today, staff, now)


def test_somebody_who_taught_before_begins_at_any_stage(staff, db):
    person = make_instructor()

    step(person, "local", staff)

    assert (pool.find_stage(person), pool.find_next_stages(person)) == ("local", ["leader"])


def test_who_pauses_is_not_proposed_and_takes_no_step(staff, db):
    person = make_instructor()
    pool.set_paused(person.pk, True, staff, timezone.now())

    with pytest.raises(NotPossible):
        step(person, "local", staff)
    assert pool.find_matches("", MONDAY, "am") == []
    pool.set_paused(person.pk, False, staff, timezone.now())
    assert [match.instructor for match in pool.find_matches("", MONDAY, "am")] == [person]


def test_inv_32_an_anonymous_person_is_not_led_to_from_the_pool(completer, staff):
    person = pool.add_completer(completer.pk, timezone.localdate(), staff, timezone.now())

    forget_names([completer.learner_id], timezone.now())

    person.refresh_from_db()
    assert person.learner is None
    assert not hasattr(person.history.first(), "learner_id")


def test_free_people_come_first_and_among_them_who_taught_least(run, venue, staff):
    names = ("甲", "乙", "丙", "丁", "戊", "己")
    people = {name: make_instructor(name, topics="スマートフォン、写真") for name in names}
    for name in ("甲", "乙", "戊"):
        pool.set_offer(people[name].pk, "スマートフォン、写真", ["0-am"], staff)
    pool.set_offer(people["丙"].pk, "スマートフォン、写真", ["1-pm"], staff)
    pool.set_offer(people["己"].pk, "表計算", ["0-am"], staff)
    times = {"start_time": time(10), "end_time": time(11)}
    CourseRun.objects.filter(pk=run.pk).update(status="published")
    past = make_session(run, MONDAY - timedelta(days=30), venue, 8, **times)
    old = make_session(run, MONDAY - timedelta(days=400), venue, 9, **times)
    same = make_session(run, MONDAY, venue, 10, **times)
    make_assignment(past, people["甲"])
    make_assignment(old, people["乙"])
    make_assignment(same, people["戊"])

    morning = pool.find_matches("写真", MONDAY, "am")

    told = [(match.instructor.name, match.is_free, match.is_busy, match.recent) for match in morning]
    assert told == [
        ("乙", True, False, 0),
        ("甲", True, False, 1),
        ("丁", None, False, 0),
        ("丙", False, False, 0),
        ("戊", True, True, 0),
    ]
    assert [match.is_busy for match in pool.find_matches("", MONDAY, "pm")] == [False] * 6


def test_the_screens_lead_from_the_certificate_to_the_matching(staff_client, completer):
    client = staff_client(COURSE_STAFF)
    today = timezone.localdate().isoformat()
    where = reverse("course_desk:pool_add", args=[completer.pk])
    assert client.post(where, {"consented_on": ""}).context["errors"]

    member = client.post(where, {"consented_on": today}).url
    wrong = client.post(
        member, {"do": "step", "step-stage": "candidate", "step-on": today, "step-criteria": "面談した"}
    )
    client.post(member, {"do": "offer", "offer-topics": "写真", "offer-availability": ["0-am"]})
    sent = {"do": "step", "step-on": today, "step-consented_on": today, "step-criteria": "面談した"}
    for stage in ("candidate", "assistant"):
        client.post(member, sent | {"step-stage": stage})

    assert 'value="面談した"' in wrong.content.decode()
    assert "補助講師（1人）" in client.get(reverse("course_desk:pool")).content.decode()
    search = {"topic": "写真", "on": MONDAY.isoformat(), "half": "am"}
    page = client.get(reverse("course_desk:pool_matching"), search).content.decode()
    assert (member in page, "来られる</td>" in page) == (True, True)
    for wrong_day in ("きのう", "0001-01-01", "9999-12-31"):
        assert client.get(reverse("course_desk:pool_matching"), search | {"on": wrong_day}).context["errors"]
    assert AccessLog.objects.filter(screen="pool-add").exists()
    assert Instructor.objects.get().availability == ["0-am"]


def test_days_of_former_stages_show_their_year(staff_client, staff, db):
    person = make_instructor()
    step(person, "local", staff, on=date(2021, 4, 2), consented_on=date(2021, 4, 1))

    page = staff_client(COURSE_STAFF).get(reverse("course_desk:pool_member", args=[person.pk])).content.decode()

    assert "2021年（令和3年）4月2日" in page
    assert "2021年（令和3年）4月1日" in page
