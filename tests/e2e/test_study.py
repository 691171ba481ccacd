"""Path はじめて with a study card: from the first touch to the quiz in one browser, then on in another (INV-35, INV-36)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.overflow import NOTHING, find_overflow
from tests.e2e.test_accessibility import OWN_RULES, assert_clean

pytestmark = pytest.mark.e2e

STORED = "() => [localStorage.length, sessionStorage.length, document.cookie.replace(/csrftoken=\\w+/, '')]"


def press(page: Page, name: str) -> None:
    """Press a button or a link with the keyboard, as somebody does who cannot point."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.press(
        "Enter"
    )


def look(page: Page) -> None:
    """Judge the page as it is open, small as on a phone."""
    assert_clean(page, OWN_RULES)
    assert find_overflow(page) == NOTHING


def test_path_hajimete_with_a_card_in_two_browsers(make_visitor):
    first = make_visitor(390, 844)
    page = first.open("/koza/manabu/")
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    press(page, "学習カードを使う、作る")
    look(page)
    press(page, "学習カードを作る")
    number = page.locator(".receipt__no").inner_text()
    look(page)
    press(page, "書きました。学習を始める")
    press(page, "画面にさわってみよう")
    press(page, "始める")
    look(page)
    press(page, "助けがほしい")
    expect(page).to_have_url(re.compile("#help$"))
    for _step in range(4):
        press(page, "できた、次へ")
    press(page, "できた、まとめへ")
    expect(page.get_by_role("heading", name="考えてみましょう")).to_be_visible()
    page.locator("main summary").first.press("Enter")
    look(page)
    press(page, "文字を大きく、見やすく、聞きやすく")
    press(page, "始める")
    press(page, "できた、次へ")
    expect(page.locator(".progress__words")).to_have_text("5のうち 2つ目")
    assert page.evaluate(STORED) == [0, 0, ""]
    assert [url for url in addresses if number in url or number.replace("-", "") in url] == []

    second = make_visitor(320, 568, java_script_enabled=False)
    page = second.open("/lessons/card/")
    page.get_by_label("カードの番号").fill(number.replace("-", ""))
    page.get_by_label("カードの番号").press("Enter")
    expect(page.locator("main")).to_contain_text("とちゅうです（5のうち1つできました）")
    press(page, "文字を大きく、見やすく、聞きやすく")
    press(page, "手順2から続ける")
    for _step in range(3):
        press(page, "できた、次へ")
    press(page, "できた、まとめへ")
    press(page, "文字を入れる三つの方法")
    press(page, "自分の学習にもどる")
    expect(page.get_by_text("終わりました", exact=True).first).to_be_visible()
    press(page, "カードと記録を消す")
    press(page, "カードと記録を消す")
    expect(page.get_by_role("heading", level=1)).to_have_text("消しました")

    page = first.page
    page.goto(first.city_url + "/lessons/card/")
    expect(page.get_by_role("heading", level=1)).to_have_text("学習カードを使う")
    assert (first.errors, second.errors, first.foreign, second.foreign) == ([], [], [], [])
