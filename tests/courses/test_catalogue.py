"""The catalogue: what is listed, in which order, and what filters leave."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html5lib import HTMLParser
from wagtail.models import PageViewRestriction, Site

from courses.models import CataloguePage, CoursePage, LessonIndexPage
from tests.factories.courses import make_course, make_run, make_session, make_venue

pytestmark = pytest.mark.django_db
# Source: issue of the enrolment: "catalogue with 500 runs under 25 queries".
QUERIES_MAXIMUM = 24


def day_on(weekday: int):
    """Return the first day with that ISO weekday that is more than two weeks away."""
    day = timezone.localdate() + timedelta(days=15)
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def codes(response) -> list[str]:
    return [item["run"].code for item in response.context["results"]]


def count_queries(client, url: str) -> int:
    """Return how many queries the page takes with nothing remembered."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.fixture
def runs(catalogue):
    """Four runs that differ in everything one can look for."""
    ecra, hall = make_venue("ecra", name="エクラ"), make_venue("hall", name="ホール")
    phone = make_course(catalogue, "phone", device="phone", level="foundation")
    computer = make_course(catalogue, "computer", device="computer", level="intermediate")
    either = make_course(catalogue, "either", device="either", level="advanced")
    now = timezone.now()
    later = {"apply_opens": now + timedelta(days=2)}
    closed = {"apply_closes": now - timedelta(hours=1)}
    for course, code, weekday, place, fields in (
        (phone, "A", 2, ecra, {}),
        (phone, "B", 6, hall, closed),
        (computer, "C", 2, hall, later),
        (either, "D", 4, ecra, {}),
    ):
        make_session(make_run(course, code, **fields), day_on(weekday), place)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "B", "C", "D"]),
        ("device=phone", ["A", "B", "D"]),
        ("device=computer", ["C", "D"]),
        ("device=phone&device=computer", ["A", "B", "C", "D"]),
        ("level=foundation", ["A", "B"]),
        ("level=intermediate&level=advanced", ["C", "D"]),
        ("venue=hall", ["B", "C"]),
        ("weekday=2", ["A", "C"]),
        ("weekday=2&weekday=6", ["A", "B", "C"]),
        ("weekday=2&venue=hall", ["C"]),
        ("open=1", ["A", "D"]),
        ("open=1&device=computer", ["D"]),
        ("open=1&weekday=7", []),
        # Odd input is passed over.
        ("weekday=９&weekday=0&weekday=x&weekday=2%00", ["A", "B", "C", "D"]),
        ("device=fax&level=9&venue=nowhere&open=yes", ["A", "B", "C", "D"]),
        ("page=abc", ["A", "B", "C", "D"]),
        ("page=-1&page=999999999999999999999", ["A", "B", "C", "D"]),
        ("view=%F0%28&venue=%00&weekday[]=2", ["A", "B", "C", "D"]),
    ],
)
def test_filters_leave_what_was_asked_for(client, catalogue, runs, query, found):
    response = client.get(f"{catalogue.url}?{query}")

    assert (response.status_code, sorted(codes(response))) == (200, found)


def test_what_one_can_apply_for_comes_first_and_what_is_cancelled_last(client, course, venue):
    now, day = timezone.now(), day_on(1)
    earlier, later = now - timedelta(days=2), now + timedelta(days=2)
    make_session(make_run(course, "cancelled", status="cancelled"), day, venue)
    make_session(make_run(course, "closed", apply_opens=earlier, apply_closes=now), day, venue)
    make_session(make_run(course, "upcoming", apply_opens=later), day, venue)
    make_session(make_run(course, "open-late"), day + timedelta(days=7), venue)
    make_session(make_run(course, "open-soon"), day, venue)
    make_session(make_run(course, "no-application", policy="open"), day + timedelta(days=14), venue)

    response = client.get("/koza/ict/")

    assert codes(response) == ["open-soon", "open-late", "no-application", "upcoming", "closed", "cancelled"]


def test_drafts_finished_runs_and_other_catalogues_are_not_listed(client, section, course, venue):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_session(make_run(course, "draft", status="draft"), day_on(1), venue)
    make_session(make_run(course, "finished"), yesterday, venue)
    make_session(make_run(course, "today"), timezone.localdate(), venue)
    other = section.add_child(instance=CataloguePage(title="料理", slug="ryori"))
    make_session(make_run(make_course(other, "ryori-1"), "other"), day_on(1), venue)
    hidden = make_course(course.get_parent().specific, "hidden", live=False)
    make_session(make_run(hidden, "hidden"), day_on(1), venue)

    response = client.get("/koza/ict/")

    assert codes(response) == ["today"]


def test_courses_without_dates_stand_below_the_list(client, catalogue, runs):
    make_course(catalogue, "later", title="いつかの講座")

    names = [course.title for course in client.get("/koza/ict/").context["without_runs"]]
    filtered = client.get("/koza/ict/?open=1").context["without_runs"]

    assert (names, filtered) == (["いつかの講座"], [])


