"""Two hundred public pages of the demo city come back byte for byte once our ruby is taken out.

The demo city has fewer public pages than that, so each is read at least once and further ones are drawn among pages and
settings, always the same.
"""

import random
from collections.abc import Iterator

import pytest
from wagtail.models import Page

from cms import middleware
from tests.factories.demo_city import loaded_city
from tests.translations.ruby_removal import OUR_RUBY, remove_ruby

READ_IN_ALL = 200
SETTINGS = ("all", "first", "2", "4", "6")

pytestmark = [
    pytest.mark.django_db,
    # Wagtail 7.4 leaves the temporary file of a scaled picture to the garbage collector (wagtail/images/models.py).
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker, built_city, tmp_path_factory) -> Iterator[None]:
    """The demo city, loaded once for this module."""
    with django_db_blocker.unblock(), loaded_city(built_city, tmp_path_factory.mktemp("media")):
        yield


def draw(paths: list[str]) -> list[tuple[str, str]]:
    """Give every path with a setting, and further pairs of both up to READ_IN_ALL."""
    chance = random.Random(200)
    pairs = [(path, chance.choice(SETTINGS)) for path in paths]
    others = sorted({(path, setting) for path in paths for setting in SETTINGS} - set(pairs))
    return (pairs + chance.sample(others, max(0, READ_IN_ALL - len(pairs))))[:READ_IN_ALL]


def test_public_pages_come_back_byte_for_byte(client, monkeypatch):
    seen: list[tuple[str, str]] = []
    real = middleware.add_cached_ruby

    def watch(html: str, **options) -> str:
        seen.append((html, real(html, **options)))
        return seen[-1][1]

    monkeypatch.setattr(middleware, "add_cached_ruby", watch)
    pages = Page.objects.live().public().filter(depth__gt=1).order_by("pk")
    pairs = draw([page.url for page in pages])

    for path, setting in pairs:
        client.cookies["display"] = f"ruby={setting}"
        response = client.get(path)
        if response.status_code == 200:  # a page may lead on to another
            assert response.content.decode() == seen[-1][1], path

    assert len(pairs) == READ_IN_ALL
    assert len(seen) > READ_IN_ALL * 0.95
    assert [html for html, written in seen if remove_ruby(written) != html] == []
    assert sum(len(OUR_RUBY.findall(written)) for _html, written in seen) > READ_IN_ALL * 20
