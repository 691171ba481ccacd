"""The demo's texts in other languages: the promised pages are there, whole, up to date, and nothing in them is wrong.

Decided from the files alone. That the pages load and are public is tried in test_demo_languages.py.
"""

import html
import re
from functools import cache

import pytest
import yaml

from cms.demo.page_files import DEMO_DIR, find_values
from cms.demo.translated_files import (
    EASY_JAPANESE,
    find_languages,
    find_page_file,
    read_easy_pages,
    read_translations,
    state_of,
)
from translations import judge_html, shipped_glossary
from translations.easy_japanese import judge

# Source: issue "Languages": 20 pages in English, 10 in easy Japanese, 5 each in the others, beside home page and sections.
ARTICLES_AT_LEAST = {"en": 20, "ja-simple": 10, "pt-br": 5, "vi": 5, "zh-hans": 5, "ko": 5}
# What a newcomer needs first: waste, disaster, hospital, school, procedures.
FIRST = {
    "kurashi/gomi/wakekata",
    "bosai/hinanjo",
    "kenko/kenshin/kyujitsu-shinryo",
    "kosodate/shogakko",
    "kurashi/hikkoshi/tennyu",
    "kurashi/gaikokujin",
}
LANGUAGES = [*find_languages(), EASY_JAPANESE]
# Tiles of the home page have room for 30 letters in the first line and 40 in the second.
TILE_NAME, TILE_HINT = 30, 40
# The glossary's words do not fit into a tile.
TOO_LONG_FOR_A_TILE = {("en", "住民票、印鑑、戸籍"), ("pt-br", "住民票、印鑑、戸籍")}
# Figures that the easy page has from another page of the demo, or that its Japanese says in words.
KNOWN_FIGURES = {
    "kosodate": {"0794", "00", "0018"},
}
KEYS_THAT_ARE_NO_TEXT = {"type", "department", "icon", "page", "image", "document", "kind", "url"}
NUMBERS_AND_FLAGS = (int, float, bool)


def read(language):
    if language == EASY_JAPANESE:
        return {path: file.data for path, file in read_easy_pages().items()}
    return read_translations(language)


@cache
def japanese(path):
    return yaml.safe_load(find_page_file(path).read_text(encoding="utf-8"))


def texts(data, key=""):
    """Return every text of a page without mark-up, cut at paragraphs and items as wagtail-localize cuts them."""
    if isinstance(data, dict):
        return [text for name, value in data.items() for text in texts(value, name)]
    if isinstance(data, list):
        return [text for value in data for text in texts(value, key)]
    if key in KEYS_THAT_ARE_NO_TEXT or data is None or isinstance(data, NUMBERS_AND_FLAGS):
        return []
    return [plain for part in re.split(r"</?(?:p|ul|ol|li)>", data) if (plain := as_plain(part))]


def as_plain(text):
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def pairs():
    return [
        pytest.param(language, path, strings, id=f"{language} {path or 'home'}")
        for language in find_languages()
        for path, strings in read_translations(language).items()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_promised_pages_are_there_with_the_sections_above_them(language):
    pages = read(language)
    articles = {path for path in pages if path and japanese(path)["type"] != "section"}

    assert len(articles) >= ARTICLES_AT_LEAST[language]
    assert articles >= FIRST
    above = {path.rpartition("/")[0] for path in pages if path}
    assert above <= set(pages)


@pytest.mark.parametrize(("language", "path", "strings"), pairs())
def test_a_translated_page_has_each_string_of_today_and_no_other(language, path, strings):
    wanted = set(texts(japanese(path)))

    there = {as_plain(string) for string in strings}
    assert wanted - there == set(), "not translated, or changed in Japanese since"
    assert there - wanted == set(), "no longer on the Japanese page"


@pytest.mark.parametrize(("language", "path", "strings"), pairs())
def test_no_check_finds_a_fault(language, path, strings):
    glossary = shipped_glossary(language)

    found = [
        (source, target, finding.en)
        for source, target in strings.items()
        if (language, source) not in TOO_LONG_FOR_A_TILE
        for finding in judge_html(source, target, language, glossary)
        if finding.is_certain
    ]

    assert found == []


@pytest.mark.parametrize("language", find_languages())
def test_tiles_of_the_home_page_have_room_for_their_words(language):
    strings = read_translations(language)[""]
    tasks = japanese("")["tasks"]

    assert [name for task in tasks if len(name := strings[task["name"]]) > TILE_NAME] == []
    assert [hint for task in tasks if len(hint := strings[task["hint"]]) > TILE_HINT] == []


@pytest.mark.parametrize("path", read_easy_pages())
def test_an_easy_page_is_easy_and_written_after_the_japanese_of_today(path):
    data = dict(read_easy_pages()[path].data)

    assert data.pop("written_from") == state_of(path), (
        "the Japanese page has changed: see whether the easy one still holds"
    )
    report = judge("\n".join(texts(data)), is_disaster=path.startswith("bosai"))
    assert report.is_good, [(finding.rule, finding.ja) for finding in report.findings]


@pytest.mark.parametrize("path", read_easy_pages())
def test_an_easy_page_says_no_figure_that_the_japanese_does_not_have(path):
    data = {key: value for key, value in read_easy_pages()[path].data.items() if key != "written_from"}
    figures = {*re.findall(r"\d+", " ".join(texts(japanese(path))))}

    said = {*re.findall(r"\d+", " ".join(texts(data)))}
    assert said - figures <= {str(number) for number in range(1, 6)} | KNOWN_FIGURES.get(path, set())


@pytest.mark.parametrize("path", read_easy_pages())
def test_pages_and_pictures_that_an_easy_page_names_exist(path):
    data = read_easy_pages()[path].data
    easy = set(read_easy_pages())

    assert set(find_values(data, {"page"})) <= easy
    assert all((DEMO_DIR / "images" / name).exists() for name in find_values(data, {"image"}))
