"""Pictures of the yearly test for docs/ja/nenji-shiken.md; make_screenshots.py calls picture_yearly_test."""

from playwright.sync_api import Browser
from studio import MAXIMUM_BYTES_PUBLIC, Staff, save, show

YEAR = 2026
BASE = f"/kanri/accessibility/yearly/{YEAR}/"
REPRESENTATIVE = "/ トップページ\n/bosai/hinanjo/ 災害のときに見るページ"


def picture_yearly_test(browser: Browser, address: str, password: str) -> None:
    """Plan, overview after the draw, judging, a difference, the result."""
    officer = Staff(browser, address, "web", password).log_in()
    tester = Staff(browser, address, "shiken", password).log_in()
    make_plan(officer)
    save(officer.page, "yearly-plan")
    officer.page.get_by_role("button", name="計画を保存する").click()
    officer.settle()
    officer.open(f"{BASE}draw/")
    officer.page.get_by_role("button", name="くじを引く").click()
    officer.settle(2000)
    save(officer.page, "yearly-overview")
    judge(officer, "failed", "地図の内容が文章にありません。")
    save(officer.page, "yearly-work")
    judge(tester, "met", "")
    officer.open(f"{BASE}differences/")
    save(officer.page, "yearly-difference")
    officer.open(f"{BASE}result/")
    save(officer.page, "yearly-result")
    officer.open("/kanri/accessibility/self-check/")
    officer.page.get_by_role("button", name="評価表を始める").click()
    officer.settle()
    save(officer.page, "yearly-self-check")
    tester.open("/kanri/accessibility/practice/")
    save(tester.page, "practice")
    officer.open("/accessibility/kekka-2025/")
    save(officer.page, "yearly-public", maximum=MAXIMUM_BYTES_PUBLIC)


def make_plan(officer: Staff) -> None:
    officer.open("/kanri/accessibility/yearly/new/")
    page = officer.page
    page.fill("#id_fiscal_year", str(YEAR))
    page.fill("#id_scope", "市のホームページのすべてのページ（アドレスがトップページのアドレスで始まるもの）")
    page.fill("#id_representative", REPRESENTATIVE)
    page.fill("#id_random_count", "4")
    for number, field in enumerate(("first", "second"), start=1):  # the first option is empty
        page.select_option(f"#id_{field}_tester", index=number)


def judge(person: Staff, result: str, note: str) -> None:
    """Judge the first criterion of the second page."""
    person.open(f"{BASE}pages/2/")
    row = person.page.locator("[data-row='2-1.1.1']")
    row.locator(f"input[value={result}]").check()
    if note:
        row.locator("input[type=text]").fill(note)
        row.locator("input[type=text]").press("Enter")
    person.settle()
    show(person.page, row)
