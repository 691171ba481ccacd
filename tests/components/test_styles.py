"""The style sheet, the scripts and the city's drawings keep to the rules of the look."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from cms.models.home import ICONS
from cms.views.bundle import build_css_bundle

BASE_DIR = Path(settings.BASE_DIR)
CSS_DIR = BASE_DIR / "cms" / "static" / "cms" / "css"
JS_DIR = BASE_DIR / "cms" / "static" / "cms" / "js"
IDENTITY_DIR = Path(settings.CITY_IDENTITY_DIR)
COMPONENT_FILES = sorted((CSS_DIR / "components").glob("*.css"))
# Files that may name a colour: the tokens, the reader's themes, the city's brand and paper.
COLOUR_FILES = {"tokens.css", "themes.css", "print.css"}

# Source: issue of the Foundation: style sheet under 60 KB, scripts under 15 KB.
CSS_MAXIMUM_BYTES = 60_000
JS_MAXIMUM_BYTES = 15_000
# Our choice: the drawing stands in the page itself, so it counts with every visit of the home page.
DRAWING_MAXIMUM_BYTES = 6_000

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LITERAL_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)


def read_without_comments(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def find_dark_blocks(css: str) -> Iterator[str]:
    """Return the declarations for the system's wish and for the reader's choice of dark, as one line each."""
    for selector in (":root:not([data-theme])", ':root[data-theme="dark"]'):
        found = re.search(re.escape(selector) + r"\s*\{(.*?)\}", css, re.DOTALL)
        assert found, f"no block for {selector}"
        yield " ".join(found[1].split())


def test_style_sheet_is_small_enough():
    assert len(build_css_bundle().encode()) < CSS_MAXIMUM_BYTES


def test_scripts_are_small_enough():
    assert sum(path.stat().st_size for path in JS_DIR.glob("*.js")) < JS_MAXIMUM_BYTES


def test_every_component_file_is_in_the_style_sheet_once():
    imported = re.findall(r'@import "components/([\w-]+\.css)"', (CSS_DIR / "site.css").read_text(encoding="utf-8"))

    assert sorted(imported) == [path.name for path in COMPONENT_FILES]


@pytest.mark.parametrize(
    "path", [path for path in CSS_DIR.rglob("*.css") if path.name not in COLOUR_FILES], ids=lambda path: path.name
)
def test_only_tokens_name_colours(path: Path):
    assert LITERAL_COLOUR.findall(read_without_comments(path)) == []


@pytest.mark.parametrize("path", COMPONENT_FILES, ids=lambda path: path.name)
def test_component_names_no_theme_and_forces_nothing(path: Path):
    found = re.findall(r"data-theme|!important|transition|animation", read_without_comments(path))

    assert found == []


def test_every_token_that_is_used_is_defined():
    drawings = [*IDENTITY_DIR.glob("*.svg"), *(BASE_DIR / "templates").rglob("*.svg")]
    css = build_css_bundle()
    used = set(
        re.findall(r"var\(--([\w-]+)\s*\)", css + "".join(path.read_text(encoding="utf-8") for path in drawings))
    )
    defined = set(re.findall(r"(?<![\w-])--([\w-]+)\s*:", css))

    assert used - defined == set()


@pytest.mark.parametrize("path", [CSS_DIR / "tokens.css", IDENTITY_DIR / "brand.css"], ids=lambda path: path.name)
def test_dark_is_the_same_by_wish_of_the_system_and_by_choice(path: Path):
    by_system, by_choice = find_dark_blocks(read_without_comments(path))

    assert by_system == by_choice


@pytest.mark.parametrize("path", sorted(IDENTITY_DIR.glob("*.svg")), ids=lambda path: path.name)
def test_drawing_is_small(path: Path):
    assert path.stat().st_size < DRAWING_MAXIMUM_BYTES


def test_every_icon_that_an_editor_can_choose_is_drawn():
    drawn = {path.stem for path in (BASE_DIR / "templates" / "components" / "icons").glob("*.svg")}

    assert {name for name, _label in ICONS} == drawn


def test_no_text_is_smaller_than_sixteen_pixels():
    sizes = re.findall(r"(?:--text-\w+|font-size):\s*(?:clamp\()?([\d.]+)rem", build_css_bundle())

    assert min(float(size) for size in sizes) >= 1
