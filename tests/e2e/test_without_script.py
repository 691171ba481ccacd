"""Without JavaScript everything still works: menu, search, settings, details, film page, furigana."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.demo_city import PAGES
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e


@pytest.fixture
def plain(make_visitor) -> Visitor:
    """Somebody whose browser runs no scripts, on a phone."""
    return make_visitor(390, 844, java_script_enabled=False)


def test_menu_opens_closes_and_leads_on(plain):
    page = plain.open(PAGES["article"])
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()

    page.locator(".site-header__jump a", has_text="メニュー").click()
    expect(menu).to_be_visible()
    menu.get_by_text("メニューを閉じる").click()
    expect(menu).to_be_hidden()
    page.locator(".site-header__jump a", has_text="メニュー").click()
    menu.get_by_text("防災・安全").click()

    expect(page.locator("h1")).to_have_text("防災・安全")


def test_search_opens_and_finds(plain):
    page = plain.open(PAGES["article"])

    page.locator(".site-header__jump a", has_text="さがす").click()
    page.locator("#q-header").fill("としょかん")
    page.locator("#q-header").press("Enter")

    expect(page.locator("main .results")).to_contain_text("図書館")


def test_settings_are_kept(plain):
    page = plain.open("/settings/")

    page.locator("#theme-blue").check()
    page.get_by_role("button", name="この設定で見る").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "blue")
    page.goto(plain.city_url + "/")

    expect(page.locator("html")).to_have_attribute("data-theme", "blue")


def test_furigana_goes_on_and_off(plain):
    page = plain.open(PAGES["article"])

    page.locator(".tools button").click()
    expect(page.locator("main ruby").first).to_be_visible()
    page.locator(".tools button").click()

    expect(page.locator("main ruby")).to_have_count(0)


def test_details_open(plain):
    page = plain.open(PAGES["article_accordion"])
    details = page.locator("main details").first
    expect(details.locator(".accordion__body")).to_be_hidden()

    details.locator("summary").click()

    expect(details.locator(".accordion__body")).to_be_visible()


def test_film_is_reached_by_a_link_and_read_as_text(plain):
    page = plain.open(PAGES["video"])

    link = page.get_by_role("link", name=re.compile("動画のサイトで見る"))
    expect(link).to_have_attribute("href", re.compile(r"^https://"))
    expect(page.get_by_role("button", name="ここで再生する")).to_be_hidden()
    expect(page.get_by_role("heading", name="動画の内容を文字で読む")).to_be_visible()
    assert plain.foreign == []


def test_courses_are_filtered(plain):
    page = plain.open(PAGES["catalogue"])
    all_courses = count_results(page)

    page.locator("#open-1").check()
    page.get_by_role("button", name="この条件でさがす").click()

    expect(page.locator("#open-1")).to_be_checked()
    assert 0 < count_results(page) <= all_courses


def count_results(page: Page) -> int:
    return int(re.match(r"\d+", page.locator("#results h2").inner_text())[0])


def test_nothing_is_offered_that_needs_a_script(plain):
    page = plain.open(PAGES["article"])

    expect(page.get_by_text("このページを印刷する")).to_be_hidden()
    expect(page.get_by_text("読み上げ")).to_have_count(0)


def test_picture_and_file_are_there(plain):
    page = plain.open(PAGES["article_picture"])

    expect(page.locator("main figure img")).to_be_visible()
    expect(page.locator("main .file a").first).to_have_attribute("href", re.compile("^/documents/"))
