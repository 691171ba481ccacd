"""Reading a page: encodings, the tree, hidden parts, text blocks, places in the source."""

import pytest

from a11y_checker import Settings, check_html, source
from a11y_checker.dom import selector, snippet
from a11y_checker.page import Page, decode, parse

WORDS = "図書館の利用案内ﾀﾞ"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16"])
def test_decode_undeclared(codec: str) -> None:
    words = WORDS if codec != "iso2022_jp_ext" else "図書館の利用案内"
    raw = f"<title>{words}</title>".encode(codec)

    assert decode(raw) == f"<title>{words}</title>"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="Shift_JIS">', "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=x-sjis">', "cp932"),
        ("<meta charset='EUC-JP'>", "euc_jp"),
    ],
)
def test_decode_declared_in_meta(head: str, codec: str) -> None:
    raw = f"{head}<p>①髙﨑はしご".encode(codec, "ignore")

    assert decode(raw) == raw.decode(codec)


def test_decode_prefers_the_server_and_survives_nonsense() -> None:
    assert decode("<p>駅".encode("cp932"), "shift_jis") == "<p>駅"
    assert decode(b"<meta charset=nonsense><p>a") == "<meta charset=nonsense><p>a"
    assert "p" in decode(b"<p>\xff\xfe\x81")


@pytest.mark.parametrize("html", ["", "   ", "文字だけ", "<p>段落", "<!-- 注釈だけ -->", "\x00", "<svg>", "<b><p>"])
def test_parse_always_gives_a_document(html: str) -> None:
    page = parse(html)

    assert page.root.tag == "html"
    assert page.root.find("body") is not None
    assert page.title == ""


def test_tree_is_like_a_browser() -> None:
    page = parse("<table><tr><td>a</table><template><p>x</p></template><p>前<!-- 注 -->後</p>")

    assert [e.tag for e in page.select("table *")] == ["tbody", "tr", "td"]
    assert page.select("template *") == []
    assert page.select("p")[0].text == "前後"


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x</p>",
        "<p style='display: none !important'>x</p>",
        "<p style='Visibility:Hidden'>x</p>",
        "<div aria-hidden=true><p>x</p></div>",
        "<div inert><p>x</p></div>",
        "<details><summary>s</summary><p>x</p></details>",
        "<dialog><p>x</p></dialog>",
        "<noscript><p>x</p></noscript>",
    ],
)
def test_hidden_without_style_sheets(html: str) -> None:
    page = parse(html)

    assert page.is_hidden(page.select("p")[0])


@pytest.mark.parametrize(
    "html", ["<p>x</p>", "<details open><summary>s</summary><p>x</p></details>", "<dialog open><p>x</p>"]
)
def test_not_hidden(html: str) -> None:
    page = parse(html)

    assert not page.is_hidden(page.select("p")[0])


def texts(html: str) -> list[str]:
    return [block.text for block in parse(f"<html lang=ja><body>{html}").blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>会<b>場</b>は</p>", ["会場は"]),
        ("<p>会\n  場は</p>", ["会場は"]),
        ("<p>open\n  data です</p>", ["open data です"]),
        ("<p>会　場</p>", ["会　場"]),
        ("<p>一<br>二</p>", ["一\n二"]),
        ("<div>外<p>内</p>後</div>", ["外", "内", "後"]),
        ("<p>前<code>x</code>後</p>", ["前\ufffc後"]),
        ("<p>前<span lang=en>word</span>後</p>", ["前\ufffc後"]),
        ("<p lang=en>English</p><p>日本語</p>", ["日本語"]),
        ("<p lang=en>English <span lang=ja>日本語</span></p>", ["日本語"]),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>", ["漢字"]),
        ("<p>見<span hidden>隠</span>える</p>", ["見える"]),
        ("<pre>日　時</pre><script>x</script><p><img alt=x></p>", []),
    ],
)
def test_blocks(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_block_knows_the_element_of_a_character() -> None:
    page = parse("<p>一二<b>三四</b>五</p>")
    block = page.blocks[0]

    assert [block.element_at(i).tag for i in range(5)] == ["p", "p", "b", "b", "p"]
    assert block.is_inside(2, "b")
    assert not block.is_inside(4, "b")


SOURCE = """<html>
<!-- <p class="a"> -->
<script>"<p class='a'>"</script>
<p class="a">一</p>
  <p class="a" id='x > y'>二</p> <p class=a>三</p>
"""


def place(page: Page, css: str, index: int = 0) -> tuple[int, int] | None:
    found = page.source_index.find(page.select(css)[index])
    return (found.line, found.column) if found else None


def test_source_places() -> None:
    page = parse(SOURCE)

    assert place(page, "p.a", 0) == (4, 1)
    assert place(page, "p.a", 1) == (5, 3)
    assert place(page, "p.a", 2) == (5, 33)
    assert place(page, "body") is None


def test_places_of_many_elements_take_no_more_than_two_readings(monkeypatch) -> None:
    read: list[object] = []
    attributes = source._attributes
    monkeypatch.setattr(source, "_attributes", lambda element: read.append(element) or attributes(element))
    page = parse("\n".join(f"<p class=a>{number}</p>" for number in range(200)))

    found = [place(page, "p.a", index) for index in range(200)]

    assert found == [(number + 1, 1) for number in range(200)]
    assert len(read) <= 2 * len(page.elements)


def test_selector_finds_its_element_again() -> None:
    page = parse(
        "<main><p>一</p><p>二<b>三</b></p><div id=a><i>四</i></div><div id=a><i>五</i></div><p id='1 2'>六</p></main>"
    )

    for element in page.elements:
        assert page.select(selector(element, page)) == [element]


def test_selector_uses_ids() -> None:
    page = parse("<div><div id=main><p>一</p><p>二</p></div></div>")

    assert selector(page.select("p")[1], page) == "#main > p:nth-of-type(2)"


def test_snippet_is_short() -> None:
    page = parse(f"<p title='{'長' * 300}'>{'文' * 300}</p>")

    text = snippet(page.select("p")[0])

    assert len(text) == 200
    assert text.startswith('<p title="長')


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html><title>本</title><nav><p>一</p></nav><main><h1>二</h1></main>",
        "<html><head><title>本</title><header><p>一</p></header><p>二</p></html>",
        "<title>本</title><section>一</section>二",
    ],
)
def test_a_head_that_is_not_closed_ends_where_the_text_begins(source: str) -> None:
    page = parse(source)

    assert [block.text for block in page.blocks] == ["一", "二"]
    assert page.select("head title")
    assert not page.select("head nav, head header, head section, head main")


@pytest.mark.parametrize(
    ("text", "outcome"), [("角井町の公園です。", "cantTell"), ("角井町（つのいちょう）の公園です。", "passed")]
)
def test_names_of_the_place_are_asked_for(text: str, outcome: str) -> None:
    here, elsewhere = Settings(level="AAA", readings={"角井": "つのい"}), Settings(level="AAA")

    assert check_html(f"<p lang=ja>{text}", settings=here).outcomes["hard-reading"] == outcome
    assert check_html(f"<p lang=ja>{text}", settings=elsewhere).outcomes["hard-reading"] == "inapplicable"
