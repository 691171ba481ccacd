"""The HTML of every page type is valid, with and without furigana.

html5lib finds broken mark-up everywhere; the Nu HTML Checker, where it is installed, also wrong elements, attributes
and roles. `make test` installs it into var/html-checker where there are npm and Java (tests/cms/html_checker).
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from tests.demo_city import NOT_FOUND, PAGES
from tests.factories.demo_city import forget_everything, loaded_city

NU_JAR = Path(
    os.environ.get("NU_HTML_CHECKER") or settings.BASE_DIR / "var/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"
)
NU_TIMEOUT_S = 180
LOOKS = {"plain": "", "furigana": "ruby=all"}
EVERY_PAGE = {**PAGES, "not_found": NOT_FOUND}

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


@pytest.fixture(autouse=True)
def cold_caches(db) -> None:
    forget_everything()


@pytest.fixture(scope="module")
def read_before() -> dict[tuple[str, str], bytes]:
    """What a test of this module has read, by look and path: none of them changes the city."""
    return {}


@pytest.fixture
def read_as(read_before: dict[tuple[str, str], bytes]):
    """Return a function that gives the HTML of a page in a look."""

    def read(look: str, path: str) -> bytes:
        if (look, path) not in read_before:
            visitor = Client()
            if look:
                visitor.cookies["display"] = look
            read_before[look, path] = visitor.get(path).content
        return read_before[look, path]

    return read


@pytest.fixture(params=LOOKS.values(), ids=LOOKS.keys())
def look(request) -> str:
    """Without and with furigana."""
    return request.param


@pytest.fixture
def read(read_as, look: str):
    """Return a function that gives the HTML of a page in the look of the test."""
    return lambda path: read_as(look, path)


def find_mistakes(html: str) -> list[str]:
    """Return what html5lib finds wrong, with line and column."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"{line}:{column} {code} {data}" for (line, column), code, data in parser.errors]


@pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_mark_up_is_well_formed(read, path):
    html = read(path).decode()

    assert find_mistakes(html) == []


@pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_ids_are_unique_and_references_lead_somewhere(read, path):
    soup = BeautifulSoup(read(path).decode(), "html5lib")
    ids = Counter(tag["id"] for tag in soup.select("[id]"))
    references = {
        name
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for tag in soup.select(f"[{attribute}]")
        for name in tag[attribute].split()
    }

    assert [name for name, count in ids.items() if count > 1] == []
    assert references - set(ids) == set()


def test_broken_mark_up_would_be_found():
    html = '<!DOCTYPE html><html lang="ja"><head><title>x</title></head><body><p>a<ul></p></body></html>'

    assert find_mistakes(html) != []


def public_paths() -> list[str]:
    """Return the path of every public page in Japanese, easy Japanese and English: other languages have English's mark-up."""
    pages = Page.objects.live().public().filter(depth__gte=2, locale__language_code__in=["ja", "ja-simple", "en"])
    return [page.url for page in pages]


def test_nu_checker_finds_nothing(read, look, tmp_path):
    if not NU_JAR.is_file() or not shutil.which("java"):
        pytest.skip("the Nu HTML Checker is not installed (npm and Java; `make test` installs it where it can)")
    # Furigana does the same to every text: the page types are enough there.
    paths = [*EVERY_PAGE.values(), *(() if look else public_paths())]
    for number, path in enumerate(dict.fromkeys(paths)):
        name = "".join(char if char.isalnum() else "-" for char in urlsplit(path).path)
        (tmp_path / f"{number}{name}.html").write_bytes(read(path))

    messages = check_with_nu(tmp_path)

    assert messages == []


def check_with_nu(folder: Path) -> list[str]:
    """Return errors and warnings of the Nu HTML Checker on all files of a folder."""
    command = ["java", "-jar", str(NU_JAR), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=NU_TIMEOUT_S, check=True)
    return [
        f"{Path(message.get('url', '')).name}:{message.get('lastLine')} {message['message']}"
        for message in json.loads(result.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


@pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_furigana_adds_readings_and_nothing_else(read_as, path):
    plain, ruby = (read_body(read_as(look, path)) for look in LOOKS.values())

    # BeautifulSoup's get_text() passes over readings.
    readings = {reading.decode_contents() for reading in ruby.select("rt")}
    assert readings
    assert {reading for reading in readings if not re.fullmatch(r"[ぁ-ゖァ-ヺー・]+", reading)} == set()
    for addition in ruby.select("rt, rp"):
        addition.decompose()
    assert ruby.get_text() == plain.get_text()


def read_body(content: bytes) -> BeautifulSoup:
    """Return what is visible, without the aids in the header: their button says something else with furigana on."""
    soup = BeautifulSoup(content.decode(), "html5lib")
    for tag in soup.select("script, style, template, .tools-bar"):
        tag.decompose()
    return soup.body


def test_furigana_leaves_titles_and_attributes_alone(read_as):
    plain, ruby = (BeautifulSoup(read_as(look, PAGES["article_picture"]), "html5lib") for look in LOOKS.values())

    assert ruby.title.string == plain.title.string
    assert [image["alt"] for image in ruby.select("img")] == [image["alt"] for image in plain.select("img")]
