"""A small site for the tests of the courses: home, one section, its department, an empty catalogue."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone

from cms.models import Department, SectionPage
from cms.roles import set_up_department
from courses.models import CataloguePage, CoursePage, Venue
from courses.models.access import give_course_records
from tests.factories.courses import make_course, make_course_department, make_course_section, make_venue


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No page of another test is remembered."""
    cache.clear()


@pytest.fixture
def department(db) -> Department:
    return make_course_department()


@pytest.fixture
def section(department) -> SectionPage:
    """The section /koza/ of an otherwise empty site."""
    return make_course_section(department)


@pytest.fixture
def catalogue(section, department) -> CataloguePage:
    return section.add_child(instance=CataloguePage(title="スマホ・パソコン講座", slug="ict", department=department))


@pytest.fixture
def course(catalogue, department) -> CoursePage:
    return make_course(catalogue, title="はじめてのスマートフォン", department=department)


@pytest.fixture
def venue(db) -> Venue:
    return make_venue("ecra", name="エクラ")


@pytest.fixture
def next_week() -> date:
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def staffed(department, section) -> Department:
    """The department with its groups, its pages and its course records."""
    set_up_department(department, [section])
    give_course_records(department)
    return department


@pytest.fixture
def make_user(django_user_model):
    """Return a function that makes a member of staff in the named groups."""

    def make(username: str, *groups: str):
        user = django_user_model.objects.create_user(username=username, password="for tests only")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make
