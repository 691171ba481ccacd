"""Small screens, big letters, fingers: nothing scrolls sideways, nothing is cut, everything can be hit."""

import pytest
from playwright.sync_api import Page

from tests.demo_city import NOT_FOUND, PAGES
from tests.e2e.overflow import NOTHING, find_overflow

pytestmark = pytest.mark.e2e

# Source: the Foundation's look: targets of at least 44 CSS px (WCAG 2.2, SC 2.5.5), the first of the most wanted tasks
# within the first 600 px of a phone, the home page under 4,000 px.
TARGET_MINIMUM_PX = 44
FIRST_TASK_MAXIMUM_PX = 600
HOME_MAXIMUM_PX = 4000

EVERY_PAGE = {**PAGES, "not_found": NOT_FOUND}
each_page = pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())

# Targets smaller than 44 × 44 outside running text (SC 2.5.5: "inline"). A box to tick counts with its label. What
# counts is where a finger hits the target: the link of a card is as big as the card.
FIND_SMALL_TARGETS = """(minimum) => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, label:has(input)';
  const isInView = (box) => box.width > 1 && box.height > 1 && box.bottom + scrollY > 0;
  const isInRunningText = (element) => {
    if (!getComputedStyle(element).display.startsWith('inline')) return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(all).forEach((target) => target.remove());
    return /[\\p{L}\\p{N}]/u.test(copy.textContent);
  };
  const reach = (element, x, y, stepX, stepY) => {
    let way = 0;
    while (way < minimum && element.contains(document.elementFromPoint(x + stepX * (way + 1), y + stepY * (way + 1)))) way += 1;
    return way;
  };
  const measure = (element) => {
    element.scrollIntoView({ block: 'center' });
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return {
      width: Math.max(box.width, 1 + reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0)),
      height: Math.max(box.height, 1 + reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1)),
    };
  };
  return [...document.querySelectorAll(all)]
    .filter((e) => e.checkVisibility() && isInView(e.getBoundingClientRect()))
    .filter((e) => !(e.matches('input') && e.closest('label')) && !isInRunningText(e))
    .map((e) => ({ e, size: measure(e) }))
    .filter(({ size }) => size.width < minimum - 0.5 || size.height < minimum - 0.5)
    .map(({ e, size }) => `${e.tagName}.${e.className} “${e.innerText.slice(0, 20)}” ${Math.round(size.width)}×${Math.round(size.height)}`);
}"""


# 1280 × 1024 at 400 % is 320 × 256 CSS px (WCAG 2.2, SC 1.4.10): the same test for small screens and for zoom, as how many
# dots a CSS pixel has changes no layout.
@pytest.mark.parametrize("display", ["", "ruby=all"], ids=["plain", "furigana"])
@each_page
def test_nothing_scrolls_sideways_at_320_px_and_400_percent(make_visitor, path, display):
    page = make_visitor(320, 256, display=display).open(path)

    assert find_overflow(page) == NOTHING


@each_page
def test_nothing_scrolls_sideways_with_all_aids_on_a_phone(make_visitor, path):
    page = make_visitor(390, 844, display="text=largest&spacing=wide&ruby=all").open(path)

    assert find_overflow(page) == NOTHING


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


@each_page
def test_targets_are_big_enough_for_fingers(make_visitor, path):
    # Without furigana: readings only make targets higher.
    page = make_visitor(390, 844, has_touch=True, is_mobile=True).open(path)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    assert page.evaluate(FIND_SMALL_TARGETS, TARGET_MINIMUM_PX) == []


@pytest.mark.parametrize("opener", ["メニュー", "さがす"])
def test_targets_of_the_opened_header_are_big_enough(make_visitor, opener):
    page = make_visitor(390, 844, has_touch=True, is_mobile=True).open(PAGES["article"])
    page.get_by_role("button", name=opener, exact=True).first.click()

    assert page.evaluate(FIND_SMALL_TARGETS, TARGET_MINIMUM_PX) == []
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
    assert len(page.evaluate(FIND_SMALL_TARGETS, TARGET_MINIMUM_PX)) == 1
