"""Every public page type of the demo city: what stands on it, what it costs the database and the reader's line."""

import json
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from wagtail.models import Page, get_page_models

from cms.dates import format_both_calendars
from cms.languages import LANGUAGES
from cms.models import CitySettings, NewsPage
from tests.demo_city import NOT_FOUND, OUTSIDE_THE_TREE, PAGES
from tests.factories.demo_city import forget_everything, loaded_city
from tests.page_weight import Fetch, fetch_by, weigh

# Source: the Foundation's budgets. A kilobyte has 1000 bytes here, the stricter reading.
QUERIES_MAXIMUM = 25
PAGE_MAXIMUM_BYTES = 150_000
CSS_MAXIMUM_BYTES = 60_000
JS_MAXIMUM_BYTES = 15_000

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
IN_THE_TREE = {name: path for name, path in PAGES.items() if name not in OUTSIDE_THE_TREE}

pytestmark = [
    pytest.mark.django_db,
    # Wagtail 7.4 leaves the temporary file of a scaled picture to the garbage collector (wagtail/images/models.py).
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
each_page_of_the_tree = pytest.mark.parametrize("path", IN_THE_TREE.values(), ids=IN_THE_TREE.keys())


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker, built_city, tmp_path_factory) -> Iterator[None]:
    """The demo city, loaded once for this module."""
    with django_db_blocker.unblock(), loaded_city(built_city, tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def cold_caches(db) -> None:
    """What one test put into the caches, its rolled-back transaction has taken out of the database."""
    forget_everything()


@pytest.fixture(scope="module")
def read_before() -> dict[str, BeautifulSoup]:
    """The pages that a test of this module has read: none of them changes the city."""
    return {}


@pytest.fixture
def read(client: Client, read_before: dict[str, BeautifulSoup]):
    """Return a function that gives a page as parsed HTML, to look at and not to change."""

    def read(path: str, status: int = 200) -> BeautifulSoup:
        if path not in read_before:
            response = client.get(path)
            assert response.status_code == status
            read_before[path] = BeautifulSoup(response.content.decode(), "html5lib")
        return read_before[path]

    return read


def find_page(path: str) -> Page:
    """Return the page of the tree behind an address."""
    return Page.objects.get(url_path="/home" + urlsplit(path).path).specific


# --- The list of pages is complete --------------------------------------------------------------------------------


# Only people with an account see it: tests/courses/training.
NOT_PUBLIC = {"StaffLessonIndexPage"}


def test_every_page_type_is_among_the_pages():
    types = {type(find_page(path)) for path in IN_THE_TREE.values()}

    known = {model.__name__ for model in get_page_models() if model is not Page}
    assert known - NOT_PUBLIC == {model.__name__ for model in types}


def test_every_block_is_among_the_pages():
    pages = [find_page(path) for path in IN_THE_TREE.values()]
    streams = [page.body for page in pages if hasattr(page, "body")]
    kinds = set(streams[0].stream_block.child_blocks)

    assert kinds == {block.block_type for stream in streams for block in stream} | {"contact"}


# --- What stands on each page -------------------------------------------------------------------------------------


@each_page
def test_page_has_its_frame(read, path):
    soup = read(path)

    assert soup.html["lang"] == "ja"
    assert re.fullmatch(r".+ \| .+", soup.title.get_text())
    assert len(soup.select("h1")) == 1
    assert len(soup.select("main")) == 1
    assert soup.select_one("a.skip")["href"] == "#main"
    assert [link["href"] for link in soup.select("#menu .site-nav__list a")][:-1] == [
        page.url for page in find_page("/").get_children().live().in_menu()
    ]


def test_not_found_is_a_page_with_a_way_on(read):
    soup = read(NOT_FOUND, status=404)

    assert "見つかりません" in soup.h1.get_text()
    assert soup.select_one("main form[role=search]")
    assert soup.select_one("main a[href='/']")
    assert soup.select_one("main a[href^='tel:']")


def test_titles_differ(read):
    titles = [read(path).title.get_text() for path in IN_THE_TREE.values() if "?" not in path]

    assert len(titles) == len(set(titles))


@each_page_of_the_tree
def test_page_describes_itself_to_machines(read, path):
    soup = read(path)
    page = find_page(path)
    meta = {tag.get("name") or tag.get("property"): tag.get("content") for tag in soup.select("meta[content]")}

    assert meta["description"] == meta["og:description"] == page.summary
    assert soup.select_one("link[rel=canonical]")["href"] == page.full_url == meta["og:url"]
    assert meta["og:title"] == page.title
    assert meta["og:image"].startswith("http")
    assert soup.select_one("link[rel=alternate][type='application/rss+xml']")["href"] == "/news/feed/"


@pytest.mark.parametrize("name", sorted(name for name in OUTSIDE_THE_TREE if name.startswith("search_")))
def test_search_is_not_for_search_engines(read, name):
    assert read(PAGES[name]).select_one("meta[name=robots]")["content"] == "noindex"


@each_page_of_the_tree
def test_page_says_where_it_stands(read, path):
    page = find_page(path)
    if page.depth == 2:
        pytest.skip("the home page is where all others stand below")
    trail = read(path).select(".breadcrumb li")

    above = [ancestor.title for ancestor in page.get_ancestors().filter(depth__gt=2)]
    assert [item.get_text(strip=True) for item in trail] == ["ホーム", *above, page.title]
    assert trail[-1].select_one("[aria-current=page]")
    assert trail[0].a["href"] == "/"


@each_page_of_the_tree
def test_page_says_whom_to_ask_and_when_it_changed(read, path):
    page = find_page(path)
    text = read(path).get_text()

    assert format_both_calendars(page.updated_on) in text
    if page.depth == 2:  # the whole city's page names the city hall
        assert CitySettings.for_site(page.get_site()).phone in text
    else:
        assert page.responsible_department.name in text
        assert page.responsible_department.phone in text


def test_every_page_is_looked_after_by_a_department():
    pages = Page.objects.live().filter(depth__gt=2).specific()

    assert [page.url for page in pages if page.responsible_department is None] == []


def test_both_calendars_are_on_the_page(read):
    text = read(PAGES["article"]).get_text()

    assert re.search(r"更新した日\s*20\d\d年（令和\d+年）\d+月\d+日", text)


@pytest.fixture(scope="module")
def statuses() -> dict[str, int]:
    """What the addresses that were tried so far answered."""
    return {}


@each_page
def test_links_inside_the_site_lead_somewhere(client, read, statuses, path):
    base = urlsplit(path).path
    # The chooser of languages leads to a page that says so where there is no translation.
    targets = {urljoin(base, link["href"]) for link in read(path).select("a[href]:not([hreflang])")}
    inside = {target.partition("#")[0] for target in targets if target.startswith("/")}

    statuses.update({target: fetch_status(client, target) for target in inside - statuses.keys()})

    assert {target: statuses[target] for target in inside if statuses[target] != 200} == {}


def fetch_status(client: Client, path: str) -> int:
    """Return what the site answers; a file is read to its end, so that it is closed."""
    response = client.get(path)
    if response.streaming:
        assert b"".join(response.streaming_content)
    response.close()
    return response.status_code


@each_page
def test_links_to_places_on_the_page_have_a_place(read, path):
    soup = read(path)
    anchors = {link["href"][1:] for link in soup.select("a[href^='#']") if len(link["href"]) > 1}

    assert {anchor for anchor in anchors if not soup.find(id=anchor)} == set()


# --- For machines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("home", "GovernmentOrganization"),
        ("article", "WebPage"),
        ("news", "NewsArticle"),
        ("event", "Event"),
        ("faq", "FAQPage"),
        ("course", "Course"),
    ],
)
def test_structured_data_names_the_kind_of_page(read, name, expected):
    (script,) = read(PAGES[name]).select("script[type='application/ld+json']")
    data = json.loads(script.string)

    assert (data["@context"], data["@type"]) == ("https://schema.org", expected)
    assert data["name"]


