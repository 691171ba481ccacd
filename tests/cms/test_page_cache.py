"""Kept pages: the same for everybody, new at once after a change, never a member of staff's."""

import pytest
from django.core.cache import cache

from tests.cached import cached
from tests.factories.emergency import make_phrase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def page(tax_page):
    return tax_page


def test_second_visit_costs_no_query(client, page, django_assert_num_queries):
    first = client.get(page.url)

    with django_assert_num_queries(0):
        second = client.get(page.url)

    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Cache-Control"] == "no-cache"
    assert [key for key in cached() if ":page:" in key]


def test_published_change_is_seen_at_once(client, page, django_capture_on_commit_callbacks):
    client.get(page.url)
    page.answer = "納め方が変わりました。"

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert "納め方が変わりました。" in client.get(page.url).content.decode()


def test_emergency_notice_is_seen_at_once(client, page, kenko, django_capture_on_commit_callbacks):
    from cms.models import EmergencyNotice

    client.get(page.url)

    with django_capture_on_commit_callbacks(execute=True):
        EmergencyNotice.objects.create(phrase=make_phrase(), place="中島町", sender=kenko)

    assert "ja 中島町" in client.get(page.url).content.decode()


def test_each_display_setting_has_its_own_page(client, page):
    plain = client.get(page.url).content
    client.cookies["display"] = "theme=blue"

    assert client.get(page.url).content != plain


def test_unknown_cookies_and_values_make_no_new_variant(client, page, django_assert_num_queries):
    client.get(page.url)
    client.cookies["display"] = "theme=nothing&x=1"
    client.cookies["other"] = "value"

    with django_assert_num_queries(0):
        client.get(page.url)


def test_page_seen_by_staff_is_not_kept(client, admin_client, page):
    admin_client.get(page.url)

    assert not [key for key in cached() if ":page:" in key]


@pytest.mark.parametrize("query", ["?utm_source=x", "?page=" + "9" * 50])
def test_strange_addresses_are_served_but_not_kept(client, page, query):
    assert client.get(page.url + query).status_code == 200
    assert not [key for key in cached() if ":page:" in key]


def test_missing_page_is_not_kept(client, home):
    client.get("/nothing/")

    assert not [key for key in cached() if ":page:" in key]
