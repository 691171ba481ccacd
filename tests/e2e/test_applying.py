"""A person applies, corrects two mistakes, cancels and takes it back; every page is clean for our own checker."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_accessibility import CITY, OWN_RULES, assert_clean

pytestmark = pytest.mark.e2e
NEXT = "次へ進む"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def begin(page: Page) -> None:
    """From the catalogue to the first question of a run that has seats."""
    page.locator("article.course a").first.click()
    page.locator(".door a.button").first.click()
    press(page, "申込みをはじめる")


def answer_to_birth(page: Page) -> None:
    page.get_by_role("radio", name="自分の申込みです").check()
    press(page, NEXT)
    page.get_by_role("textbox", name="名前 ※必須").fill("小野 花子")
    page.get_by_role("textbox", name="ふりがな ※必須").fill("オノ　ハナコ")
    press(page, NEXT)


def answer_the_rest(page: Page) -> None:
    page.get_by_role("textbox", name="電話番号 ※任意").fill("０７９４-６３-１０００")
    press(page, NEXT)
    page.get_by_role("radio", name="電話", exact=True).check()
    press(page, NEXT)
    page.locator("#residence-resident").check()
    for name in ("#first_time-yes", "#waiting_list-yes"):
        if page.locator(name).count():
            page.locator(name).check()
    press(page, NEXT)
    page.get_by_role("radio", name="1人で来ます").check()
    press(page, NEXT)
    page.get_by_role("checkbox", name="拡大文字の資料").check()
    press(page, NEXT)


def make_two_mistakes_and_correct_them(page: Page) -> None:
    """Error summary with focus and links, message tied to its field, title, and what was typed still there."""
    page.get_by_role("radio", name="昭和").check()
    page.get_by_role("textbox", name="年", exact=True).fill("２２")
    page.get_by_role("textbox", name="月", exact=True).fill("13")
    press(page, NEXT)
    expect(page).to_have_title(re.compile("^エラー: "))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("入力をご確認ください（2か所）")
    month = page.get_by_role("textbox", name="月", exact=True)
    expect(month).to_have_value("13")
    expect(month).to_have_attribute("aria-invalid", "true")
    expect(month).to_have_accessible_description(re.compile("生まれた月を、1から12までの数字で書いてください。"))
    assert_clean(page)
    summary.get_by_role("link", name="生まれた月を").click()
    expect(month).to_be_focused()
    month.fill("3")
    page.get_by_role("textbox", name="日", exact=True).fill("5")
    press(page, NEXT)


def check_tree(page: Page) -> None:
    """What a screen reader is told about a question: one heading as the name of the group, each choice by its words."""
    expect(page.get_by_role("group", name=re.compile("この申込みを書いているのは、どなたですか"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("main").aria_snapshot().count("radio") == 4


def test_apply_with_two_mistakes_cancel_and_take_back(make_visitor):
    visitor = make_visitor(390, 844)
    page = visitor.open("/koza/ict/?seats=1")
    begin(page)
    check_tree(page)
    assert_clean(page)
    answer_to_birth(page)
    make_two_mistakes_and_correct_them(page)
    answer_the_rest(page)
    assert_clean(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("内容の確認")
    page.get_by_role("link", name=re.compile("直す.*電話番号")).click()
    press(page, "直して確認の画面にもどる")
    press(page, "この内容で申し込む")
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")
    assert_clean(page)
    number = page.locator(".receipt__no").inner_text()
    assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", number)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")

    page.get_by_role("link", name="申込みを見る、変える、取り消す").click()
    page.get_by_role("textbox", name=re.compile("^受付番号")).fill(number)
    page.get_by_role("textbox", name=re.compile("^生まれた月日")).fill("3月5日")
    press(page, "申込みを見る")
    assert_clean(page)
    page.get_by_role("link", name="この申込みを取り消す画面へ進む").click()
    press(page, "この申込みを取り消す")
    expect(page.get_by_role("heading", name="取り消しました")).to_be_visible()
    press(page, "取り消しをやめて、元にもどす")
    expect(page.get_by_role("heading", name="取り消しました")).to_have_count(0)
    assert visitor.errors == []


LOOKS = [
    ("theme=dark", "data-theme", "dark"),
    ("theme=reversed", "data-theme", "reversed"),
    ("ruby=all", "data-ruby", "on"),
]


@pytest.mark.parametrize(("display", "attribute", "value"), LOOKS, ids=["dark", "reversed", "furigana"])
def test_questions_are_clean_in_every_look(make_visitor, city_url, display, attribute, value):
    page = make_visitor(320, 800, java_script_enabled=False).open("/koza/ict/?seats=1")
    begin(page)
    answer_to_birth(page)
    page.context.add_cookies([{"name": "display", "value": display, "url": city_url}])
    press(page, NEXT)

    expect(page).to_have_title(re.compile("^エラー: "))
    expect(page.locator("html")).to_have_attribute(attribute, value)
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    assert_clean(page, OWN_RULES, CITY)  # axe needs JavaScript


OTHER_PAGES = ["/enrolment/", "/draws/", "/venues/", "/venues/ecra/"]
OTHER_PAGES += ["/circles/", "/circles/hidamari-photo/contact/", "/drop-in/"]


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_other_pages_are_clean(make_visitor, path):
    assert_clean(make_visitor(390, 844).open(path))
