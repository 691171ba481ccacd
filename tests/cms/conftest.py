"""A small site for the tests of the pages: home, one section, two departments."""

import pytest

from cms.models import ArticlePage, Department, DepartmentIndexPage, DepartmentPage, HomePage, SectionPage
from cms.roles import make_city_groups, set_up_department
from tests.factories.site import make_home


def make_department(slug: str, name: str, order: int) -> Department:
    return Department.objects.create(
        slug=slug,
        name=name,
        reading="てすと",
        phone=f"0794-00-00{order:02}",
        floor="市役所 1階",
        hours="平日の午前9時から午後5時まで",
        order=order,
    )


@pytest.fixture
def home(db) -> HomePage:
    """The home page of an otherwise empty site."""
    return make_home()


@pytest.fixture
def kenko(home) -> Department:
    return make_department("kenko", "健康課", 1)


@pytest.fixture
def zeimu(home) -> Department:
    return make_department("zeimu", "税務課", 2)


@pytest.fixture
def section(home) -> SectionPage:
    return home.add_child(instance=SectionPage(title="くらし", slug="kurashi", show_in_menus=True))


@pytest.fixture
def tax_section(section, zeimu) -> SectionPage:
    return section.add_child(instance=SectionPage(title="税金", slug="zei", department=zeimu))


@pytest.fixture
def tax_page(tax_section) -> ArticlePage:
    return tax_section.add_child(
        instance=ArticlePage(title="固定資産税", slug="koteishisan", answer="毎年かかる税金です。")
    )


@pytest.fixture
def health_section(section, kenko) -> SectionPage:
    return section.add_child(instance=SectionPage(title="健診", slug="kenshin", department=kenko))


@pytest.fixture
def health_page(health_section) -> ArticlePage:
    return health_section.add_child(instance=ArticlePage(title="がん検診", slug="gan", answer="年に1回受けられます。"))


@pytest.fixture
def department_page(section, kenko) -> DepartmentPage:
    index = section.add_child(instance=DepartmentIndexPage(title="課の一覧", slug="soshiki"))
    return index.add_child(instance=DepartmentPage(title="健康課", slug="kenko", department=kenko, duties="[]"))


@pytest.fixture
def staffed(kenko, zeimu, health_section, health_page, tax_section, tax_page) -> None:
    """Groups, folders and workflows of both departments."""
    make_city_groups()
    set_up_department(kenko, [health_section])
    set_up_department(zeimu, [tax_section])


@pytest.fixture
def make_user(db, django_user_model):
    """Return a function that makes a member of staff in the named groups."""
    from django.contrib.auth.models import Group

    def make(username: str, *groups: str):
        user = django_user_model.objects.create_user(username=username, password="for tests only")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make
