"""People of the demo city who work at the course desk or train the staff, one for each role."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.models import Department
from courses.models import CourseStaff, Instructor
from courses.roles import (
    ADMINISTRATOR,
    COURSE_STAFF,
    DESK,
    FIGURES,
    INSTRUCTOR,
    TRAINING_OFFICER,
    WITNESS,
    make_course_roles,
)

# (login, family name, given name, role)
PEOPLE = (
    ("koza-madoguchi", "窓口", "花子", DESK),
    ("koza-tanto", "講座", "太郎", COURSE_STAFF),
    ("koza-tachiai", "立会", "正", WITNESS),
    ("koza-koshi", "山本", "和子", INSTRUCTOR),
    ("koza-tokei", "統計", "実", FIGURES),
    ("koza-kanri", "管理", "幸子", ADMINISTRATOR),
    ("kenshu-tanto", "研修", "学", TRAINING_OFFICER),
)
DEPARTMENT = "ikiiki"
# The instructor of the demo who has the login koza-koshi.
INSTRUCTOR_NAME = "山本 和子"


def make_demo_staff(password: str) -> list[str]:
    """Make a person for each role of the course desk; return the names of those that were not there yet."""
    make_course_roles()
    hashed = make_password(password)  # once for all: hashing is slow on purpose
    return [row[0] for row in PEOPLE if make_person(*row, hashed)]


def make_person(username: str, family: str, given: str, role: str, hashed: str) -> bool:
    users: Any = get_user_model()._default_manager
    if users.filter(username=username).exists():
        return False
    user = users.create(
        username=username,
        email=f"{username}@city.example.lg.jp",
        password=hashed,
        last_name=family,
        first_name=given,
    )
    user.groups.add(Group.objects.get(name=role))
    department = Department.objects.filter(slug=DEPARTMENT).first()
    if role in (DESK, COURSE_STAFF) and department:
        CourseStaff.objects.create(user=user).departments.add(department)
    if role == INSTRUCTOR:
        Instructor.objects.filter(name=INSTRUCTOR_NAME, user__isnull=True).update(user=user)
    return True