def test_event_is_described_completely(read):
    (script,) = read(PAGES["event"]).select("script[type='application/ld+json']")
    data = json.loads(script.string)
    page = find_page(PAGES["event"])

    assert date.fromisoformat(data["startDate"][:10]) == page.start_date
    assert data["location"]["name"] == page.place_name
    assert data["organizer"]["telephone"] == page.responsible_department.phone


def test_questions_are_described_with_their_answers(read):
    (script,) = read(PAGES["faq"]).select("script[type='application/ld+json']")
    entities = json.loads(script.string)["mainEntity"]

    assert [entity["name"] for entity in entities] == [item.question for item in find_page(PAGES["faq"]).items.all()]
    assert all(entity["acceptedAnswer"]["text"].strip() for entity in entities)


def test_feed_lists_the_newest_news(client):
    response = client.get("/news/feed/")
    channel = etree.fromstring(response.content).find("channel")

    assert response["Content-Type"].startswith("application/rss+xml")
    assert channel.findtext("language") == "ja"
    news = NewsPage.objects.live().newest_first()[:30]
    assert [item.findtext("title") for item in channel.findall("item")] == [page.title for page in news]
    assert all(urlsplit(item.findtext("link")).scheme for item in channel.findall("item"))


def test_sitemap_lists_every_public_page(client):
    response = client.get("/sitemap.xml")
    listed = etree.fromstring(response.content).findall("s:url/s:loc", SITEMAP)

    public = Page.objects.live().public().filter(depth__gte=2)
    assert {entry.text for entry in listed} == {page.full_url for page in public}


