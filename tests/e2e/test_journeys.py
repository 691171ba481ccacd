"""People on their way through the city's site: with the keyboard alone, with display settings, with furigana."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.demo_city import PAGES

pytestmark = pytest.mark.e2e

# Our choice: more stops than this before the goal, and nobody arrives.
STOPS_MAXIMUM = 80
# Source: WCAG 2.2, SC 2.4.13 (AAA): the indicator is at least as big as a 2 px thick line around the target.
FOCUS_MINIMUM_PX = 2

# What is focused: its name for people, the width of its ring (around the label of a box to tick), whether it can be
# seen and is not covered.
DESCRIBE_FOCUS = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const box = stop.getBoundingClientRect();
  const style = getComputedStyle(stop.matches('[type=radio], [type=checkbox]') ? stop.closest('label') : stop);
  const inside = { x: Math.min(Math.max(box.left, 0) + 3, innerWidth - 1), y: box.top + Math.min(box.height, 30) / 2 };
  const top = document.elementFromPoint(inside.x, inside.y);
  return {
    name: (stop.innerText || stop.value || stop.name || stop.id || stop.tagName).trim().slice(0, 40),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isUncovered: Boolean(top) && (stop.contains(top) || top.contains(stop)),
    isMain: stop.id === 'main',
  };
}"""


