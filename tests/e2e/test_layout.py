"""Small screens, big letters, fingers: nothing scrolls sideways, nothing is cut, everything can be hit."""

import pytest
from playwright.sync_api import Page

from tests.demo_city import NOT_FOUND, PAGES
from tests.e2e.overflow import NOTHING, find_overflow
from tests.e2e.targets import find_small_targets

pytestmark = pytest.mark.e2e

# Source: the Foundation's look: the first of the most wanted tasks within the first 600 px of a phone, the home page under
# 4,000 px.
FIRST_TASK_MAXIMUM_PX = 600
HOME_MAXIMUM_PX = 4000

EVERY_PAGE = {**PAGES, "not_found": NOT_FOUND}
each_page = pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())

# 1280 × 1024 at 400 % is 320 × 256 CSS px (WCAG 2.2, SC 1.4.10): the same test for small screens and for zoom, as how many
# dots a CSS pixel has changes no layout.
LOOKS = [(320, 256, ""), (320, 256, "ruby=all"), (390, 844, "text=largest&spacing=wide&ruby=all")]


@each_page
def test_nothing_scrolls_sideways_at_400_percent_with_furigana_and_with_all_aids(make_visitor, path):
    visitor = make_visitor()

    found = {look: find_overflow(visitor.look(*look).open(path)) for look in LOOKS}

    assert found == dict.fromkeys(LOOKS, NOTHING)


@pytest.mark.parametrize("name", ["home", "article_picture", "forms", "catalogue", "settings", "contact"])
def test_letters_twice_as_big_set_in_the_browser(make_visitor, name):
    as_zoomed = read_size(make_visitor(640, 512).open(PAGES[name]))
    visitor = make_visitor(1280, 1024)
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    page = visitor.open(PAGES[name])

    assert read_size(page) == pytest.approx(2 * as_zoomed)
    assert find_overflow(page) == NOTHING


def read_size(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")


@pytest.mark.parametrize("name", ["article", "article_picture", "catalogue"])
def test_nothing_sticks_over_a_small_window(make_visitor, name):
    page = make_visitor(320, 256).open(PAGES[name])

    stuck = page.evaluate("""() => [...document.querySelectorAll('body *')].filter((e) => {
      const style = getComputedStyle(e);
      return ['fixed', 'sticky'].includes(style.position) && e.checkVisibility()
        && e.getBoundingClientRect().height > innerHeight / 4;
    }).map((e) => e.className)""")

    assert stuck == []


@pytest.mark.parametrize("opener", ["メニュー", "さがす"])
def test_targets_of_the_opened_header_are_big_enough(make_visitor, opener):
    page = make_visitor(390, 844, has_touch=True, is_mobile=True).open(PAGES["article"])
    page.get_by_role("button", name=opener, exact=True).first.click()

    assert find_small_targets(page) == []
    assert find_overflow(page) == NOTHING


def test_first_task_stands_on_the_first_screen_of_a_phone(make_visitor):
    page = make_visitor(390, 844, has_touch=True, is_mobile=True).open("/")

    first = page.locator("main .tasks a").first.bounding_box()
    height = page.evaluate("document.documentElement.scrollHeight")

    assert first["y"] < FIRST_TASK_MAXIMUM_PX
    assert height < HOME_MAXIMUM_PX


def test_a_wide_box_and_a_small_link_would_be_found(make_visitor):
    page = make_visitor(390, 844).open(PAGES["article"])
    page.evaluate("""() => {
      const box = document.querySelector('main h1');
      box.style.width = '500px';
      const link = document.querySelector('main').appendChild(document.createElement('div'));
      link.innerHTML = '<a href="/">小</a>';
    }""")

    found = find_overflow(page)

    assert found["sideways"] > 0
    assert [text.partition(".")[0] for text in found["outside"]] == ["H1"]
    assert len(find_small_targets(page)) == 1


def test_the_caption_of_a_wide_table_is_read_whole_wherever_the_table_is_scrolled(make_visitor):
    page = make_visitor(390, 844).open("/vi/bosai/hinanjo/")

    boxes = page.evaluate(
        """() => {
          const box = document.querySelector('.table-box');
          box.scrollLeft = 150;
          const [outer, caption] = [box, box.querySelector('caption')].map((element) => element.getBoundingClientRect());
          return { isScrolled: box.scrollLeft > 0, isInside: caption.left >= outer.left && caption.right <= outer.right };
        }"""
    )
    assert boxes == {"isScrolled": True, "isInside": True}
