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
from tests.factories.courses import make_course, make_venue
from tests.factories.site import make_home


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No page of another test is remembered."""
    cache.clear()


@pytest.fixture
def department(db) -> Department:
    return Department.objects.create(
        slug="ikiiki",
        name="いきいき社会創造課",
        reading="いきいきしゃかいそうぞうか",
        phone="0794-00-0024",
        floor="市役所4階 2番窓口",
        hours="平日の午前9時から午後5時まで",
    )


@pytest.fixture
def section(department) -> SectionPage:
    """The section /koza/ of an otherwise empty site."""
    return make_home().add_child(instance=SectionPage(title="講座・催し", slug="koza", department=department))


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
