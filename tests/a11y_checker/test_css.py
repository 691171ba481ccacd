"""The index finds what lxml finds."""

import pytest

from a11y_checker.css import Index, _simple, compiled
from a11y_checker.page import parse

HTML = """<!DOCTYPE html><html lang=ja><head><title>図書館</title><link rel="alternate canonical" href=/a></head>
<body id=top><nav role=navigation><a href="#main">本文へ</a><a name=x>印</a><a href="">空</a></nav>
<main id=main><h1 class=title>図書館</h1><p lang=en style="color: red">Hello</p>
<form><input type=hidden name=a><input type=text name=b><input name=c><select name=d></select></form>
<a href="tel:0123" onclick="window.open('x')">電話</a><svg><title>図</title></svg></main></body></html>"""

SIMPLE = [
    "a", "a[href]", "a[href], area[href]", "input:not([type=hidden])", "[role]", "[href^='#']", "a[href^=\"tel:\"]",
    "a[onclick*='window.open(']", "link[rel~=canonical][href]", "[id], [class]", "body *", "body [lang]", "main, [role=main]",
    "select, input, a, h1", "a[href$='23']", "a[href='']", "[href^='']", "[rel~='alternate canonical']", "nothing", "title",
    "style, body[style], body [style]", "*",
]  # fmt: skip


@pytest.mark.parametrize("css", SIMPLE)
def test_a_simple_selector_needs_no_walk(css: str) -> None:
    page = parse(HTML)

    assert _simple(css) is not None
    assert Index(page.elements).select(css) == compiled(css)(page.root)


@pytest.mark.parametrize(
    "css", ["head title", "nav > a", "p:first-child", "a + a", "h1.title", "#main", "p::before", "a,"]
)
def test_anything_else_is_left_to_lxml(css: str) -> None:
    assert _simple(css) is None


def test_combinators_work_too() -> None:
    page = parse(HTML)

    assert [e.get("href") for e in page.select("nav > a[href]")] == ["#main", ""]
    assert [e.tag for e in page.select("a, h1", inside=page.select("main")[0])] == ["h1", "a"]


def test_a_list_given_away_can_be_changed() -> None:
    page = parse(HTML)

    page.select("a").clear()
    page.exposed("a").clear()

    assert (len(page.select("a")), len(page.exposed("a"))) == (4, 4)
