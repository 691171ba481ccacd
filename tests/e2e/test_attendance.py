"""A teacher records attendance on a tablet whose network fails, while a colleague records the same people at the desk."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.demo_build import ROOT, city_environment

pytestmark = pytest.mark.e2e
PASSWORD = "only-for-this-test"
TEACHER, STAFF = "koza-koshi", "koza-tanto"
MAKE_STAFF = f"""
import django; django.setup()
from courses.demo.staff import make_demo_staff
make_demo_staff({PASSWORD!r})
"""
# What the browser says about requests without a network; anything else is an error of ours.
NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def staff(city_files: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", MAKE_STAFF], cwd=ROOT, env=city_environment(city_files), check=True, timeout=100
    )


@pytest.fixture
def open_list(staff, make_visitor):
    """Return a function that logs somebody in and opens the attendance of the demo's session of today."""

    def enter(username: str, **options):
        visitor = make_visitor(**options)
        page = visitor.open("/kanri/login/?next=/kanri/courses/attendance/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name=re.compile("ただいま開講中.*第2回")).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("第2回の出欠")
        if options.get("java_script_enabled", True):
            expect(page.locator("[data-is-ready]")).to_have_count(1)
        return visitor

    return enter


def find_row(page: Page, number: int):
    return page.locator("[data-attend-row]").nth(number)


def find_message(page: Page):
    """The live message of our page; Wagtail's frame has one of its own."""
    return page.get_by_role("status").and_(page.locator("[data-attend-message]"))


def press(page: Page, number: int, label: str) -> None:
    find_row(page, number).get_by_role("button", name=label, exact=True).click()


def expect_state(page: Page, number: int, label: str) -> None:
    expect(find_row(page, number).locator("[data-attend-state]")).to_have_text(label)


def test_entries_without_a_network_are_sent_later_and_a_conflict_shows_both_values(open_list):
    tablet, desk = open_list(TEACHER, width=820, height=1180), open_list(STAFF)
    page, message = tablet.page, find_message(tablet.page)
    press(page, 0, "出席")
    expect(message).to_have_text("すべて送りました。")

    tablet.context.set_offline(True)
    press(desk.page, 1, "出席")
    expect(find_message(desk.page)).to_have_text("すべて送りました。")
    press(page, 1, "欠席（連絡あり）")
    press(page, 2, "遅刻")
    expect(message).to_contain_text("送っていない記録が2件あります。")
    expect(find_row(page, 2)).to_contain_text("（まだ送っていません）")
    expect(find_row(page, 2).get_by_role("button", name="遅刻")).to_have_attribute("aria-pressed", "true")
    stored = page.evaluate("localStorage.getItem(Object.keys(localStorage).find(key => key.startsWith('attendance-')))")
    assert re.search("[぀-ヿ一-鿿]", stored) is None

    tablet.context.set_offline(False)
    expect(message).to_have_text("すべて送りました。")
    conflict = find_row(page, 1).locator("[data-attend-conflict]")
    expect(conflict).to_contain_text("「出席」と記録していました。いまの記録は「欠席（連絡あり）」です。")
    conflict.get_by_role("button", name="「出席」にする").click()
    expect(message).to_have_text("すべて送りました。")
    expect(conflict).to_be_hidden()

    desk.page.reload()
    for number, label in enumerate(("出席", "出席", "遅刻")):
        expect_state(desk.page, number, label)
    history = find_row(desk.page, 1).locator("[data-attend-history] li")
    assert [re.sub(r"^\S+ | .*", "", text) for text in history.all_text_contents()] == [
        "出席",
        "欠席（連絡あり）",
        "出席",
    ]
    assert [error for error in tablet.errors + desk.errors if NO_NETWORK not in error] == []


def test_entries_survive_closing_the_page_without_a_network(open_list):
    tablet = open_list(TEACHER)
    page, address = tablet.page, tablet.page.url
    tablet.context.set_offline(True)
    press(page, 3, "欠席（連絡なし）")
    expect(find_message(page)).to_contain_text("送っていない記録が1件あります。")
    page.close()

    tablet.context.set_offline(False)
    page = tablet.context.new_page()
    page.goto(address)

    expect(find_message(page)).to_have_text("すべて送りました。")
    page.reload()
    expect_state(page, 3, "欠席（連絡なし）")


def test_the_paper_sheet_is_copied_with_the_keys_1_to_4(open_list):
    visitor = open_list(STAFF)
    page = visitor.page
    page.get_by_role("link", name="紙の出席簿から書き写す").click()
    page.wait_for_url("**?source=paper")
    expect(page.locator("[data-is-ready]")).to_have_count(1)
    find_row(page, 4).get_by_role("button", name="出席", exact=True).focus()

    for key in "1234":
        page.keyboard.press(key)

    expect(page.locator("[data-attend-waiting]:not(:empty)")).to_have_count(0)
    expect(find_message(page)).to_have_text("すべて送りました。")
    page.reload()
    for number, label in enumerate(("出席", "遅刻", "欠席（連絡あり）", "欠席（連絡なし）"), start=4):
        expect_state(page, number, label)
    expect(find_row(page, 4).locator("[data-attend-history]")).to_contain_text("紙から")
    assert visitor.errors == []


def test_without_script_every_button_is_a_form(open_list):
    page = open_list(TEACHER, java_script_enabled=False, width=390).page

    press(page, 8, "早退")

    expect_state(page, 8, "早退")
    assert "#p" in page.url


def test_a_screen_reader_hears_names_values_and_messages(open_list):
    page = open_list(TEACHER).page
    press(page, 9, "出席")

    row = find_row(page, 9)
    expect(row.get_by_role("heading", level=2)).to_have_count(1)
    expect(row.get_by_role("button", pressed=True)).to_have_accessible_name("出席")
    expect(find_message(page)).to_have_text("すべて送りました。")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
