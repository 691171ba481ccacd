"""The demo content files keep their format and the city's writing rules, without a database.

Each YAML file below cms/demo/pages is one page; its path is the page's URL path. The first half of this file checks the
format (keys, blocks, links), the second half the Japanese (guideline checks J01 to J41 that a machine decides surely).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

DEMO = Path(__file__).parents[2] / "cms" / "demo"
PAGES = DEMO / "pages"
FILES = sorted(PAGES.rglob("*.yaml"))
# Pages the courses app's own demo makes.
COURSE_PAGES = "koza/ict"

COMMON_KEYS = {"type", "title", "slug", "answer", "department", "order", "show_in_menus", "review_in_days", "body"}
OWN_KEYS = {
    "home": {"tasks", "popular"},
    "section": {"icon"},
    "article": set(),
    "news": {"date_in_days", "category"},
    "news_index": set(),
    "event": {
        "start_in_days",
        "start_time",
        "end_time",
        "end_in_days",
        "place_name",
        "place_address",
        "audience",
        "fee",
        "apply",
    },
    "event_index": set(),
    "department": {"duties"},
    "department_index": set(),
    "forms": {"forms"},
    "plan": {"document", "period", "summary"},
    "video": {"film", "captions", "duration", "captions_note", "transcript"},
    "faq": {"items"},
    "contact": set(),
    "sitemap": set(),
    "accessibility": set(),
    "accessibility_policy": {"scope", "deadline", "exceptions", "more_criteria", "known_problems"},
    "settings": set(),
}
BLOCK_KEYS = {
    "image": {"image", "alt", "decorative", "caption"},
    "table": {"caption", "column_headers", "row_header", "rows"},
    "links": {"items"},
    "file": {"document", "text", "note"},
    "notice": {"kind", "title", "text"},
    "steps": {"title", "text"},
    "contact": {"department", "note"},
    "accordion": {"title", "text"},
    "map_place": {"name", "address", "route", "latitude", "longitude"},
}
TEXT_BLOCKS = {"heading", "subheading", "text"}
NOTICE_KINDS = {"plain", "caution", "stop", "done"}
NEWS_CATEGORIES = {"募集", "暮らし", "健康", "子育て", "防災", "道路・工事", "催し", "市政"}
FORM_KEYS = {"name", "purpose", "who", "document", "summary", "bring"}
DEPARTMENT_KEYS = {"slug", "name", "reading", "phone", "fax", "extension", "floor", "hours", "email", "summary"}
HTML_TAGS = {"root", "p", "b", "ul", "ol", "li", "a"}
# Our choice: an answer of three lines at most in the lead's size; two notices keep a page calm (look.md, section 7).
MAX_ANSWER_CHARS = 120
MAX_NOTICES = 2
# Source: guideline.md J31 (warn over 60 to 80), J30 (runs of 7 to 8 kanji).
MAX_SENTENCE_CHARS = 60
MAX_KANJI_RUN = 7
# Source: michecker, altText.properties: words that say nothing about a picture, and the length limit of 150.
EMPTY_ALT_WORDS = ("画像", "写真", "イラスト", "アイコン", "バナー", "ロゴ", "サムネイル", ".png", ".svg", ".jpg")
MAX_ALT_CHARS = 150

DEPARTMENTS = yaml.safe_load((DEMO / "departments.yaml").read_text(encoding="utf-8"))
DEPARTMENT_SLUGS = {department["slug"] for department in DEPARTMENTS}


def page_path(file: Path) -> str:
    """The page's URL path below the site root; the home page has the empty path."""
    path = file.relative_to(PAGES).with_suffix("")
    parts = path.parts[:-1] if path.name == "index" else path.parts
    return "/".join(parts)


@cache
def load(file: Path) -> dict:
    """The page in a file, as the demo loader reads it."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


PATHS = {page_path(file) for file in FILES}

every_page = pytest.mark.parametrize("file", FILES, ids=page_path)


def blocks(page: dict) -> list[tuple[str, object]]:
    """The page's body as (block name, value) pairs."""
    body = [*page.get("body", []), *(page["summary"] if isinstance(page.get("summary"), list) else [])]
    return [next(iter(block.items())) for block in body]


def strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a page with the key it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)


def fragments(page: dict) -> Iterator[ElementTree.Element]:
    """Every piece of HTML in a page, parsed."""
    for _, text in strings(page):
        if "<" in text:
            yield ElementTree.fromstring(f"<root>{text}</root>")


NOT_PROSE = {
    "type",
    "slug",
    "department",
    "icon",
    "page",
    "url",
    "film",
    "captions",
    "image",
    "document",
    "kind",
    "start_time",
    "end_time",
}


