"""Loads the demo courses below /koza/. A second run changes nothing."""

import json
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Page, Site

from cms.demo.streams import BlockBuilder
from cms.models import CitySettings, Department, SectionPage
from courses.demo.circles import load_circles
from courses.demo.outcomes import load_outcomes
from courses.demo.people import load_people, make_clerk
from courses.demo.pool import load_pool
from courses.demo.schedule import CLOSES_AT, at_time, days_around, run_times, session_days
from courses.models import (
    CataloguePage,
    CoursePage,
    CourseRun,
    Instructor,
    InstructorAssignment,
    RelatedPage,
    RunStatus,
    Session,
    Venue,
)
from courses.models.access import give_course_records
from courses.models.schedule import fiscal_year_of
from courses.models.session import Role
from courses.roles import make_course_roles

FOLDER = Path(__file__).parent
SECTION = "koza"
DEPARTMENT = "ikiiki"
COURSE_FIELDS = ("slug", "title", "reading", "answer", "audience", "level", "device", "fee_yen", "fee_note", "bring")


@transaction.atomic
def load(today: date) -> str:
    """Load courses, runs, venues and instructors; dates count from `today`. Returns what was loaded, for people to read.

    Needs the section /koza/ and the department "ikiiki" of the city's demo; without them nothing is loaded.
    """
    if CataloguePage.objects.exists():
        return "the demo courses are already there"
    section = SectionPage.objects.filter(slug=SECTION, depth=3, locale__language_code="ja").first()
    department = Department.objects.filter(slug=DEPARTMENT).first()
    if section is None or department is None:
        return f"nothing loaded: the page /{SECTION}/ or the department {DEPARTMENT} is missing; load the city first"
    data = yaml.safe_load((FOLDER / "courses.yaml").read_text(encoding="utf-8"))
    venues, instructors = load_records(today)
    catalogue = load_catalogue(section, department, data["catalogue"])
    courses = {row["slug"]: load_course(catalogue, row, data["support"]) for row in data["courses"]}
    link_related_pages(courses, data["courses"])
    numbered = [(row, run) for row in data["courses"] for run in row["runs"]]
    runs = [
        load_run(courses[row["slug"]], number, run, today, venues, instructors)
        for number, (row, run) in enumerate(numbered, start=1)
    ]
    full = {run.pk for run, (_row, data) in zip(runs, numbered, strict=True) if data.get("is_full")}
    people = load_people(runs, today, full)
    load_outcomes(runs, today)
    load_pool(instructors.values(), today, make_clerk())
    circles, help_sessions = load_circles(today, venues, department)
    make_course_roles()
    if department.editors and department.approvers:
        give_course_records(department)
    counts = f"{len(courses)} courses, {len(runs)} runs, {len(venues)} venues, {len(instructors)} instructors, {people}"
    return f"{counts}, {circles} circles, {help_sessions} help sessions"


def load_records(today: date) -> tuple[dict[str, Venue], dict[str, Instructor]]:
    """Return the venues by short name and the instructors by name."""
    data = yaml.safe_load((FOLDER / "records.yaml").read_text(encoding="utf-8"))
    venues = {row["slug"]: Venue.objects.create(**row) for row in data["venues"]}
    instructors = {}
    for row in data["instructors"]:
        consented_on = today if row.pop("agreed", False) else None
        instructors[row["name"]] = Instructor.objects.create(**row, consented_on=consented_on)
    return venues, instructors


def load_catalogue(section: Page, department: Department, row: Mapping[str, str]) -> CataloguePage:
    """Return the catalogue, published as the first page of its section; header and footer link to it."""
    catalogue = section.add_child(instance=CataloguePage(slug="ict", department=department, **row))
    catalogue.save_revision(log_action=False).publish(log_action=False)
    catalogue.move(section, pos="first-child")
    site = Site.objects.filter(is_default_site=True).first()
    if site:
        city = CitySettings.for_site(site)
        city.courses_page = Page.objects.get(pk=catalogue.pk)
        city.save()
    return CataloguePage.objects.get(pk=catalogue.pk)


def load_course(catalogue: CataloguePage, row: Mapping[str, Any], support: str) -> CoursePage:
    fields = {name: row[name] for name in COURSE_FIELDS if name in row}
    course = CoursePage(**fields, department=catalogue.department, support=support)
    course.body = json.dumps(BlockBuilder({}, {}, {}).build(row["body"]))
    catalogue.add_child(instance=course)
    course.save_revision(log_action=False).publish(log_action=False)
    return course


def link_related_pages(courses: Mapping[str, CoursePage], rows: list[dict[str, Any]]) -> None:
    """Link each course to other courses (by slug) and to pages of the site (by path); missing pages are passed over."""
    for row in rows:
        course = courses[row["slug"]]
        pages = [courses.get(name) or find_page(name) for name in row["related"]]
        course.related_pages.set([RelatedPage(page_id=page.pk, sort_order=at) for at, page in enumerate(pages) if page])
        course.save_revision(log_action=False).publish(log_action=False)


def find_page(path: str) -> Page | None:
    """Return the page at the path below the home page."""
    site = Site.objects.get(is_default_site=True)
    return Page.objects.filter(url_path=f"{site.root_page.url_path}{path}/").first()


def find_days(today: date, data: Mapping[str, Any]) -> list[date]:
    """Return the days of a run's sessions; around_today: last week, today, and next week."""
    count = len(data["topics"])
    return days_around(today, count) if data.get("around_today") else session_days(today, data["first"], count)


def load_run(
    course: CoursePage,
    number: int,
    data: Mapping[str, Any],
    today: date,
    venues: Mapping[str, Venue],
    instructors: Mapping[str, Instructor],
) -> CourseRun:
    """Return the run with its sessions and instructors."""
    days = find_days(today, data)
    year = fiscal_year_of(days[0])
    run = CourseRun(
        course=course,
        department=course.department,
        code=f"{year}-{number:02}",
        fiscal_year=year,
        title_suffix=data.get("suffix", ""),
        status=data.get("status", RunStatus.PUBLISHED),
        cancelled_note=data.get("cancelled_note", ""),
        policy=data["policy"],
        capacity=data["capacity"],
        waiting_list_size=data.get("waiting", 0),
        eligibility=data["eligibility"],
        minimum_sessions=data.get("minimum_sessions"),
        allows_walk_ins=data.get("allows_walk_ins", False),
        **run_times(today, dict(data)),
    )
    if run.cancel_until:  # never after the day before the first session
        run.cancel_until = min(run.cancel_until, at_time(days[0] - timedelta(days=1), CLOSES_AT) or run.cancel_until)
    run.full_clean()
    run.save()
    load_sessions(run, data, days, today, venues[data["venue"]], [instructors[name] for name in data["instructors"]])
    return run


def load_sessions(
    run: CourseRun, data: Mapping[str, Any], days: list[date], today: date, venue: Venue, people: list[Instructor]
) -> None:
    """Make the sessions of a run; the first of the people leads, the others assist."""
    start, end = (time.fromisoformat(text) for text in data["hours"])
    for at, (day, topic) in enumerate(zip(days, data["topics"], strict=True), start=1):
        session = Session.objects.create(
            run=run,
            number=at,
            date=day,
            start_time=start,
            end_time=end,
            venue=venue,
            room=data["room"],
            topic=topic,
            status="held" if day < today else "planned",
        )
        for person in people:
            role = Role.MAIN if person is people[0] else Role.ASSISTANT
            InstructorAssignment.objects.create(session=session, instructor=person, role=role)
