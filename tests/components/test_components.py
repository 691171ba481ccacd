"""Every component has its description and examples; every example is valid HTML without inline style or script."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from cms.views.components import COMPONENTS_DIR, load_components, render_example

TEMPLATES_DIR = Path(settings.BASE_DIR) / "templates"
EXAMPLES = [
    pytest.param(component["name"], example["context"], id=f"{component['name']}: {example['name']}")
    for component in load_components()
    for example in component["examples"]
]
# What the content security policy forbids, and what needs a script to be seen.
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", re.IGNORECASE
)


def find_parse_errors(html: str) -> list[str]:
    """Return the errors that a strict HTML parser finds in a whole document with this in its body."""
    parser = html5lib.HTMLParser()
    parser.parse(f'<!DOCTYPE html><html lang="ja"><head><title>x</title></head><body>{html}</body></html>')
    return [error for _position, error, _data in parser.errors]


def test_every_component_is_described_and_every_description_has_a_component():
    templates = {path.stem for path in COMPONENTS_DIR.glob("*.html")}
    descriptions = {path.stem for path in COMPONENTS_DIR.glob("*.yaml")}

    assert templates == descriptions


@pytest.mark.parametrize("component", load_components(), ids=lambda component: component["name"])
def test_description_is_complete(component: dict[str, Any]):
    used = {name for example in component["examples"] for name in example["context"]}

    assert set(component) == {"name", "description", "params", "examples"}
    assert used <= set(component["params"])


@pytest.mark.parametrize("component", load_components(), ids=lambda component: component["name"])
def test_every_parameter_is_used_by_the_template(component: dict[str, Any]):
    template = (COMPONENTS_DIR / f"{component['name']}.html").read_text(encoding="utf-8")

    unused = [name for name in component["params"] if not re.search(rf"\b{name}\b", template)]

    assert unused == []


@pytest.mark.parametrize(("name", "context"), EXAMPLES)
def test_example_is_valid_html(name: str, context: dict[str, Any]):
    html = render_example(name, context)

    assert html.strip() or context.get("total") == 1  # a list of one page needs no pagination
    assert find_parse_errors(html) == []


@pytest.mark.parametrize(("name", "context"), EXAMPLES)
def test_example_has_no_empty_link_or_button(name: str, context: dict[str, Any]):
    document = html5lib.parse(render_example(name, context), namespaceHTMLElements=False)

    empty = [
        element.tag
        for tag in ("a", "button")
        for element in document.iter(tag)
        if not "".join(element.itertext()).strip()
    ]

    assert empty == []


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES_DIR.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES_DIR))
)
def test_template_has_no_inline_style_or_script(path: Path):
    found = INLINE.findall(path.read_text(encoding="utf-8"))

    assert found == []


@pytest.mark.parametrize(
    ("html", "is_inline"),
    [
        ('<p style="color: red">', True),
        ("<button onclick=go()>", True),
        ("<script>go()</script>", True),
        ('<script type="module" src="/x.js"></script>', False),
        ('<script type="application/ld+json">{}</script>', False),
        ('<p data-module="on">', False),
    ],
)
def test_inline_pattern_tells_what_the_policy_forbids(html: str, is_inline: bool):
    assert bool(INLINE.search(html)) is is_inline


def test_strict_parser_sees_a_fault():
    assert find_parse_errors("<p><div></p></div>") != []


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"start_date": date(2026, 12, 12)}, "12月12日(土)"),
        (
            {"start_date": date(2026, 12, 12), "start_time": time(18, 30), "end_time": time(20)},
            "12月12日(土) 午後6時30分から午後8時まで",
        ),
        ({"start_date": date(2026, 12, 15), "end_date": date(2026, 12, 20)}, "12月15日(火)から12月20日(日)まで"),
        ({"start_date": date(2026, 12, 15), "end_date": date(2026, 12, 15)}, "12月15日(火)"),
    ],
)
def test_event_dates_are_said_in_words(event: dict[str, Any], words: str):
    html = render_to_string("components/event_dates.html", {"event": event})

    assert " ".join(re.sub(r"<[^>]+>", "", html).split()) == words


def test_wide_table_scrolls_in_a_named_box_and_a_narrow_one_does_not():
    columns = [{"heading": str(number)} for number in range(5)]
    wide = render_to_string(
        "components/table.html", {"id": "t", "caption": "c", "columns": columns, "rows": [list("abcde")]}
    )
    narrow = render_to_string(
        "components/table.html", {"id": "t", "caption": "c", "columns": columns[:4], "rows": [list("abcd")]}
    )

    assert ('role="region" aria-labelledby="t-caption" tabindex="0"' in wide, "table--cards" in wide) == (True, False)
    assert ('role="region"' in narrow, "table--cards" in narrow) == (False, True)


def test_text_of_a_table_cell_is_escaped():
    html = render_to_string(
        "components/table.html", {"id": "t", "caption": "c", "columns": [{"heading": "a"}], "rows": [["5 < 6 & <b>"]]}
    )

    assert "5 &lt; 6 &amp; &lt;b&gt;" in html


def test_link_to_a_deleted_page_is_left_out():
    html = render_to_string(
        "components/links.html", {"items": [{"href": "", "label": "x"}, {"href": "/a/", "label": "y"}]}
    )

    assert re.findall(r'href="([^"]*)"', html) == ["/a/"]


def test_page_for_a_failing_program_asks_neither_the_database_nor_the_request():
    html = render_to_string("500.html")  # pytest-django refuses the database here

    assert ("市役所へ電話" in html, "site." in html) == (True, True)
