"""A whole yearly test with the keyboard alone: plan, draw, two people who judge, a difference, the public page and its files."""

import csv
import io
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from a11y_checker.files import judge
from tests.demo_build import ROOT, city_environment

pytestmark = pytest.mark.e2e
PASSWORD = "only-for-this-test"
YEAR = 2031
# Source: JIS X 8341-3:2016, JB.3.1: what a published result has to say, in its order; the files at the end are ours.
NINE_ITEMS = [
    "表明日",
    "規格の番号と改正年",
    "満たしている適合レベルと対応度",
    "対象となるウェブページ",
    "依存したウェブコンテンツ技術",
    "試験対象のページを選んだ方法",
    "試験を行ったウェブページのURI",
    "達成基準チェックリスト",
    "試験の期間",
]
BASE = f"/kanri/accessibility/yearly/{YEAR}/"
PREPARE = f"""
import django; django.setup()
from cms.demo.city import make_demo_staff
from django.contrib.auth import get_user_model
make_demo_staff({PASSWORD!r})
for name in ("web", "shiken"):
    user = get_user_model().objects.get(username=name)
    user.set_password({PASSWORD!r})
    user.save()
"""
# What the focus stands on: its name in the form, the words people hear, the kind of element.
FOCUS = """() => {
    const field = document.activeElement;
    const label = field.labels && field.labels[0] ? field.labels[0].textContent : field.textContent;
    return [field.name || '', (label || '').trim(), field.tagName];
}"""


@pytest.fixture(scope="module")
def staff(city_files, city_url) -> None:
    """The web officer and the tester of the demo city."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE],
        cwd=ROOT,
        env=city_environment(city_files),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/kanri/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kanri/$"))


def tab_to(page: Page, wanted: str, kind: str = "", most: int = 400) -> None:
    """Go on with the tab key until the field of that name, or the button or link with those words, has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        name, label, tag = page.evaluate(FOCUS)
        if wanted in (name, label) and kind in ("", tag):
            return
    pytest.fail(f"The tab key does not come to 「{wanted}」.")


def press(page: Page, wanted: str, kind: str = "BUTTON") -> None:
    """Go to a button, or to a link (kind A), and press it."""
    tab_to(page, wanted, kind)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make_plan(page: Page) -> None:
    """Fill in the plan: one representative page and one by lot."""
    tab_to(page, "fiscal_year")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(str(YEAR))
    for name, text in (("scope", "市のすべてのページ"), ("representative", "/toiawase/ 問い合わせ先")):
        tab_to(page, name)
        page.keyboard.type(text)
    tab_to(page, "random_count")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    for name, person in (("first_tester", "web"), ("second_tester", "shiken")):
        tab_to(page, name)
        page.keyboard.type(person)
    for name, day in (("started_on", "04012031"), ("ended_on", "04302031")):
        tab_to(page, name)
        page.keyboard.type(day)
    tab_to(page, "plan")
    page.keyboard.type("2032年の3月までに直します。")
    press(page, "計画を保存する")


def judge_page(page: Page, number: int, failing: str = "") -> None:
    """Take over what the machine decided, then look at the open rows one by one: ○, but × with a note for `failing`."""
    press(page, "機械が決められたものを写す")
    rows = page.locator("[data-row]").evaluate_all(
        "rows => rows.filter(row => !row.querySelector(':checked')).map(row => row.dataset.row)"
    )
    assert rows
    for row in rows:
        tab_to(page, f"result-{row}")
        is_failing = row == f"{number}-{failing}"
        page.keyboard.press("ArrowRight" if is_failing else "Space")
        if is_failing:
            tab_to(page, f"note-{row}")
            page.keyboard.type("地図の内容が文章にありません。")
            page.keyboard.press("Enter")
        expect(page.locator(f"[id='status-{row}']")).to_have_text("保存しました。")
    expect(page.locator("[data-progress]")).to_have_text("38件のうち38件を判定しました")


def test_a_whole_yearly_test_with_the_keyboard_alone(make_visitor, city_url, staff):
    officer, tester = make_visitor().page, make_visitor().page
    log_in(officer, city_url, "web")
    log_in(tester, city_url, "shiken")

    officer.goto(f"{city_url}/kanri/accessibility/yearly/")
    press(officer, "新しい試験の計画を作る", "A")
    make_plan(officer)
    press(officer, "くじを引く", "A")
    press(officer, "くじを引く")
    expect(officer.get_by_text("同じページになります。")).to_be_visible()

    for number in (1, 2):
        for person in (officer, tester):
            person.goto(f"{city_url}{BASE}pages/{number}/")
            judge_page(person, number, failing="1.3.1" if (person, number) == (tester, 1) else "")

    officer.goto(f"{city_url}{BASE}")
    press(officer, "違いをまとめる", "A")
    tab_to(officer, "result-1-1.3.1")
    officer.keyboard.press("ArrowRight")
    tab_to(officer, "note-1-1.3.1")
    officer.keyboard.type("2人で見て、満たしていないと決めました。")
    officer.keyboard.press("Enter")
    expect(officer.locator("[data-progress]")).to_have_text("1件のうち1件がまとまりました")

    press(officer, "全体の画面に戻る", "A")
    press(officer, "結果と公開", "A")
    press(officer, "結果を公開する")

    reader = make_visitor()
    reader.page.goto(f"{city_url}/accessibility/kekka-{YEAR}/")
    expect(reader.page.get_by_text("JIS X 8341-3:2016の適合レベルAに一部準拠", exact=True)).to_be_visible()
    check_page(reader.page)
    check_files(reader.page, city_url)


def check_page(page: Page) -> None:
    """The page says the nine items and holds the checklist as a table: number, criterion, level, applied, result, note."""
    headings = [text.strip() for text in page.locator("main h2").all_inner_texts()]
    assert [text for text in headings if text in NINE_ITEMS] == NINE_ITEMS
    table = page.locator("main table").filter(has_text="1.3.1")
    assert table.locator("thead th").all_inner_texts() == ["番号", "達成基準", "適合レベル", "適用", "結果", "注記"]
    assert table.locator("tbody tr").count() == 38


def check_files(page: Page, city_url: str) -> None:
    """The page's CSV holds the failure and its reason; the PDF is tagged."""
    address = f"{city_url}/accessibility/kekka-{YEAR}/"
    table = list(csv.DictReader(io.StringIO(page.request.get(f"{address}csv/").body().decode("utf-8-sig"), newline="")))
    results = {row["番号"]: (row["適用"], row["結果"]) for row in table}
    notes = {row["番号"]: row["注記"] for row in table}
    assert len(results) == 38
    assert results["1.3.1"] == ("○", "×")
    assert "/toiawase/：2人で見て、満たしていないと決めました。" in notes["1.3.1"]
    pdf = page.locator("main a[href$='pdf/']")
    if pdf.count():
        assert judge(page.request.get(f"{address}pdf/").body(), "pdf").problems == {}