def prose(page: dict) -> list[str]:
    """Every text a visitor reads: one string per paragraph, list item, cell or field."""
    texts = []
    for key, text in strings(page):
        if key in NOT_PROSE:
            continue
        if "<" not in text:
            texts.append(text)
            continue
        root = ElementTree.fromstring(f"<root>{text}</root>")
        texts += ["".join(block.itertext()) for block in root.iter() if block.tag in {"p", "li"}]
    return texts


# --- format -----------------------------------------------------------------------------------------------------------


def test_there_are_demo_pages():
    assert len(FILES) >= 60  # Source: issue "Foundation", at least 60 pages


def test_departments_are_complete_and_distinct():
    assert [set(department) for department in DEPARTMENTS] == [DEPARTMENT_KEYS] * 10
    numbers = [department[key] for department in DEPARTMENTS for key in ("phone", "fax")]
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


@every_page
def test_keys_are_known(file):
    page = load(file)

    assert set(page) - COMMON_KEYS - OWN_KEYS[page["type"]] == set()
    assert {"type", "title"} <= set(page)


@every_page
def test_names_point_to_something(file):
    page = load(file)
    departments = {text for key, text in strings(page) if key == "department"}
    pages = {text for key, text in strings(page) if key == "page"}
    hrefs = [link.get("href") for root in fragments(page) for link in root.iter("a")]
    pages |= {href.removeprefix("page:") for href in hrefs if href.startswith("page:")}

    assert departments - DEPARTMENT_SLUGS == set()
    assert {path for path in pages - PATHS if not f"{path}/".startswith(f"{COURSE_PAGES}/")} == set()
    assert [href for href in hrefs if not href.startswith(("page:", "document:", "tel:", "mailto:", "https://"))] == []


@every_page
def test_page_has_a_parent(file):
    parent = page_path(file).rpartition("/")[0]

    assert parent in PATHS | {""}


@every_page
def test_used_files_exist(file):
    page = load(file)
    documents = {text for key, text in strings(page) if key == "document"}
    images = {text for key, text in strings(page) if key == "image"}

    assert {name for name in documents if not (DEMO / "documents" / name).is_file()} == set()
    assert {name for name in images if not (DEMO / "images" / name).is_file()} == set()


@every_page
def test_blocks_have_the_right_keys(file):
    for name, value in blocks(load(file)):
        if name in TEXT_BLOCKS:
            assert isinstance(value, str)
            continue
        items = value if name in {"steps", "accordion"} else [value]
        for item in items:
            assert set(item) - BLOCK_KEYS[name] == set(), name
        if name == "notice":
            assert value["kind"] in NOTICE_KINDS
        if name == "image":
            assert value.get("decorative") or value["alt"]
        if name == "links":
            assert all(("page" in item) != ("url" in item) for item in value["items"])
            assert all("page" in item or item.get("text") for item in value["items"])


@every_page
def test_own_lists_are_complete(file):
    page = load(file)

    assert [set(form) for form in page.get("forms", [])] == [FORM_KEYS] * len(page.get("forms", []))
    if page["type"] == "faq":
        assert [set(item) for item in page["items"]] == [{"question", "answer"}] * len(page["items"])
    if page["type"] == "news":
        assert page["category"] in NEWS_CATEGORIES
    if page["type"] == "event":  # unquoted, YAML reads 10:00 as the number 600
        assert [page[key] for key in ("start_time", "end_time") if not re.fullmatch(r"\d\d:\d\d", str(page[key]))] == []


@every_page
def test_html_uses_only_the_allowed_tags(file):
    for root in fragments(load(file)):
        assert {element.tag for element in root.iter()} <= HTML_TAGS
        assert {child.tag for child in root} <= {"p", "ul", "ol"}
        assert [link.attrib.keys() for link in root.iter("a")] == [{"href"}] * len(list(root.iter("a")))


@every_page
def test_tables_are_whole(file):
    for name, table in blocks(load(file)):
        if name != "table":
            continue
        assert table["caption"]
        assert {len(row) for row in table["rows"]} == {len(table["column_headers"])}
        cells = [*table["column_headers"], *(cell for row in table["rows"] for cell in row)]
        assert all(isinstance(cell, str) for cell in cells), "quote numbers, so that YAML keeps them as text"
        assert [cell for cell in cells if not re.search(r"\w", cell) or cell == "同上"] == []


@every_page
def test_page_is_calm_and_in_order(file):
    names = [name for name, _ in blocks(load(file))]

    assert names.count("notice") <= MAX_NOTICES
    assert "subheading" not in names or "heading" in names[: names.index("subheading")]
    assert not names or names[-1] not in {"heading", "subheading"}
    assert {("heading", "heading"), ("subheading", "subheading"), ("subheading", "heading")}.isdisjoint(pairwise(names))


