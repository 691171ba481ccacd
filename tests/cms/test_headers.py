"""What the answers say to browsers: content security policy, cookies, and the settings of a city's server."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse

from cms.models import DisplaySettingsPage, VideoPage

# What no public page may allow. Source: CSP Level 3, source expressions.
LOOSE = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:", "blob:"}
STRICT = {
    "default-src": {"'self'"},
    "base-uri": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'self'"},
    "img-src": {"'self'", "data:"},
    "object-src": {"'none'"},
}
PLAYER = {"https://www.youtube-nocookie.com"}

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "for-this-test-only-8Zk2vQm4xT7nR1pL9sW6yB3cF5hJ0dGa",
    "ALLOWED_HOSTS": "www.city.example.lg.jp",
    "COURSES_CONTACT_KEYS": "for-this-test-only-m4Pz7Kc1",
    "COURSES_LOOKUP_KEY": "for-this-test-only-q8Wd2Ls6",
    "DATABASE_URL": "postgresql://city:secret@127.0.0.1:5432/city",
}


def read_policy(response: HttpResponse) -> dict[str, set[str]]:
    """Return the content security policy as directive -> sources."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


@pytest.fixture
def pages(home, health_page, kenko, health_section) -> dict[str, str]:
    """Addresses of an ordinary page, of the settings, of a film, of the search, and of nothing."""
    settings_page = home.add_child(instance=DisplaySettingsPage(title="表示の設定", slug="settings"))
    film = health_section.add_child(
        instance=VideoPage(
            title="体操",
            slug="taiso",
            video_url="https://www.youtube.com/watch?v=aaaaaaaaaaa",
            duration="3分",
            captions_note="日本語の字幕があります",
            transcript="<p>手を上げます。</p>",
        )
    )
    return {
        "home": "/",
        "article": health_page.url,
        "settings": settings_page.url,
        "film": film.url,
        "search": "/search/?q=検診",
        "nothing": "/nai/",
        "robots": "/robots.txt",
    }


@pytest.mark.parametrize("name", ["home", "article", "settings", "search", "nothing", "robots"])
def test_public_policy_is_strict(client, pages, name):
    policy = read_policy(client.get(pages[name]))

    assert policy == STRICT


def test_film_page_adds_the_player_and_nothing_else(client, pages):
    policy = read_policy(client.get(pages["film"]))

    assert policy == {**STRICT, "frame-src": PLAYER}
    assert not LOOSE & set().union(*policy.values())


@pytest.mark.django_db
def test_policy_of_the_admin_loads_nothing_from_elsewhere(client, home):
    policy = read_policy(client.get("/kanri/login/"))

    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["default-src"] == {"'self'"}
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == {"'self'"}
    assert policy["object-src"] == {"'none'"}
    outside = {source for sources in policy.values() for source in sources if source.startswith(("http", "*"))}
    assert outside == set()


@pytest.mark.parametrize("name", ["home", "article", "film", "search", "nothing", "robots"])
def test_every_answer_guards_itself(client, pages, name):
    response = client.get(pages[name])

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["home", "article", "settings", "film", "search", "nothing"])
def test_public_page_sets_no_cookie_and_may_be_kept(client, pages, name):
    response = client.get(pages[name])

    assert response.cookies == {}
    assert "Cookie" in response["Vary"]
    assert "no-store" not in response.get("Cache-Control", "")


def test_cookie_of_the_display_settings_holds_the_settings_alone(client, pages):
    cookie = client.post("/display/", {"theme": "dark", "ruby": "4", "next": "/"}).cookies["display"]

    assert cookie.value == "theme=dark&ruby=4"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_settings_change_only_from_our_own_pages(client, pages):
    response = client.post("/display/", {"theme": "dark"}, headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert response.cookies == {}


@pytest.mark.django_db
def test_cookie_of_a_session_is_kept_from_scripts(client, home, make_user):
    make_user("taro", "Editors")

    response = client.post("/kanri/login/", {"username": "taro", "password": "for tests only"})

    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


# --- A city's server ----------------------------------------------------------------------------------------------


def run_in_production(arguments: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the production settings, in a process of its own."""
    known = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "BASE_URL"}}
    env = {name: value for name, value in {**known, **PRODUCTION, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )


def test_deployment_check_finds_nothing():
    # What the next Wagtail will take away is told by the suite's own filter, not by this command.
    quiet = ["-W", "ignore::DeprecationWarning", "-W", "ignore::PendingDeprecationWarning"]
    result = run_in_production([*quiet, "manage.py", "check", "--deploy", "--fail-level", "WARNING"])

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "COURSES_CONTACT_KEYS", "COURSES_LOOKUP_KEY"])
def test_a_missing_setting_is_named(name):
    result = run_in_production(["manage.py", "check"], **{name: ""})

    assert result.returncode != 0
    assert f"{name} is not set. Set it in the environment, for example {name}=" in result.stderr.splitlines()[-1]


ASK = """
import json, django
django.setup()
from django.test import Client
host = {"host": "www.city.example.lg.jp"}
plain = Client().get("/robots.txt", headers=host)
safe = Client().get("/robots.txt", headers=host, secure=True)
cookie = Client().post("/display/", {"theme": "dark"}, headers=host, secure=True).cookies["display"]
stranger = Client().get("/robots.txt", headers={"host": "evil.example"}, secure=True)
from django.conf import settings
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "safe": [safe.status_code, safe["Strict-Transport-Security"]],
    "cookie is secure": cookie["secure"],
    "stranger": stranger.status_code,
    "session and csrf": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.DEBUG],
}))
"""


def test_production_speaks_https_only():
    result = run_in_production(["-c", ASK])

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == {
        "plain": [301, "https://www.city.example.lg.jp/robots.txt"],
        "safe": [200, "max-age=31536000; includeSubDomains; preload"],
        "cookie is secure": True,
        "stranger": 400,
        "session and csrf": [True, True, False],
    }
