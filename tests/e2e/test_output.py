"""Other ways out: paper, the system's own colours, no pictures."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.demo_city import PAGES
from tests.e2e.overflow import NOTHING, find_overflow

pytestmark = pytest.mark.e2e

NOT_ON_PAPER = ".tools-bar, #menu, form[role=search], .side-nav, .skip, .site-header__jump, main button"
# Controls that have neither border nor underline nor a shape of their own when the system sets all colours.
FIND_SHAPELESS = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary')]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 1)
  .filter((e) => {
    const style = getComputedStyle(e);
    const hasBorder = ['Top', 'Bottom'].some((side) => parseFloat(style[`border${side}Width`]) > 0
      && style[`border${side}Style`] !== 'none');
    const isTick = e.matches('[type=radio], [type=checkbox]');
    const isUnderlined = [e, ...e.querySelectorAll('*')]
      .some((part) => getComputedStyle(part).textDecorationLine.includes('underline'));
    const parent = e.closest('details, li, label');
    const hasFrame = parent && parseFloat(getComputedStyle(parent).borderTopWidth) > 0;
    return !hasBorder && !isTick && !isUnderlined && !hasFrame;
  }).map((e) => `${e.tagName}.${e.className} “${e.innerText}”`)"""


def read_pdf(page: Page) -> str:
    """Return the text of the page as Chromium prints it, without spaces and line ends."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", ["article", "article_accordion", "forms", "course", "event", "home"])
def test_paper_holds_the_content_and_no_controls(make_visitor, name):
    page = make_visitor().open(PAGES[name])
    title = re.sub(r"\s", "", page.locator("h1").inner_text())

    text = read_pdf(page)

    assert title in text
    for word in ("本文へ移動する", "表示の設定", "ふりがなをつける", "メニューを閉じる", "このページを印刷する"):
        assert word not in text


def test_paper_holds_the_closed_parts(make_visitor):
    page = make_visitor().open(PAGES["article_accordion"])
    hidden = [re.sub(r"\s", "", text) for text in page.locator("main .accordion__body").all_text_contents()]

    text = read_pdf(page)

    assert len(hidden) >= 2
    assert [part for part in hidden if part not in text] == []


def test_paper_says_whom_to_ask_and_when_it_was_written(make_visitor):
    page = make_visitor().open(PAGES["article"])
    expected = [re.sub(r"\s", "", text) for text in page.locator("main .page-meta dd").all_inner_texts()]

    text = read_pdf(page)

    assert len(expected) >= 3
    assert [part for part in expected if part not in text] == []


@pytest.mark.parametrize("display", ["", "theme=reversed", "theme=yellow"], ids=["standard", "reversed", "yellow"])
def test_paper_is_black_on_white_without_aids(make_visitor, display):
    page = make_visitor(display=display).open(PAGES["article_accordion"])
    page.emulate_media(media="print")

    shown = [part.inner_text() for part in page.locator(NOT_ON_PAPER).all() if part.is_visible()]
    colours = page.evaluate("""() => [document.body, document.querySelector('main p'), document.querySelector('h1')]
      .map((e) => getComputedStyle(e)).map((style) => [style.color, style.backgroundColor])""")

    assert shown == []
    white = {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert [colour for colour, background in colours if colour != "rgb(0, 0, 0)" or background not in white] == []


def test_furigana_is_printed(make_visitor):
    page = make_visitor(display="ruby=all").open(PAGES["article"])

    assert "そだい" in read_pdf(page)


@pytest.mark.parametrize("name", ["home", "article_accordion", "settings", "catalogue", "search_found", "video"])
def test_controls_keep_their_shape_in_the_systems_colours(make_visitor, name):
    page = make_visitor(forced_colors="active").open(PAGES[name])

    assert page.evaluate(FIND_SHAPELESS) == []


def test_focus_is_seen_in_the_systems_colours(make_visitor):
    page = make_visitor(forced_colors="active").open(PAGES["article"])

    page.locator("#q-header").focus()
    style = page.evaluate("""() => {
      const style = getComputedStyle(document.activeElement);
      return { outline: style.outlineStyle, width: parseFloat(style.outlineWidth) };
    }""")

    assert style["outline"] != "none"
    assert style["width"] >= 2


def test_current_section_is_told_by_more_than_colour(make_visitor):
    page = make_visitor(forced_colors="active").open(PAGES["article"])

    borders = page.evaluate("""() => [...document.querySelectorAll('#menu li:not(.site-nav__close) a')]
      .map((e) => [e.hasAttribute('aria-current'), getComputedStyle(e).borderBottomColor,
                   getComputedStyle(e).textDecorationLine])""")

    current = {tuple(look) for is_current, *look in borders if is_current}
    others = {tuple(look) for is_current, *look in borders if not is_current}
    assert len(current) == 1
    assert current.isdisjoint(others)


@pytest.mark.parametrize("name", ["home", "article_picture", "article_map", "course", "event"])
def test_without_pictures_their_words_stand_there(make_visitor, name):
    visitor = make_visitor(390, 844)
    visitor.context.route(re.compile(r"\.(png|webp|jpe?g|gif|svg)(\?|$)"), lambda route: route.abort())
    page = visitor.open(PAGES[name])

    expect(page.locator("h1")).to_be_visible()
    pictures = page.locator("main img").all()
    assert [picture.get_attribute("src") for picture in pictures if not picture.get_attribute("alt")] == []
    nameless = page.evaluate("""() => [...document.querySelectorAll('a[href], button')]
      .filter((e) => e.checkVisibility() && !e.innerText.trim()).map((e) => e.outerHTML)""")
    assert nameless == []
    assert find_overflow(page) == NOTHING
