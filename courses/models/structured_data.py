"""Courses as schema.org Course and CourseInstance, for search engines."""

from collections.abc import Iterable
from typing import Any

from cms.models.base import contact_point

STATUS = {
    "cancelled": "https://schema.org/EventCancelled",
    "published": "https://schema.org/EventScheduled",
}


def describe_course(course: Any, page_data: dict[str, Any], runs: Iterable[Any]) -> dict[str, Any]:
    """Return the page's own data as a Course with one CourseInstance for each run."""
    offer = {
        "@type": "Offer",
        "category": "Paid" if course.fee_yen else "Free",
        "price": course.fee_yen,
        "priceCurrency": "JPY",
    }
    data = {
        **page_data,
        "@type": "Course",
        "audience": {"@type": "Audience", "audienceType": course.audience},
        "offers": offer,
        "hasCourseInstance": [describe_run(run) for run in runs],
    }
    if course.responsible_department:
        data["provider"] = contact_point(course.responsible_department)
    return data


def describe_run(run: Any) -> dict[str, Any]:
    """Return a run as a CourseInstance; its instructors only when they agreed to be named."""
    data: dict[str, Any] = {
        "@type": "CourseInstance",
        "identifier": run.code,
        "name": run.full_title,
        "courseMode": "Onsite",
        "eventStatus": STATUS[run.status],
        "maximumAttendeeCapacity": run.capacity,
        "subEvent": [describe_session(session) for session in run.ordered_sessions],
    }
    if run.starts_at:
        data["startDate"] = run.starts_at.isoformat()
        data["endDate"] = run.ends_at.isoformat()
    if run.ordered_sessions:
        data["location"] = describe_place(run.ordered_sessions[0])
    named = {
        a.instructor.pk: {"@type": "Person", "name": a.instructor.name}
        for session in run.ordered_sessions
        for a in session.ordered_assignments
        if a.instructor.consented_on
    }
    if named:
        data["instructor"] = list(named.values())
    return data


def describe_session(session: Any) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": session.topic or str(session),
        "startDate": session.starts_at.isoformat(),
        "endDate": session.ends_at.isoformat(),
        "eventStatus": STATUS["published" if session.takes_place else "cancelled"],
        "location": describe_place(session),
    }


def describe_place(session: Any) -> dict[str, Any]:
    return {"@type": "Place", "name": session.place, "address": session.venue.address}