def assert_focus_is_visible(page: Page) -> None:
    """Fail unless the focused element stands in view, uncovered, with a ring around it."""
    stop = page.evaluate(DESCRIBE_FOCUS)

    assert stop is not None, "nothing is focused"
    assert stop["isInView"], stop
    assert stop["isUncovered"], stop
    assert stop["outline"] >= FOCUS_MINIMUM_PX, stop


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal is focused; the focus must be visible at every stop on the way."""
    for _ in range(STOPS_MAXIMUM):
        page.keyboard.press("Tab")
        assert_focus_is_visible(page)
        if goal.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{STOPS_MAXIMUM} stops did not lead to {goal}")


def press(page: Page, key: str, leads_to: str | re.Pattern[str]) -> None:
    """Press a key that opens another page; return when it is there."""
    with page.expect_navigation(url=leads_to):
        page.keyboard.press(key)


def test_keyboard_alone_leads_everywhere(make_visitor):
    page = make_visitor().open("/")

    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    assert page.evaluate(DESCRIBE_FOCUS)["isMain"]

    page.reload()
    tab_to(page, page.locator("#menu a").first)
    press(page, "Enter", "**/kurashi/")

    tab_to(page, page.locator("#q-header"))
    page.keyboard.insert_text("粗大ごみ")
    press(page, "Enter", "**/search/?q=*")
    tab_to(page, page.locator("main .results a").first)
    press(page, "Enter", "**/kurashi/gomi/sodai-gomi/")
    expect(page.locator("h1")).to_have_text("粗大ごみの出し方")

    tab_to(page, page.locator(".tools a").first)
    press(page, "Enter", "**/settings/")
    tab_to(page, page.locator("#text-standard"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("#text-large")).to_be_checked()
    tab_to(page, page.locator("main form button").first)
    press(page, "Enter", "**/settings/")
    expect(page.locator("html")).to_have_attribute("data-text", "large")

    tab_to(page, page.locator(".tools button[value=all]"))
    press(page, "Enter", "**/settings/")
    expect(page.locator("html")).to_have_attribute("data-ruby", "on")
    expect(page.locator("h1 ruby").first).to_be_visible()

    tab_to(page, page.locator(".breadcrumb a"))
    press(page, "Enter", re.compile("/$"))
    expect(page.locator("h1 ruby").first).to_be_visible()
    page.go_back()  # Alt and the left arrow; no page sees those keys
    expect(page).to_have_url(re.compile("/settings/$"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "name", ["home", "article_accordion", "forms", "faq", "settings", "catalogue", "course", "search_found", "video"]
)
def test_every_stop_is_visible_and_the_last_leads_out(make_visitor, name, width):
    page = make_visitor(width, 800).open(PAGES[name])
    names = []

    for _ in range(3 * STOPS_MAXIMUM):
        page.keyboard.press("Tab")
        stop = page.evaluate(DESCRIBE_FOCUS)
        if stop is None:
            break
        names.append(stop["name"])
        assert_focus_is_visible(page)

    assert stop is None, f"the keyboard does not get out of the page: {names}"
    assert names[0] == "本文へ移動する"
    assert len(names) > 10


def test_menu_of_a_phone_opens_and_closes_by_keyboard(make_visitor):
    page = make_visitor(390, 844).open(PAGES["article"])
    opener = page.get_by_role("button", name="メニュー", exact=True)

    tab_to(page, opener)
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#menu a").first).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(opener).to_be_focused()


def test_details_open_by_keyboard(make_visitor):
    page = make_visitor().open(PAGES["article_accordion"])
    summary = page.locator("main summary").first

    tab_to(page, summary)
    page.keyboard.press("Enter")

    expect(page.locator("main details").first.locator(".accordion__body")).to_be_visible()


def choose(page: Page, **choices: str) -> None:
    """Fill in the settings page and send it."""
    for name, value in choices.items():
        page.locator(f"#{name}-{value}").check()
    send(page, "button:not([name])")


def send(page: Page, button: str) -> None:
    """Press a button of the form in the page; return when the answer is there."""
    with page.expect_navigation():
        page.locator(f"main form {button}").click()


def test_settings_stay_on_other_pages_after_reload_and_in_new_tabs(make_visitor):
    visitor = make_visitor()
    page = visitor.open("/settings/")

    choose(page, text="largest", theme="yellow", spacing="wide", ruby="2")

    expected = {"data-text": "largest", "data-theme": "yellow", "data-spacing": "wide", "data-ruby": "on"}
    assert read_settings(page) == expected
    page.goto(visitor.city_url + PAGES["course"])
    assert read_settings(page) == expected
    page.reload()
    assert read_settings(page) == expected
    other = visitor.context.new_page()
    other.goto(visitor.city_url + "/")
    assert read_settings(other) == expected

    page.goto(visitor.city_url + "/settings/")
    expect(page.locator("#theme-yellow")).to_be_checked()
    send(page, "button[name=reset]")
    assert read_settings(page) == {}
    assert visitor.context.cookies() == []


def read_settings(page: Page) -> dict[str, str]:
    """Return the display settings in force as attributes of the html element."""
    return {
        name: value
        for name in ("data-text", "data-theme", "data-spacing", "data-ruby")
        if (value := page.locator("html").get_attribute(name))
    }


def test_settings_change_what_one_sees(make_visitor):
    visitor = make_visitor()
    page = visitor.open(PAGES["article"])
    standard = measure_text(page)
    page.goto(visitor.city_url + "/settings/")
    choose(page, text="largest", theme="reversed", spacing="wide")
    page.goto(visitor.city_url + PAGES["article"])

    largest = measure_text(page)

    assert largest["size"] == pytest.approx(standard["size"] * 1.5)
    assert largest["leading"] > standard["leading"] * 1.5
    assert largest["background"] == "rgb(0, 0, 0)" != standard["background"]


def measure_text(page: Page) -> dict[str, float | str]:
    return page.evaluate("""() => {
      const style = getComputedStyle(document.querySelector('main .text p'));
      const background = getComputedStyle(document.body).backgroundColor;
      return { size: parseFloat(style.fontSize), leading: parseFloat(style.lineHeight), background };
    }""")


@pytest.mark.parametrize("name", ["home", "article", "search_found", "catalogue_by_date", "news_of_one_kind"])
def test_furigana_button_stays_on_the_page(make_visitor, name):
    visitor = make_visitor()
    page = visitor.open(PAGES[name])

    toggle(page, "ふりがなをつける")
    assert page.url == visitor.city_url + PAGES[name]
    expect(page.locator("main ruby").first).to_be_visible()
    toggle(page, "ふりがなをはずす")
    assert page.url == visitor.city_url + PAGES[name]
    expect(page.locator("ruby")).to_have_count(0)


def toggle(page: Page, name: str) -> None:
    # With furigana on, the button's own name has readings in it.
    button = page.locator(".tools button[name=ruby]")
    pattern = re.compile("".join(f"{char}.*" for char in name))
    expect(button).to_have_text(pattern)
    with page.expect_navigation():
        button.click()


def test_visitor_who_changes_nothing_gets_no_cookie(make_visitor):
    visitor = make_visitor()

    for path in PAGES.values():
        visitor.open(path)

    assert visitor.context.cookies() == []


def test_search_finds_by_reading_and_leads_to_the_page(make_visitor):
    page = make_visitor().open("/")

    page.locator("#q-home").fill("じゅうみんひょう")
    page.get_by_role("button", name="さがす").click()
    expect(page.locator("h1")).to_contain_text("じゅうみんひょう")
    page.locator("main .results a").first.click()

    expect(page.locator("h1")).to_contain_text("住民票")
