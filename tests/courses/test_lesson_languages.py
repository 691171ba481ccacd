"""Lessons in other languages: whole, in their language, and found from the lesson."""

import pytest
from html5lib import HTMLParser

from courses.demo.lesson_files import read_lessons
from courses.demo.lessons import load_lesson
from courses.models import LessonIndexPage
from tests.courses.test_lessons import TODAY

WITH_TEXTS = [lesson for lesson in read_lessons() if lesson.translations]


@pytest.fixture
def index(section, department):
    return section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))


def test_six_lessons_are_shown_whole_in_english_and_easy_japanese(client, index):
    missing, pages = {}, {}
    client.cookies["display"] = "ruby=off"
    for lesson in WITH_TEXTS:
        page = pages[lesson.number] = load_lesson(index, lesson, {}, pages, TODAY)
        for language, data in lesson.translations.items():
            html = client.get(f"{page.url}{language}/").content.decode()
            HTMLParser(strict=True).parse(html)
            texts = [data["title"], data["aim"], *data["needs"], *data["done"]]
            texts += [text for step in data["steps"] for text in (step["heading"], step["text"])]
            texts += [choice["why"] for question in data["quiz"] for choice in question["choices"]]
            missing[lesson.slug, language] = [text for text in texts if text not in unescape(html)]

    assert len(missing) == 12
    assert {key: texts for key, texts in missing.items() if texts} == {}


def unescape(html: str) -> str:
    return html.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def test_the_lesson_leads_to_its_languages_and_others_are_not_found(client, index):
    page = load_lesson(index, WITH_TEXTS[0], {}, {}, TODAY)

    html = client.get(page.url).content.decode()
    english, easy = (client.get(f"{page.url}{language}/").content.decode() for language in ("en", "ja-simple"))

    assert f'href="{page.url}en/" lang="en" hreflang="en">English</a>' in html
    assert f'href="{page.url}ja-simple/" lang="ja" hreflang="ja">やさしい日本語</a>' in html
    assert ('<html lang="en">' in english, "What to do" in english, "<ruby" in english.partition("<main")[2]) == (
        True,
        True,
        False,
    )
    assert "<ruby" in easy
    assert [client.get(f"{page.url}{language}/").status_code for language in ("ko", "x")] == [404, 404]