def test_robots_names_the_sitemap(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /kanri/",
        "Disallow: /search/",
        *[f"Disallow: /{code}/search/" for code in LANGUAGES if code != "ja"],
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_event_page_offers_its_calendar_file(client, read):
    (link,) = read(PAGES["event"]).select("main a[href$='calendar/']")
    response = client.get(urljoin(PAGES["event"], link["href"]))
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == find_page(PAGES["event"]).title


# --- Cost ---------------------------------------------------------------------------------------------------------


def count_queries(client: Client, path: str) -> int:
    """Return how often a page asks the database after a start of the server. Pictures have been scaled before."""
    client.get(path)
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code in (200, 404)
    return len(queries)


@pytest.mark.parametrize("path", [*PAGES.values(), NOT_FOUND], ids=[*PAGES.keys(), "not_found"])
def test_page_asks_the_database_rarely(client, path):
    assert count_queries(client, path) <= QUERIES_MAXIMUM


@pytest.mark.parametrize(
    ("listing", "item"),
    [
        ("home", "news"),
        ("section_main", "section"),
        ("section", "article"),
        ("article", "article_picture"),
        ("news_index", "news"),
        ("event_index", "event"),
        ("department", "news"),
        ("department_index", "department"),
        ("site_map", "article"),
        ("search_found", "article"),
        ("catalogue", "course"),
    ],
)
def test_a_longer_list_asks_no_more(client, listing, item):
    if listing == "department":
        example = find_page(PAGES[listing]).get_children().type(NewsPage).first().specific
    else:
        example = find_page(PAGES[item])
    newest = {"date": timezone.localdate()} if isinstance(example, NewsPage) else {}
    before = count_queries(client, PAGES[listing])
    text_before = client.get(PAGES[listing]).content.decode()

    with TestCase.captureOnCommitCallbacks(execute=True):
        for number in (1, 2):
            example.copy(
                recursive=False,
                copy_revisions=False,
                update_attrs={"slug": f"ato-{number}", "title": f"ごみの追加{number}", **newest},
                log_action=None,
            )

    after = count_queries(client, PAGES[listing])
    text_after = client.get(PAGES[listing]).content.decode()
    assert text_after.count("ごみの追加") >= text_before.count("ごみの追加") + 2
    assert after <= before


@pytest.fixture
def fetch(client: Client) -> Fetch:
    return fetch_by(client)


@each_page
def test_page_is_light(fetch, path):
    weight = weigh(path, fetch)

    assert weight["css"] < CSS_MAXIMUM_BYTES
    assert weight["js"] < JS_MAXIMUM_BYTES
    assert sum(weight.values()) < PAGE_MAXIMUM_BYTES


def test_style_sheet_fetches_nothing_more(fetch, read):
    (link,) = read("/").select("link[rel=stylesheet]")

    assert "url(" not in fetch(link["href"]).decode()
