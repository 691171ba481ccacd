"""Furigana on whole pages of the site."""

import re

import pytest
from django.core.cache import cache

from tests.factories.site import make_site
from translations.wagtail_app import furigana

RUBY = re.compile(r"<rp>.*?</rp>|<rt>.*?</rt>|</?ruby>")


@pytest.fixture
def site(db):
    cache.clear()
    return make_site()


def test_off_by_default(site, client):
    assert "<ruby>" not in client.get("/juminhyo/").content.decode()


def test_reader_gets_readings(site, client):
    client.cookies["display"] = "ruby=all"

    html = client.get("/juminhyo/").content.decode()

    assert "<rt>まど</rt>" in html
    assert "<title>住民票の写し" in html


def test_page_is_the_same_but_for_the_readings(site, client):
    plain = client.get("/settings-of-nobody/").content.decode()
    client.cookies["display"] = "ruby=all"
    with_ruby = client.get("/settings-of-nobody/").content.decode()

    def text(html: str) -> str:
        body = html.partition("<main")[2].partition("</main>")[0]
        return RUBY.sub("", body)

    assert text(with_ruby) == text(plain)


def test_readings_are_computed_once(site, client, monkeypatch):
    client.cookies["display"] = "ruby=all"
    first = client.get("/juminhyo/").content
    monkeypatch.setattr(furigana, "add_ruby", lambda *args, **kwargs: pytest.fail("computed again"))

    assert client.get("/juminhyo/").content == first


def test_school_grade_leaves_known_kanji_alone(site, client):
    client.cookies["display"] = "ruby=6"

    html = client.get("/juminhyo/").content.decode()

    assert "<rt>まど</rt>" not in html


def test_admin_gets_no_readings(site, admin_client):
    admin_client.cookies["display"] = "ruby=all"

    assert "<ruby>" not in admin_client.get("/kanri/").content.decode()


def test_length_of_the_answer_is_right(site, client):
    client.cookies["display"] = "ruby=all"

    response = client.get("/juminhyo/")

    assert int(response.get("Content-Length", len(response.content))) == len(response.content)
