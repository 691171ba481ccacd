"""The calendar file of a run, as phones and mail programs understand it."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

PRODUCT = "-//yasashii-machi//courses//JA"


def make_calendar(runs: Iterable[tuple[Any, str]], host: str) -> bytes:
    """Return all sessions of the runs as iCalendar (RFC 5545), one event each.

    runs: (run of with_sessions(), address of its page).

    Times are in UTC, so that no time zone definition is needed; calendars show them in the reader's zone.
    """
    calendar = start_calendar()
    for run, url in runs:
        for session in run.ordered_sessions:
            calendar.add_component(make_event(run, session, host, url))
    return calendar.to_ical()


def start_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def make_help_calendar(sessions: Iterable[Any], host: str, url: str) -> bytes:
    """Return 相談会 (HelpSession with venue and department) as iCalendar, one event each. url: of the page that lists them."""
    calendar = start_calendar()
    for session in sessions:
        bring = _("持ち物：%(things)s") % {"things": session.bring} if session.bring else ""
        event = Event()
        event.add("uid", f"help-{session.pk}@{host}")
        event.add("dtstamp", session.updated_at.astimezone(UTC))
        event.add("dtstart", session.starts_at.astimezone(UTC))
        event.add("dtend", session.ends_at.astimezone(UTC))
        event.add("summary", _("相談会"))
        event.add("location", f"{session.place} {session.venue.address}")
        event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
        parts = (session.subject, bring, session.note, session.shown_phone)
        event.add("description", "\n".join(part for part in parts if part))
        event.add("url", url)
        calendar.add_component(event)
    return calendar.to_ical()


def make_event(run: Any, session: Any, host: str, url: str) -> Event:
    is_off = run.status == "cancelled" or not session.takes_place
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("dtstamp", run.updated_at.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", _("%(title)s, session %(number)d") % {"title": run.full_title, "number": session.number})
    event.add("location", f"{session.place} {session.venue.address}")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("description", "\n".join(part for part in (session.topic, session.note, run.phone) if part))
    event.add("url", url)
    return event
