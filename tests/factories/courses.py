"""Courses, runs, sessions, venues and instructors for tests."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from cms.models import Department, SectionPage
from courses.enrolment.actions import apply_for_run
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.application import Applicant, Application
from courses.models import (
    AllocationPolicy,
    CataloguePage,
    CoursePage,
    CourseRun,
    Enrolment,
    Instructor,
    InstructorAssignment,
    RunStatus,
    Session,
    Venue,
)
from tests.factories.site import make_home


def at(text: str) -> datetime:
    """Return the moment in Japan: at("2026-12-01 09:00")."""
    return timezone.make_aware(datetime.fromisoformat(text))


def make_course_department() -> Department:
    """Return the department that gives the courses."""
    return Department.objects.create(
        slug="ikiiki",
        name="いきいき社会創造課",
        reading="いきいきしゃかいそうぞうか",
        phone="0794-00-0024",
        floor="市役所4階 2番窓口",
        hours="平日の午前9時から午後5時まで",
    )


def make_course_section(department: Department) -> SectionPage:
    """Return the section /koza/ of an otherwise empty site."""
    return make_home().add_child(instance=SectionPage(title="講座・催し", slug="koza", department=department))


def make_venue(slug: str = "ecra", **fields: Any) -> Venue:
    standard = {"name": f"会場 {slug}", "reading": slug, "address": "小野市中島町1"}
    return Venue.objects.create(slug=slug, **(standard | fields))


def make_instructor(name: str = "山本 和子", **fields: Any) -> Instructor:
    return Instructor.objects.create(name=name, reading="やまもと かずこ", **({"kind": "local"} | fields))


def make_course(catalogue: CataloguePage, slug: str = "sumaho", **fields: Any) -> CoursePage:
    standard = {"title": f"講座 {slug}", "audience": "どなたでも", "answer": "ゆっくり覚えます。"}
    return catalogue.add_child(instance=CoursePage(slug=slug, **(standard | fields)))


def make_run(course: CoursePage, code: str = "2026-01", **fields: Any) -> CourseRun:
    """Return a public first-come run whose applications began yesterday and end in ten days."""
    now = timezone.now()
    standard = {
        "status": RunStatus.PUBLISHED,
        "policy": AllocationPolicy.FIRST_COME,
        "apply_opens": now - timedelta(days=1),
        "apply_closes": now + timedelta(days=10),
        "fiscal_year": 2026,
    }
    return CourseRun.objects.create(course=course, code=code, **(standard | fields))


def make_session(run: CourseRun, day: date, venue: Venue, number: int = 1, **fields: Any) -> Session:
    standard = {"start_time": time(10), "end_time": time(11, 30)}
    return Session.objects.create(run=run, number=number, date=day, venue=venue, **(standard | fields))


def make_assignment(session: Session, instructor: Instructor, role: str = "main") -> InstructorAssignment:
    return InstructorAssignment.objects.create(session=session, instructor=instructor, role=role)


def make_applicant(number: int = 1, **fields: Any) -> Applicant:
    """Return an applicant that differs from every other number."""
    standard = {
        "name": f"試験 花子{number}",
        "reading": "しけん はなこ" + "".join("あいうえおかきくけこ"[int(digit)] for digit in str(number)),
        "birth_date": date(1947, 1, 1) + timedelta(days=number % 20_000),
        "phone": f"0794{number % 1_000_000:06}",
        "district": "小野",
    }
    return Applicant(**(standard | fields))


def make_application(
    number: int = 1, party: bool = False, people: tuple[Applicant, ...] = (), **fields: Any
) -> Application:
    """Return an application of one person, or of a party of two."""
    standard = (make_applicant(number), make_applicant(number + 5000)) if party else (make_applicant(number),)
    return Application(people or standard, **({"submission_key": f"key-{number}"} | fields))


def make_staff(username: str = "madoguchi", role: str = "", **fields: Any) -> Any:
    """Return a member of staff in the group of the role, who may do everything at the course desk when none is named."""
    user = get_user_model().objects.create_user(username=username, password="for tests only", **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    else:
        user.user_permissions.set(Permission.objects.filter(content_type__app_label="courses"))
    return user


def apply(run: CourseRun, number: int, now: datetime, actor: Actor = WEB, **fields: Any) -> Enrolment:
    """Send an application through the service, as every screen does."""
    return apply_for_run(run.pk, make_application(number, **fields), actor, now, Random(number))
