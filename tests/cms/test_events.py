"""Events: what is to come, what is over, the calendar file."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from cms.models import EventPage

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def make_event(department_page):
    def make(slug="matsuri", start=TODAY, **fields) -> EventPage:
        event = EventPage(title="冬のおはなし会", slug=slug, start_date=start, place_name="図書館", **fields)
        return department_page.add_child(instance=event)

    return make


@pytest.mark.parametrize(
    ("start", "end", "is_upcoming"),
    [
        (date(2026, 11, 22), None, False),
        (date(2026, 11, 23), None, True),
        (date(2026, 11, 1), date(2026, 11, 22), False),
        (date(2026, 11, 1), date(2026, 11, 23), True),
        (date(2026, 12, 1), date(2026, 12, 3), True),
    ],
)
def test_event_is_to_come_until_its_last_day(make_event, start, end, is_upcoming):
    event = make_event(start=start, end_date=end)

    assert list(EventPage.objects.upcoming(TODAY)) == ([event] if is_upcoming else [])


def test_calendar_file_holds_time_and_place(make_event, client):
    event = make_event(start_time=time(10), end_time=time(11, 30))

    response = client.get(f"{event.url}calendar/")

    entry = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["SUMMARY"] == "冬のおはなし会"
    assert entry["LOCATION"] == "図書館"
    assert entry.decoded("DTSTART").isoformat() == "2026-11-23T10:00:00+09:00"
    assert entry.decoded("DTEND").isoformat() == "2026-11-23T11:30:00+09:00"


def test_event_without_a_time_takes_whole_days(make_event, client):
    event = make_event(end_date=date(2026, 11, 25))

    entry = Calendar.from_ical(client.get(f"{event.url}calendar/").content).walk("VEVENT")[0]

    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2026, 11, 23), date(2026, 11, 26))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"end_date": date(2026, 11, 22)}, ["end_date"]),
        ({"start_time": time(10), "end_time": time(9)}, ["end_time"]),
        ({"start_time": time(10), "end_time": time(10)}, ["end_time"]),
    ],
)
def test_event_that_ends_before_it_begins_is_refused(fields, wrong):
    event = EventPage(title="会", slug="kai", start_date=TODAY, place_name="図書館", **fields)

    with pytest.raises(ValidationError) as refusal:
        event.clean()

    assert list(refusal.value.message_dict) == wrong
