"""The practice screens: complete, easy to read, and with nothing on them that could send anything (UX-41)."""

import re

import pytest
from django.urls import reverse
from html5lib import HTMLParser

from courses.lesson_pictures import find_unknown
from courses.practice import all_practices, find_practice
from courses.practice.typing import WORDS
from tests.cached import cached

# Source: acceptance of the lessons, which these screens belong to.
SENTENCE_MAX_CHARS = 50
WITH_SCENES = [item for item in all_practices() if item.scenes]
OWN = [item for item in all_practices() if not item.url_name]


def name(practice) -> str:
    return practice.id


def test_every_screen_of_the_lessons_is_there():
    assert [item.id for item in all_practices()] == [
        "typing",
        "qr-check",
        "fake-warning",
        "booking",
        "payment",
        "application",
    ]
    assert find_practice("application").address == "/apply/renshu/"
    assert find_practice("nothing") is None


def find_ways(scene) -> list[str]:
    """Return the keys of all scenes that one can go to, from links and from the table."""
    cells = [target for _hours, row in scene.slots.rows for _words, _mark, target in row] if scene.slots else []
    return [key for key in [*(way.to for way in scene.ways), *cells] if key]


@pytest.mark.parametrize("practice", WITH_SCENES, ids=name)
def test_every_scene_is_reached_and_none_is_a_dead_end(practice):
    scenes = {scene.key: scene for scene in practice.scenes}
    reached, open_ends = set(), [practice.scenes[0].key]
    while open_ends:
        key = open_ends.pop()
        if key not in reached:
            reached.add(key)
            open_ends += find_ways(scenes[key])

    assert len(scenes) == len(practice.scenes)
    assert reached == set(scenes)
    assert [scene.key for scene in practice.scenes if not scene.ways and not find_ways(scene)] == []


@pytest.mark.parametrize("practice", WITH_SCENES, ids=name)
def test_scenes_are_short_and_their_pictures_can_be_drawn(practice):
    texts = [text for scene in practice.scenes for text in (scene.heading, *scene.lines)]
    texts += [why for scene in practice.scenes for question in scene.questions for _answer, why in question.answers]
    sentences = [part for text in texts for part in re.split(r"(?<=[。！？」])", text)]
    pictures = [scene.picture for scene in practice.scenes if scene.picture]

    assert [sentence for sentence in sentences if len(sentence) > SENTENCE_MAX_CHARS] == []
    assert [picture for picture in pictures if find_unknown(picture[0], picture[1])] == []


def test_the_false_warning_can_always_be_closed_and_promises_nothing_to_ring(client, catalogue):
    fakes = [scene for scene in find_practice("fake-warning").scenes if scene.look == "fake"]
    html = client.get("/practice/fake-warning/").content.decode()

    assert [any(way.to in ("closed", "power") for way in scene.ways) for scene in fakes] == [True, True]
    assert not re.search(r"<p>[^<]*0\d[\d-]{8}", html.partition("<main")[2].partition("</main>")[0])
    assert html.count("練習の見本です") == 2
    assert 'href="/practice/">練習をやめる' in html


@pytest.mark.parametrize("practice", OWN, ids=name)
def test_a_screen_has_nothing_that_sends(client, catalogue, practice):
    response = client.get(practice.address)

    html = response.content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    HTMLParser(strict=True).parse(html)
    assert (
        re.findall(r'<form[^>]* (?:action|method)=|<(?:input|button|select|textarea)[^>]* name=|type="submit"', main)
        == []
    )
    assert (dict(response.cookies), "どこにも送られず、何も残りません。" in main) == ({}, True)
    assert [key for key in cached() if ":page:" in key]  # The same page for everybody.


def test_words_can_be_typed_as_they_are_shown():
    spelt = {word.text: word.romaji.replace(" ", "") for word in WORDS}

    assert spelt == {
        "あお": "ao",
        "かさ": "kasa",
        "はし": "hasi",
        "がっこう": "gakkou",
        "おはよう": "ohayou",
        "119": "119",
    }


def test_unknown_screens_are_not_found(client, catalogue):
    assert [client.get(f"/practice/{key}/").status_code for key in ("nothing", "application")] == [404, 404]


def test_the_list_names_every_screen(client, catalogue):
    html = client.get(reverse("practice_index")).content.decode()

    HTMLParser(strict=True).parse(html)
    assert [item.id for item in all_practices() if f'href="{item.address}"' not in html] == []