def test_by_date_lists_every_coming_session_in_order(client, course, venue):
    tuesday = day_on(2)
    first, second = make_run(course, "A", title_suffix="火曜コース"), make_run(course, "B")
    make_session(first, timezone.localdate() - timedelta(days=3), venue, 1)
    make_session(first, tuesday, venue, 2)
    make_session(first, tuesday + timedelta(days=7), venue, 3, status="cancelled")
    make_session(first, tuesday + timedelta(days=14), venue, 4)
    make_session(second, tuesday + timedelta(days=1), venue, 1)

    all_days = client.get("/koza/ict/?view=date")
    tuesdays = client.get("/koza/ict/?view=date&weekday=2")

    found = [
        [(item["run"].code, item["session"].number) for item in page.context["results"]]
        for page in (all_days, tuesdays)
    ]
    assert found == [[("A", 2), ("B", 1), ("A", 4)], [("A", 2), ("A", 4)]]
    assert "全4回のうち2回目" in all_days.content.decode()


def test_both_views_keep_the_wishes(client, catalogue, runs):
    listed = client.get("/koza/ict/?device=phone&weekday=2&open=1&nonsense=1").content.decode()

    assert 'href="?device=phone&amp;weekday=2&amp;open=1#results" aria-current="page"' in listed
    assert 'href="?device=phone&amp;weekday=2&amp;open=1&amp;view=date#results"' in listed


def test_form_shows_what_was_chosen_and_opens_the_rare_conditions(client, catalogue, runs):
    plain = client.get("/koza/ict/?device=phone").content.decode()
    rare = client.get("/koza/ict/?venue=hall&view=date").content.decode()

    assert 'name="device" value="phone" checked' in plain
    assert 'name="device" value="computer" checked' not in plain
    assert ("<details>" in plain, "<details open>" in rare) == (True, True)
    assert '<input type="hidden" name="view" value="date">' in rare


def test_nothing_found_names_the_telephone(client, catalogue, runs):
    html = client.get("/koza/ict/?weekday=7").content.decode()

    assert "この条件の講座は、いまはありません" in html
    assert '<a class="nowrap" href="tel:0794000024">0794-00-0024</a>' in html


def test_empty_catalogue_says_so(client, catalogue):
    html = client.get("/koza/ict/").content.decode()

    assert "いまは、日程の決まった講座がありません" in html


@pytest.mark.parametrize(("query", "size"), [("", 12), ("view=date", 20)])
def test_long_lists_go_on_the_next_page(client, course, venue, query, size):
    for number in range(size + 1):
        make_session(make_run(course, f"run-{number:02}"), day_on(1), venue)

    first = client.get(f"/koza/ict/?{query}")
    second = client.get(f"/koza/ict/?{query}&page=2")

    assert [len(page.context["results"]) for page in (first, second)] == [size, 1]
    assert set(codes(first)).isdisjoint(codes(second))
    assert "2ページ目（全2ページ）" in second.content.decode()


@pytest.mark.parametrize("query", ["", "?view=date", "?open=1&weekday=1", "?venue=ecra"])
def test_number_of_queries_does_not_grow_with_the_runs(client, course, venue, query):
    make_session(make_run(course, "A"), day_on(1), venue)
    with_one = count_queries(client, f"/koza/ict/{query}")
    for code in "BC":
        run = make_run(make_course(CataloguePage.objects.get(), code.lower()), code)
        make_session(run, day_on(1), venue, 1)
        make_session(run, day_on(2), venue, 2)

    with_three = count_queries(client, f"/koza/ict/{query}")

    assert with_three == with_one <= QUERIES_MAXIMUM


@pytest.mark.parametrize("query", ["", "?view=date", "?weekday=7"])
def test_catalogue_is_valid_html(client, catalogue, runs, query):
    HTMLParser(strict=True).parse(client.get(f"/koza/ict/{query}").content.decode())


def test_catalogue_holds_courses_and_stands_in_a_section():
    assert CataloguePage.allowed_subpage_models() == [CoursePage]
    assert [model.__name__ for model in CataloguePage.allowed_parent_page_models()] == ["SectionPage"]
    assert CoursePage.allowed_parent_page_models() == [CataloguePage]


def test_there_is_one_catalogue(catalogue, section):
    assert not CataloguePage.can_create_at(section)


def test_lessons_beside_the_catalogue_are_named_unless_they_are_for_some_only(client, section, department, catalogue):
    lessons = section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))
    assert f'href="{lessons.url}"' in client.get(catalogue.url).content.decode()

    PageViewRestriction.objects.create(page=lessons, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    assert f'href="{lessons.url}"' not in client.get(catalogue.url).content.decode()
