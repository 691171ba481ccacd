"""The film page: a film of our own has captions, plays from our server, and is asked for in Japanese when missing."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.models import CityDocument, VideoPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_film(health_section, settings, tmp_path):
    """A function that gives a film page, not yet stored, with the named files."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # the pages of these tests share one address

    def make(video_url: str = "", **files: str) -> VideoPage:
        documents = {
            field: CityDocument.objects.create(title=name, file=ContentFile(b"x", name))
            for field, name in files.items()
        }
        words = {"duration": "36秒", "captions_note": "字幕があります", "transcript": "<p>雨です。</p>"}
        return VideoPage(title="避難の練習", slug="renshu", video_url=video_url, **words, **documents)

    return make


@pytest.mark.parametrize(
    ("files", "field", "message"),
    [
        ({}, "film", "動画のファイルを選ぶか"),
        ({"film": "a.webm"}, "captions", "字幕のファイルを選んでください"),
        ({"film": "a.pdf", "captions": "a.vtt"}, "film", ".webm か .mp4"),
        ({"film": "a.mp4", "captions": "a.txt"}, "captions", ".vtt"),
    ],
)
def test_a_film_that_not_everybody_can_follow_is_refused(make_film, files, field, message):
    with pytest.raises(ValidationError) as caught:
        make_film(**files).clean()

    assert message in caught.value.message_dict[field][0]


def test_our_own_film_plays_on_the_page_with_captions(client, make_film, health_section):
    page = health_section.add_child(instance=make_film(film="a.webm", captions="a.vtt"))

    html = client.get(page.url).content.decode()

    assert f'src="{page.film.url}"' in html
    assert f'<track kind="captions" srclang="ja" label="日本語" src="{page.captions.url}" default>' in html
    assert "動画のサイトで見る" not in html


def test_a_film_of_another_service_needs_no_file(client, make_film, health_section):
    page = health_section.add_child(instance=make_film(video_url="https://www.youtube.com/watch?v=aaaaaaaaaaa"))

    html = client.get(page.url).content.decode()

    assert "<video" not in html
    assert "動画のサイトで見る" in html