def test_titles_are_distinct():
    titles = Counter(load(file)["title"] for file in FILES)

    assert [title for title, count in titles.items() if count > 1] == []


# --- Japanese ---------------------------------------------------------------------------------------------------------

JAPANESE = r"[\u3040-\u30ff\u3400-\u9fff々〆]"
FORBIDDEN = {
    "J01/J03 space between Japanese characters": rf"{JAPANESE}[ \t\u3000\u00a0]+{JAPANESE}",
    "J04 platform-dependent character": r"[\u2460-\u24ff\u2160-\u217f\u2116\u2121\u3200-\u33ff\ue000-\uf8ff]",
    "J05 half-width katakana": r"[\uff61-\uff9f]",
    "J06 full-width letter or digit": r"[０-９Ａ-Ｚａ-ｚ]",
    "J13/J14 typed mark at the start": r"\A\s*(?:[・■●◆○◎★☆▼▲※【]|[（(]?\d+[)）.．])",
    "J16 row of equal symbols": r"([^\w\s])\1{2,}",
    "J22 date with slashes": r"\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{1,2}/\d{1,2}",
    "J23 wave dash or bare clock time": r"[〜～]|\d{1,2}[:：]\d{2}",
    "J25/J26 colour or place as a direction": r"(?:[上下左右]の|[赤青黄]い?)(?:表|図|ボタン|欄|枠|文字|部分)|赤字|下記",
    "J35 symbol that readers skip": r"[※→⇒×＋＆〒%％＝]",
    "J39 emoji or exclamation": r"[\U0001f000-\U0001faff\u2600-\u27bf！]",
}
VAGUE_LINKS = {"こちら", "ここ", "詳細", "詳しく", "詳細はこちら", "もっと見る", "続きを読む", "一覧", "PDF"}
PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")
WEEKDAYS = "月火水木金土日"


def kanji_runs(text: str) -> list[str]:
    """Runs of kanji in a text."""
    return re.findall(r"[\u3400-\u9fff々]+", text)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [sentence for sentence in re.split(r"(?<=。)", text) if sentence.strip()]


@every_page
def test_answer_is_short(file):
    answer = load(file).get("answer", "")

    assert len(answer) <= MAX_ANSWER_CHARS


@every_page
def test_no_forbidden_pattern(file):
    texts = prose(load(file))

    assert [(rule, text) for rule, pattern in FORBIDDEN.items() for text in texts if re.search(pattern, text)] == []


@every_page
def test_text_is_in_normal_form(file):
    text = file.read_text(encoding="utf-8")

    assert text == unicodedata.normalize("NFC", text)


@every_page
def test_sentences_and_kanji_runs_are_short(file):
    texts = prose(load(file))

    assert [s for text in texts if "。" in text for s in sentences(text) if len(s) > MAX_SENTENCE_CHARS] == []
    assert [run for text in texts for run in kanji_runs(text) if len(run) > MAX_KANJI_RUN] == []


@every_page
def test_link_texts_tell_their_target(file):
    links = [link for root in fragments(load(file)) for link in root.iter("a")]
    texts = {"".join(link.itertext()): link.get("href") for link in links}

    assert set(texts) & VAGUE_LINKS == set()
    assert [text for text in texts if len(text) < 4] == []
    assert [text for link in links if texts[text := "".join(link.itertext())] != link.get("href")] == []


@every_page
def test_phone_numbers_are_links(file):
    page = load(file)
    loose = []
    for _, text in strings(page):
        outside = re.sub(r"ファクス[^\d]{0,12}0\d|<a .*?</a>", "", text)
        loose += PHONE.findall(outside)

    assert loose == []


@every_page
def test_alt_texts_describe(file):
    alts = [value["alt"] for name, value in blocks(load(file)) if name == "image" and not value.get("decorative")]

    assert [alt for alt in alts if any(word in alt for word in EMPTY_ALT_WORDS)] == []
    # J27: a sentence in an alt hints at text in the picture.
    assert [alt for alt in alts if "。" in alt or len(alt) > MAX_ALT_CHARS] == []


@every_page
def test_dates_carry_both_eras_and_the_right_weekday(file):
    for text in prose(load(file)):
        for year, month, day, weekday in re.findall(
            r"(\d{4})年(?:（[^）]*）)?(\d{1,2})月(\d{1,2})日[（(]([月火水木金土日])", text
        ):
            assert weekday == WEEKDAYS[date(int(year), int(month), int(day)).weekday()], text
        for era in re.finditer(r"(?:令和|平成|昭和)(?:\d+|元)年", text):
            assert re.search(r"\d{4}年(?:度)?（$", text[: era.start()]), text
