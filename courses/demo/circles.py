"""The demo's circles and 相談会: one circle must be asked soon, one was not confirmed and is hidden."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from cms.models import Department
from courses.demo.schedule import find_day
from courses.models import Circle, CourseRun, HelpSession, Venue
from courses.models.schedule import fiscal_year_of

PLAIN_FIELDS = ("slug", "name", "reading", "activity", "day", "place", "for_newcomers", "fee", "welcomes_newcomers")
HELP_FIELDS = ("room", "subject", "bring", "note", "is_cancelled")


def load_circles(today: date, venues: Mapping[str, Venue], department: Department) -> tuple[int, int]:
    """Load circles and sessions; return how many of each."""
    data = yaml.safe_load((Path(__file__).parent / "circles.yaml").read_text(encoding="utf-8"))
    for row in data["circles"]:
        load_circle(row, today, venues)
    for row in data["help_sessions"]:
        start, end = (time.fromisoformat(text) for text in row["hours"])
        HelpSession.objects.create(
            date=find_day(today, row["in_days"]),
            start_time=start,
            end_time=end,
            venue=venues[row["venue"]],
            department=department,
            **{name: row[name] for name in HELP_FIELDS if name in row},
        )
    return len(data["circles"]), len(data["help_sessions"])


def load_circle(row: Mapping[str, Any], today: date, venues: Mapping[str, Venue]) -> None:
    confirmed = today - timedelta(days=row["confirmed_days"])
    contact = row["contact"]
    circle = Circle(
        venue=venues[row["venue"]],
        founded_from=CourseRun.objects.filter(course__slug=row.get("founded_from", "")).order_by("code").first(),
        founded_year=fiscal_year_of(today) - row["founded_year_ago"],
        contact_name=contact["name"],
        contact_email=contact.get("email", ""),
        contact_phone=contact["phone"],
        consented_on=confirmed,
        confirmed_on=confirmed,
        is_public=True,
        **{name: row[name] for name in PLAIN_FIELDS if name in row},
    )
    circle.full_clean()
    circle.save()
