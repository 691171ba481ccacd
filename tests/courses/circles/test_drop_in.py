"""相談会: the list, the calendar, and the way to the next one from a step of a lesson."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from courses.demo.lesson_files import read_lessons
from courses.demo.lessons import load_lesson
from courses.models import HelpSession, LessonIndexPage
from courses.roles import COURSE_STAFF, make_course_roles
from tests.factories.courses import at, make_staff

pytestmark = pytest.mark.django_db
NOON = at("2026-12-01 12:00")


def make_help(venue, day, **fields) -> HelpSession:
    standard = {"start_time": time(10), "end_time": time(12), "bring": "充電器"}
    return HelpSession.objects.create(date=day, venue=venue, **(standard | fields))


def test_a_session_is_coming_until_its_end(venue):
    day = NOON.date()
    over = make_help(venue, day)
    running = make_help(venue, day, start_time=time(11), end_time=time(13))
    off = make_help(venue, day + timedelta(days=1), is_cancelled=True)

    coming = HelpSession.objects.upcoming(NOON)

    assert (list(coming), list(coming.taking_place())) == ([running, off], [running])
    assert over not in coming


def test_page_and_calendar_tell_place_things_and_telephone(client, venue, catalogue, department):
    tomorrow = timezone.localdate() + timedelta(days=1)
    first = make_help(venue, tomorrow, department=department, note="手話ができます。")
    off = make_help(venue, tomorrow + timedelta(days=7), is_cancelled=True, phone="0794-00-0999")

    page = client.get("/drop-in/").content.decode()
    response = client.get("/drop-in/calendar.ics")

    events = {str(event["UID"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    told = events[f"help-{first.pk}@testserver"]
    assert (told.decoded("DTSTART"), told.decoded("DTEND")) == (first.starts_at, first.ends_at)
    assert str(told["DESCRIPTION"]).splitlines()[1:] == ["持ち物：充電器", "手話ができます。", "0794-00-0024"]
    assert str(told["LOCATION"]) == "エクラ 小野市中島町1"
    assert str(events[f"help-{off.pk}@testserver"]["STATUS"]) == "CANCELLED"
    for words in ("充電器", "手話ができます。", 'href="tel:0794000024"', 'href="tel:0794000999"', "中止になりました"):
        assert words in page


def test_a_step_leads_to_the_next_one_that_takes_place(client, section, department, venue):
    index = section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))
    load_lesson(index, read_lessons()[0], {}, {}, timezone.localdate())
    without = client.get("/koza/manabu/sawaru/2/").content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_help(venue, tomorrow, is_cancelled=True)
    held = make_help(venue, tomorrow + timedelta(days=1))

    page = client.get("/koza/manabu/sawaru/3/").content.decode()

    assert f'href="/drop-in/#help-{held.pk}">次の相談会' in page
    assert 'href="/drop-in/">相談会' in without


def test_staff_plan_a_session_and_copy_it_a_week_on(client, venue, department):
    make_course_roles()
    client.force_login(make_staff("tanto", COURSE_STAFF))
    url = "/kanri/snippets/courses/helpsession"
    fields = {"date": "2027-01-12", "start_time": "13:30", "venue": venue.pk, "subject": "困りごと", "note": ""}

    wrong = client.post(f"{url}/add/", fields | {"end_time": "13:00"}).content.decode()
    client.post(f"{url}/add/", fields | {"end_time": "15:00"})

    session = HelpSession.objects.get()
    assert "終わりの時刻を、始まりより後にしてください。" in wrong
    assert (session.place, session.history.count()) == ("エクラ", 1)
    assert 'value="2027-01-19"' in client.get(f"{url}/copy/{session.pk}/").content.decode()
