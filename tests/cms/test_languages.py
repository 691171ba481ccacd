"""One address is one language; lists, search, feeds and menus keep to theirs."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page

from cms.apps import make_locales
from cms.languages import LANGUAGES, in_language, language_of_path, without_prefix
from cms.models import ArticlePage, CitySettings, EventIndexPage, EventPage, NewsIndexPage, NewsPage
from cms.views.search import find_pages
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def read(client, path, status=200, **options):
    response = client.get(path, **options)
    assert response.status_code == status, path
    return BeautifulSoup(response.content.decode(), "html5lib")


@pytest.fixture(autouse=True)
def _cold_cache():
    """A page that an earlier test has read would be kept for a minute."""
    cache.clear()


@pytest.fixture
def news(home, section, department_page) -> NewsPage:
    city = CitySettings.for_site(home.get_site())
    city.news_page = section.add_child(instance=NewsIndexPage(title="お知らせ", slug="news"))
    city.save()
    return department_page.add_child(instance=NewsPage(title="健診の日が決まりました", slug="kenshin-bi"))


@pytest.fixture
def event(section, department_page) -> EventPage:
    section.add_child(instance=EventIndexPage(title="催し", slug="moyoshi"))
    return department_page.add_child(
        instance=EventPage(title="市民マラソン", slug="marathon", start_date=date(2090, 1, 2), place_name="公園")
    )


@pytest.fixture
def english(home) -> Page:
    return translate(home, text="Ono City guide {}")


@pytest.mark.parametrize(
    ("path", "language", "bare"),
    [
        ("/", "ja", "/"),
        ("/kurashi/gomi/", "ja", "/kurashi/gomi/"),
        ("/en/", "en", "/"),
        ("/en", "en", "/"),
        ("/zh-hans/kurashi/", "zh-hans", "/kurashi/"),
        ("/ja-simple/kurashi/", "ja-simple", "/kurashi/"),
        ("/ja/kurashi/", "ja", "/ja/kurashi/"),
        ("/english/", "ja", "/english/"),
        ("/en-gb/", "ja", "/en-gb/"),
        ("/kurashi/en/", "ja", "/kurashi/en/"),
    ],
)
def test_the_address_tells_the_language(path, language, bare):
    assert (language_of_path(path), without_prefix(path)) == (language, bare)
    assert in_language(bare, "vi") == f"/vi{bare}"
    assert in_language(f"/vi{bare}", "ja") == bare


def test_languages_are_those_of_the_settings(settings):
    assert set(LANGUAGES) == {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("header", ["en", "vi,en;q=0.8", "zh-Hans"])
def test_the_browser_does_not_choose(client, tax_page, header):
    soup = read(client, "/kurashi/zei/koteishisan/", headers={"accept-language": header})

    assert soup.html["lang"] == "ja"
    assert "固定資産税" in soup.h1.get_text()
    assert "Accept-Language" not in client.get("/kurashi/").get("Vary", "")


@pytest.mark.parametrize(
    ("code", "lang"), [("en", "en"), ("ja-simple", "ja"), ("zh-hans", "zh-Hans"), ("pt-br", "pt-BR")]
)
def test_each_language_has_addresses_of_its_own(client, home, tax_page, code, lang):
    translate(home, code, "Home {}")
    page = translate(tax_page, code, "Tax {}")

    assert page.url == f"/{code}/kurashi/zei/koteishisan/"
    response = client.get(page.url)
    assert f'<html lang="{lang}"' in response.content.decode()
    assert "Tax 1" in response.content.decode()
    assert tax_page.url == "/kurashi/zei/koteishisan/"
    assert "固定資産税" in client.get(tax_page.url).content.decode()


@pytest.mark.parametrize("path", ["/en/", "/vi/kurashi/zei/koteishisan/", "/ja-simple/kurashi/"])
def test_a_language_without_pages_never_shows_japanese_ones(client, tax_page, path):
    assert client.get(path).status_code == 404


def test_a_page_is_translated_where_the_sections_above_it_are_not(client, english, tax_page):
    page = translate(tax_page)

    soup = read(client, page.url)

    assert [link["href"] for link in soup.select(".breadcrumb a")] == ["/en/"]
    assert soup.select("#menu .site-nav__list a[href^='/kurashi']") == []


def test_menu_has_the_sections_of_its_language(client, english, section):
    translate(section, text="Living {}")

    assert [link["href"] for link in read(client, "/en/").select("#menu .site-nav__list a")][:-1] == ["/en/kurashi/"]
    assert [link["href"] for link in read(client, "/").select("#menu .site-nav__list a")][:-1] == ["/kurashi/"]


def test_news_stands_in_the_lists_of_its_language(client, english, news):
    index = translate(NewsIndexPage.objects.get(), text="All news {}")
    translate(news, text="Check-up day {}")

    for path, own, other in (("/", news.title, "Check-up"), ("/kurashi/news/", news.title, "Check-up")):
        text = read(client, path).main.get_text()
        assert own in text
        assert other not in text
    for path in ("/en/", index.url):
        text = read(client, path).main.get_text()
        assert "Check-up day 1" in text
        assert news.title not in text


def test_feeds_hold_the_news_of_their_language(client, english, news):
    translate(news, text="Check-up day {}")

    japanese, foreign = (client.get(path).content.decode() for path in ("/news/feed/", "/en/news/feed/"))

    assert news.title in japanese
    assert "Check-up" not in japanese
    assert "Check-up day 1" in foreign
    assert news.title not in foreign
    assert "<language>en</language>" in foreign


def test_events_stand_in_the_list_of_their_language(client, english, event):
    index = translate(EventIndexPage.objects.get(), text="Events {}")
    translate(event, text="Marathon {}")

    assert "Marathon" not in read(client, "/kurashi/moyoshi/").main.get_text()
    text = read(client, index.url).main.get_text()
    assert "Marathon 1" in text
    assert event.title not in text


def test_search_finds_pages_of_its_language(client, english, tax_page):
    translate(tax_page, text="Property tax {}")
    title = tax_page.title

    with override("en"):
        found = [page.title for page in find_pages("property tax")]
        assert find_pages(title) == []
    assert found == ["Property tax 1"]
    assert [page.title for page in find_pages(title)] == [title]
    assert find_pages("property tax") == []
    assert "Property tax 1" in read(client, "/en/search/?q=property").main.get_text()
    assert read(client, "/en/").select_one("form[role=search]")["action"] == "/en/search/"


def test_site_map_for_search_engines_has_all_languages(client, english, tax_page):
    translate(tax_page)

    text = client.get("/sitemap.xml").content.decode()

    assert "http://localhost/kurashi/zei/koteishisan/" in text
    assert "http://localhost/en/kurashi/zei/koteishisan/" in text
    assert "http://localhost/en/kurashi/</loc>" not in text
    assert "Disallow: /en/search/" in client.get("/robots.txt").content.decode()


def test_a_section_cannot_take_the_address_of_a_language(client, admin_user, home):
    client.force_login(admin_user)
    form = {"title": "英語", "slug": "en", "answer": "", "review_on": "2030-01-01", "department": "", "body-count": "0"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "1"}

    response = client.post(reverse("wagtailadmin_pages:add", args=["cms", "articlepage", home.pk]), form)

    assert "これはことばの版のアドレスです" in response.content.decode()
    assert not ArticlePage.objects.filter(slug="en").exists()


def test_staff_with_an_english_admin_see_japanese_pages(client, admin_user, tax_page):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=admin_user, preferred_language="en")
    client.force_login(admin_user)

    assert read(client, tax_page.url).html["lang"] == "ja"
    assert client.get(reverse("wagtailadmin_home")).wsgi_request.LANGUAGE_CODE == "ja"
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[tax_page.pk])).content.decode()
    assert '<html lang="ja"' in preview


def test_drafts_are_judged_in_their_own_language(english, tax_page):
    from a11y_checker.wagtail_app.judging import render_page

    page = translate(tax_page)

    with override("ja"):
        assert '<html lang="en"' in render_page(page).content.decode()


def test_language_records_are_not_made_twice(db):
    Locale.objects.filter(language_code="vi").delete()
    before = set(Locale.objects.values_list("pk", flat=True))

    make_locales(using="default")
    make_locales(using="default")

    assert before < set(Locale.objects.values_list("pk", flat=True))
    assert Locale.objects.count() == len(LANGUAGES)
