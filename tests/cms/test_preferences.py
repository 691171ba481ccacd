"""The visitor's display settings: the cookie, the form, the page."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Page

from cms.middleware import FuriganaMiddleware, PreferencesMiddleware
from cms.models import ArticlePage, DisplaySettingsPage
from cms.preferences import CHOICES, Preferences
from cms.wagtail_hooks import remember_served_page


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("", Preferences()),
        ("text=large&ruby=4", Preferences(text="large", ruby="4")),
        ("text=huge&colour=red&theme=blue", Preferences(theme="blue")),
        ("theme", Preferences()),
        ("&&==&", Preferences()),
        ("ruby=" + "9" * 10_000, Preferences()),
    ],
)
def test_cookie_is_read_and_the_unknown_passed_over(cookie, expected):
    assert Preferences.from_cookie(cookie) == expected


def test_every_choice_survives_the_cookie():
    for name, values in CHOICES.items():
        for value in values:
            preferences = Preferences().changed({name: value})

            assert Preferences.from_cookie(preferences.to_cookie()) == preferences


def test_standard_needs_no_cookie_and_no_attribute():
    assert Preferences().to_cookie() == ""
    assert Preferences().html_attributes == ""


def test_attributes_name_what_differs_from_the_standard():
    attributes = Preferences(text="largest", theme="yellow", ruby="2").html_attributes

    assert attributes == ' data-text="largest" data-theme="yellow" data-ruby="on"'


def test_form_sets_the_cookie_and_goes_back(client):
    response = client.post("/display/", {"text": "large", "next": "/kurashi/?q=1"})

    assert (response.status_code, response["Location"]) == (302, "/kurashi/?q=1")
    cookie = response.cookies["display"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("text=large", "Lax", True)


def test_form_keeps_what_it_does_not_name(client):
    client.post("/display/", {"theme": "blue"})
    response = client.post("/display/", {"ruby": "all"})

    assert response.cookies["display"].value == "theme=blue&ruby=all"


def test_back_to_the_standard_removes_the_cookie(client):
    client.post("/display/", {"theme": "blue"})
    response = client.post("/display/", {"theme": "blue", "ruby": "all", "reset": "1"})

    assert response.cookies["display"].value == ""
    assert response.cookies["display"]["max-age"] == 0


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_form_never_leads_to_another_site(client, target):
    response = client.post("/display/", {"text": "large", "next": target})

    assert response["Location"] == "/"


def test_form_of_another_site_is_refused(client):
    response = client.post("/display/", {"text": "large"}, headers={"Origin": "https://elsewhere.example"})

    assert response.status_code == 403
    assert "display" not in response.cookies


@pytest.mark.django_db
def test_settings_are_not_changed_by_opening_an_address(client, home):
    response = client.get("/display/?text=large")

    assert (response.status_code, response["Allow"], response.cookies.get("display")) == (405, "POST", None)
    assert "この画面は開き直せません" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["", "ruby=off", "text=large&ruby=all"])
def test_settings_page_shows_what_the_visitor_chose(client, home, cookie):
    home.add_child(instance=DisplaySettingsPage(title="表示の設定", slug="hyoji"))
    client.cookies["display"] = cookie

    html = client.get("/hyoji/").content.decode()

    checked = dict(re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', html))
    own = {name: getattr(Preferences.from_cookie(cookie), name) for name in CHOICES}
    assert checked == own


def serve(text: str, cookie: str) -> str:
    """Give a page through the middleware that writes readings and spaces."""
    request = RequestFactory().get("/")
    request.served_page = Page(title="水")
    request.preferences = Preferences.from_cookie(cookie)
    return FuriganaMiddleware(lambda _request: HttpResponse(text))(request).content.decode()


@pytest.mark.django_db
def test_spaces_stand_in_easy_japanese_only_for_those_who_want_them():
    with override("ja-simple"):
        assert serve("<p>水を飲みます。</p>", "spaces=on") == "<p>水を 飲みます。</p>"
        assert serve("<p>水を飲みます。</p>", "") == "<p>水を飲みます。</p>"
    with override("ja"):
        assert serve("<p>水を飲みます。</p>", "spaces=on") == "<p>水を飲みます。</p>"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "ruby"), [("/ja-simple/kurashi/", "all"), ("/kurashi/", "off")])
def test_easy_japanese_has_furigana_where_the_visitor_has_not_chosen(path, ruby):
    request, chosen = RequestFactory().get(path), RequestFactory().get(path)
    chosen.COOKIES["display"] = "ruby=2"

    def serve_page(asked: HttpRequest) -> HttpResponse:
        remember_served_page(ArticlePage(), asked, [], {})
        return HttpResponse()

    for asked in (request, chosen):
        PreferencesMiddleware(serve_page)(asked)

    assert (request.preferences.ruby, chosen.preferences.ruby) == (ruby, "2")
