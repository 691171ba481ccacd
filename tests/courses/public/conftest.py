"""A run that takes applications, and people with a browser."""

import re
from datetime import timedelta
from random import SystemRandom

import pytest
from django.test import Client
from django.utils import timezone

from courses.enrolment.lookup import find_draft, save_draft, start_draft
from courses.models import CourseRun
from tests.factories.courses import make_run, make_session

# Answers of one person by question; what is not asked of the run is passed over.
ANSWERS = {
    "who": {"speaker": "self"},
    "name": {"name": "小野　花子", "reading": "オノ ハナコ"},
    "birth": {"era": "昭和", "year": "２２", "month": "3", "day": "５"},
    "phone": {"phone": "０７９４（６３）１０００", "best_time": "午前中"},
    "notice": {"contact_channel": "phone", "email": "", "postal_code": "", "address": ""},
    "home": {"residence": "resident", "district": "小野", "waiting_list": "yes"},
    "together": {"together": "alone", "relation": ""},
    "needs": {"needs": ["large_print"], "text": ""},
}


@pytest.fixture
def run(course, venue) -> CourseRun:
    run = make_run(course, capacity=2, waiting_list_size=3, contact_phone="0794-00-0024")
    for number in (1, 2):
        make_session(run, timezone.localdate() + timedelta(days=20 + number), venue, number)
    return run


@pytest.fixture(autouse=True)
def unhurried(monkeypatch) -> None:
    """The tests press faster than any person."""
    monkeypatch.setattr("courses.views.apply.SHORTEST", timedelta(0))


class Person:
    """Somebody with a browser of their own, who sends the CSRF token of the page they see."""

    def __init__(self) -> None:
        self.browser = Client(enforce_csrf_checks=True)
        self.pages: list[str] = []
        self.token = ""

    def get(self, path: str):
        response = self.browser.get(path)
        self.pages.append(response.content.decode())
        return response

    def post(self, path: str, data: dict | None = None):
        """Send a form and go where it leads."""
        if not self.token:
            page = self.get("/enrolment/").content.decode()
            self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        response = self.browser.post(path, {**(data or {}), "csrfmiddlewaretoken": self.token}, follow=True)
        self.pages.append(response.content.decode())
        return response

    def fill_in(self, run: CourseRun, **changes: dict) -> None:
        """Answer every question at once, as its pages would have kept it."""
        now = timezone.now()
        key, _draft = start_draft(run, now, SystemRandom())
        save_draft(find_draft(key, now), ANSWERS | changes, now)
        self.browser.cookies["application"] = key

    def apply(self, run: CourseRun, **changes: dict):
        """Apply, and return the page with the receipt."""
        self.fill_in(run, **changes)
        return self.post(f"/apply/{run.code}/check/")

    def look_up(self, number: str, fact: str = "0305"):
        return self.post("/enrolment/", {"number": number, "fact": fact})


@pytest.fixture
def person(db) -> Person:
    return Person()


@pytest.fixture
def make_person(db):
    return Person
