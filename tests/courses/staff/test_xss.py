"""A text that is a program stays text on every screen of the course desk, whatever field it came in by."""

from datetime import timedelta

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.actions import add_note, cancel, change_capacity
from courses.enrolment.actor import Actor
from courses.enrolment.people import change_learner
from courses.enrolment.pool import take_step
from courses.enrolment.retention import propose
from courses.enrolment.waiting_list import record_contact, release_offer
from courses.models import AssistanceNeed, Companion, CourseRun, Learner, Notification, Offer
from tests.courses.staff.test_matrix import SHOWN, make_address, show
from tests.factories.courses import apply, make_applicant, make_instructor, make_staff

pytestmark = pytest.mark.django_db
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"


@pytest.fixture
def evil_world(run, venue, course, department) -> dict:
    """A run whose every text, and that of its people, is a program."""
    course.title = EVIL
    course.bring = EVIL
    course.save()
    for model, fields in ((venue, ("name", "address")), (department, ("name", "phone"))):
        for field in fields:
            setattr(model, field, EVIL[: model._meta.get_field(field).max_length])
        model.save()
    CourseRun.objects.filter(pk=run.pk).update(title_suffix=EVIL[:40], contact_phone=EVIL[:20], capacity=2)
    now = timezone.now()
    user = make_staff("root", is_superuser=True, first_name=EVIL[:150], last_name=EVIL[:150])
    actor = Actor("phone", user)
    texts = {"name": EVIL, "reading": EVIL, "district": EVIL[:40], "address": EVIL, "email": EVIL, "postal_code": EVIL}
    rows = [apply(run, number, now, people=(make_applicant(number),)) for number in range(1, 5)]
    for row in rows:
        change_learner(row.learner_id, actor, now, best_time=EVIL[:80], **texts)
        AssistanceNeed.objects.create(enrolment=row, kind="other", text=EVIL)
        Companion.objects.create(enrolment=row, relation=EVIL[:40])
        add_note(row.pk, actor, now, EVIL)
    Learner.objects.update(birth_date="1947-03-05", identity_hash="same")
    change_capacity(run.pk, 3, now)
    offer = release_offer(Offer.objects.get().pk, actor, now)
    record_contact(offer.pk, actor, "no_answer", now, EVIL)
    Notification.objects.update(text=EVIL, subject=EVIL[:120], problem=EVIL[:200])
    Notification.objects.filter(enrolment=rows[1]).update(channel="letter")
    notice = Notification.objects.filter(enrolment=rows[0], kind="confirmed").get()
    teacher = make_instructor(EVIL[:60], topics=EVIL)
    take_step(teacher.pk, "local", timezone.localdate(), timezone.localdate(), EVIL, user, now)
    return {
        "instructor": teacher,
        "user": user, "run": run, "enrolment": rows[0], "offer": offer, "notice": notice, "need": rows[0].needs.get(),
        "learner": rows[0].learner, "round": propose(now, user), "session": run.sessions.first(),
    }  # fmt: skip


def find_programs(html: str) -> list[str]:
    """Return what a browser would run of the text."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    scripts = [script for script in tree.iter("script") if script.get("type") != "application/json"]
    found = [script.text for script in scripts if "alert(1)" in (script.text or "")]
    for element in tree.iter():
        found += [f"{name}={value}" for name, value in element.attrib.items() if str(name).startswith("on")]
        found += [value for value in element.attrib.values() if value.strip().lower().startswith("javascript:")]
        if element.tag == "img" and element.get("src") == "x":
            found.append("img")
    return found


def test_no_text_becomes_a_program(client, evil_world):
    client.force_login(evil_world["user"])

    for name in SHOWN:
        response = show(client, name, evil_world)

        assert (name, response.status_code) == (name, 200)
        assert (name, find_programs(response.content.decode())) == (name, [])


def test_the_check_finds_a_program():
    assert len(find_programs(f'<input value="{EVIL}">')) >= 2


TYPED = (
    ("search", {"find": EVIL}),
    ("disclosure", {"find": EVIL}),
    ("enter", {"do": "find", "find": EVIL}),
    ("enter", {"do": "check", "name-name": EVIL, "needs-text": EVIL, "notice-address": EVIL, "began_at": EVIL}),
    ("person", {"name": EVIL, "phone": EVIL, "channel": EVIL, "speaker": EVIL}),
    ("cancel", {"reason": EVIL, "text": EVIL * 5}),
    ("void", {"reason": "duplicate", "text": EVIL, "second_name": EVIL, "second_password": EVIL}),
    ("cancel_run", {"text": EVIL, "second_name": EVIL, "second_password": EVIL}),
    ("survey", {"survey-q0": EVIL, "survey-q2": EVIL}),
    ("pool_member", {"do": "step", "step-criteria": EVIL, "step-on": EVIL, "step-stage": EVIL}),
    ("pool_member", {"do": "offer", "offer-topics": EVIL, "offer-availability": EVIL}),
    ("pool_add", {"consented_on": EVIL}),
    ("duplicates", {"do": EVIL, "first": EVIL, "second": EVIL, "reason": EVIL, "second_name": EVIL}),
    ("draw", {"do": EVIL, "seed": EVIL, "reason": EVIL, "second_name": EVIL}),
)


def test_what_was_typed_comes_back_as_text(client, evil_world):
    client.force_login(evil_world["user"])

    for name, data in TYPED:
        response = client.post(make_address(name, evil_world), data)

        assert (name, response.status_code in (200, 422)) == (name, True)
        assert (name, find_programs(response.content.decode())) == (name, [])


def test_a_cancelled_run_tells_its_reason_as_text(client, evil_world):
    cancel(
        evil_world["enrolment"].pk,
        Actor("phone", evil_world["user"]),
        timezone.now() + timedelta(seconds=1),
        "other",
        EVIL,
    )
    client.force_login(evil_world["user"])

    page = client.get(reverse("course_desk:enrolment", args=[evil_world["enrolment"].pk])).content.decode()

    assert find_programs(page) == []
