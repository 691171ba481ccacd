"""Every page of the application is valid HTML, with and without furigana and mistakes."""

import html5lib
import pytest
from django.utils import timezone

from tests.courses.public.conftest import ANSWERS
from tests.factories.courses import apply

pytestmark = pytest.mark.django_db


def test_pages_are_valid(person, run, venue):
    enrolment = apply(run, 1, timezone.now())
    person.fill_in(run)
    pages = ["", "check/", "erased/", "done/", *(f"{slug}/" for slug in ANSWERS)]
    for path in pages:
        person.get(f"/apply/{run.code}/{path}")
    for slug in ("who", "birth", "notice"):
        person.post(f"/apply/{run.code}/{slug}/", {"month": "13"})
    person.fill_in(run)
    person.browser.cookies["display"] = "ruby=all"
    for path in ("birth/", "check/"):
        person.get(f"/apply/{run.code}/{path}")
    person.post(f"/apply/{run.code}/check/")
    person.get(f"/apply/{run.code}/again/")
    person.post(f"/apply/{run.code}/again/", {"number": "1", "fact": ""})
    person.look_up("1", "")
    person.look_up(enrolment.receipt_number, "0102")
    for path in ("cancel/", "change/phone/", "change/notice/", "change/home/"):
        person.get(f"/enrolment/{path}")
    for language in ("ja-simple", "vi"):
        person.browser.cookies["display"] = f"forms={language}"
        person.get(f"/apply/{run.code}/")
    person.post("/apply/renshu/")
    person.get("/apply/renshu/name/")
    for path in (
        "/offer/nonsense/",
        "/draws/",
        f"/draws/{run.code}/",
        "/venues/",
        f"/venues/{venue.slug}/",
        run.course.url,
    ):
        person.get(path)

    parser = html5lib.HTMLParser(strict=True)
    for page in person.pages:
        parser.parse(page)
    assert len(person.pages) >= 25
