"""Make the screenshots of the manual (docs/ja) and of the READMEs again.

    .venv/bin/python docs/images/make_screenshots.py            everything, on a throwaway site (needs Chromium)
    .venv/bin/python docs/images/make_screenshots.py --public   only the pictures of the public site
    .venv/bin/python docs/images/make_screenshots.py --desk     only the course desk
    .venv/bin/python docs/images/make_screenshots.py --lessons  only the lessons, practice screens, study cards
    .venv/bin/python docs/images/make_screenshots.py --live     only the panel beside the page editor
    .venv/bin/python docs/images/make_screenshots.py --yearly   only the yearly test
    .venv/bin/python docs/images/make_screenshots.py --languages  only translating
    .venv/bin/python docs/images/make_screenshots.py --officer  only the web officer's reports (on a site with faults)
    .venv/bin/python docs/images/make_screenshots.py --forms    only the public forms (evidence for the UX rules)
    .venv/bin/python docs/images/make_screenshots.py --url http://127.0.0.1:8000 --password …
                                                                on a site that runs already, with the demo's staff

Look at the pictures before you commit them: a changed admin may have moved what the manual's text points to.
"""

import argparse
import re
import shutil
from contextlib import nullcontext

from course_desk import picture_course_desk
from forms import picture_forms
from lessons import picture_lessons
from live_panel import picture_live_panel
from playwright.sync_api import Browser, Page, sync_playwright
from studio import DEMO, MAXIMUM_BYTES_PUBLIC, PASSWORD, Staff, mark, save, show, throwaway_site, unmark
from translating import picture_translating
from web_officer import PREPARE, picture_web_officer
from yearly_test import picture_yearly_test


# --- The editor --------------------------------------------------------------------------------------------------
def picture_login(staff: Staff) -> None:
    mark(staff.page.locator("#id_username"), staff.page.locator("#id_password"), staff.button("ログイン"))
    save(staff.page, "login")
    unmark(staff.page)
    staff.log_in()


def picture_way_to_a_new_page(editor: Staff) -> None:
    save(editor.page, "dashboard")
    editor.open(f"{editor.find_list('健診・予防接種')}add_subpage/")
    mark(editor.page.locator("main a").filter(has_text="記事").first)
    save(editor.page, "page-types")
    editor.page.locator("main a").filter(has_text="記事").first.click()
    editor.settle()


def picture_title_and_blocks(editor: Staff) -> None:
    page = editor.page
    page.fill("#id_title", "公園を歩く会")
    page.fill("#id_answer", "月に2回、ひまわりの丘公園を1時間歩きます。申し込みも費用も要りません。")
    editor.settle(2000)
    page.evaluate("document.activeElement.blur()")
    show(page, page.locator("#id_title"))
    mark(page.locator("#id_title"), page.locator("#id_answer"), page.locator("[id*=body] button.c-sf-add-button").last)
    save(page, "new-page")
    unmark(page)
    page.locator("[id*=body] button.c-sf-add-button:visible").last.click()
    editor.settle(400)
    save(page, "block-menu")
    page.keyboard.press("Escape")
    editor.settle(300)


def write_heading_and_text(editor: Staff) -> None:
    editor.add_block("見出し")
    editor.page.keyboard.type("集まる場所と日")
    editor.add_block("文章")
    editor.page.keyboard.type("ひまわりの丘公園の、入口の広場に集まります。")


def write_steps(editor: Staff) -> None:
    page = editor.page
    editor.add_block("手順")
    page.keyboard.type("午前9時15分までに集まる")
    page.locator("[contenteditable=true]:visible").last.click()
    page.keyboard.type("歩きやすい靴と、飲み物をお持ちください。")
    page.locator("[id*=body] button.c-sf-add-button:visible").nth(-2).click()
    editor.settle(400)
    page.keyboard.type("受付で名前を書く")


def picture_table(editor: Staff) -> None:
    page = editor.page
    editor.add_block("表")
    page.fill("[id*=body] input[id$='table-caption']", "歩く日と道のり")
    for heading in ("日", "道のり"):
        page.locator("[aria-label='列を追加']:visible, button:visible:has-text('列を追加')").last.click()
        page.locator("button:visible").filter(has_text="文章").first.click()
        page.locator("[placeholder='列の見出し']").last.fill(heading)
    rows = page.locator("[id*=body] tbody tr")
    for index, texts in enumerate((("第1土曜日", "2キロ"), ("第3土曜日", "3キロ"))):
        if rows.count() <= index:
            page.locator("[aria-label='行を追加']:visible").last.click()
        for cell, text in zip(rows.nth(index).locator("input[type=text]").all(), texts, strict=True):
            cell.fill(text)
    show(page, page.locator("[id*=body] input[id$='table-caption']"))
    save(page, "table")


def picture_image(editor: Staff) -> None:
    page = editor.page
    editor.add_block("画像")
    editor.button("画像を選択").click()
    editor.settle()
    page.locator(".modal-content").get_by_role("tab", name="アップロード").click()
    page.set_input_files(".modal-content input[type=file]", DEMO / "images" / "himawari-koen.png")
    page.fill(".modal-content input[name$=title]", "ひまわりの丘公園")
    page.locator(".modal-content button[type=submit]").filter(has_text="アップロード").click()
    editor.settle(2000)
    twin = page.locator(".modal-content").get_by_text("新しい画像を使う")
    if twin.count():  # the same picture was uploaded before
        twin.first.click()
        editor.settle()
    page.locator("[id$='alt_text']").last.fill("ひまわり畑の間の道を、展望台へ歩く家族")
    show(page, page.locator("[id$='alt_text']").last)
    mark(page.locator("[id$='alt_text']").last)
    save(page, "image-alt")
    unmark(page)


def write_notice(editor: Staff) -> None:
    page = editor.page
    editor.add_block("お知らせの枠")
    page.locator("select[id$='kind']").last.select_option("caution")
    page.locator("input[id$='value-title']").last.fill("雨の日は中止です")
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type("朝7時に決めます。電話0794-00-0016で聞けます。")
    editor.settle(1500)


def picture_preview(editor: Staff) -> None:
    page = editor.page
    editor.settle(2000)
    page.get_by_role("button", name="プレビューを開く・閉じる").click()
    editor.settle(3000)
    show(page, page.locator("input[id$='value-title']").first)
    save(page, "preview")
    page.get_by_role("button", name="プレビューを開く・閉じる").click()


def picture_what_is_missing(editor: Staff) -> None:
    """Take the alternative text away, try to submit, and put it back."""
    page = editor.page
    alternative = page.locator("[id$='alt_text']").last
    text = alternative.input_value()
    alternative.fill("")
    editor.settle(3000)  # until it is saved: a submit that overtakes the automatic save looks like a second window
    editor.open_actions().get_by_text("承認に提出する").click()
    editor.settle(2000)
    show(page, page.locator("[id$='alt_text']").last)
    save(page, "errors")
    page.locator("[id$='alt_text']").last.fill(text)
    editor.settle(2500)


def picture_submit(editor: Staff) -> None:
    page = editor.page
    show(page, page.locator("#id_title"))
    actions = editor.open_actions()
    mark(actions.get_by_text("承認に提出する"))
    save(page, "submit")
    unmark(page)
    page.keyboard.press("Escape")


def submit(editor: Staff) -> None:
    editor.open_actions().get_by_text("承認に提出する").click()
    editor.page.get_by_text("承認に出しました").wait_for()


def picture_schedule(editor: Staff) -> None:
    page = editor.page
    page.get_by_role("button", name="状態を開く・閉じる").click()
    page.get_by_text("予定を入れる").first.click()
    editor.settle()
    save(page, "schedule")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="状態を開く・閉じる").click()


# --- The others --------------------------------------------------------------------------------------------------
def picture_approval(approver: Staff) -> None:
    page = approver.page
    save(page, "waiting")
    page.locator("main table a").filter(has_text="公園を歩く会").first.click()
    approver.settle(1500)
    actions = approver.open_actions()
    mark(actions.get_by_text("差し戻す"), actions.get_by_text("承認", exact=True))
    save(page, "approve")
    unmark(page)


def picture_emergency(desk: Staff) -> None:
    """End the demo's own notice, publish a drill, photograph the public page, and end it."""
    page = desk.page
    while desk.page.get_by_text("今すぐ終える").count():
        page.get_by_text("今すぐ終える").first.click()
        desk.settle()
        page.locator("main button[type=submit]").last.click()
        desk.settle()
        desk.open("/kanri/")
    page.get_by_text("緊急情報を出す").click()
    desk.settle()
    desk.button("緊急情報の文例を選択").click()
    desk.settle()
    page.locator(".modal-content table a").filter(has_text="断水しています").first.click()
    desk.settle()
    page.fill("#id_place", "小田町")
    page.check("#id_is_drill")
    desk.button("課を選択").click()
    desk.settle()
    page.locator(".modal-content a").filter(has_text="水道課").first.click()
    desk.settle()
    show(page, page.locator("#id_place"))
    mark(
        page.locator("#id_phrase-chooser"),
        page.locator("#id_place"),
        page.locator("#id_is_drill"),
    )
    save(page, "emergency")
    unmark(page)
    desk.button("保存").click()
    desk.settle(1500)


def picture_banner(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 800, "height": 420})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    save(page, "emergency-banner")


def end_drill(desk: Staff) -> None:
    desk.open("/kanri/")
    mark(desk.page.get_by_text("今すぐ終える").first)
    save(desk.page, "emergency-end")
    unmark(desk.page)
    desk.page.get_by_text("今すぐ終える").first.click()
    desk.settle()
    desk.page.locator("main button[type=submit]").last.click()
    desk.settle()


def picture_public_site(browser: Browser, address: str) -> None:
    """The home page for the READMEs, on a phone and on a desk."""
    for width, height in ((390, 844), (1280, 900)):
        page = browser.new_page(viewport={"width": width, "height": height}, locale="ja-JP", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        save(page, f"home-{width}", maximum=MAXIMUM_BYTES_PUBLIC)
        page.close()


def picture_newcomers_pages(browser: Browser, address: str) -> None:
    """What newcomers read first, in English and in easy Japanese, on a phone."""
    for language, name in (("en", "newcomer-en-390"), ("ja-simple", "newcomer-easy-390")):
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="ja-JP", reduced_motion="reduce")
        page.goto(f"{address.rstrip('/')}/{language}/kurashi/gaikokujin/")
        page.wait_for_load_state("networkidle")
        page.locator("h1").evaluate("heading => heading.scrollIntoView()")
        save(page, name, maximum=MAXIMUM_BYTES_PUBLIC)
        page.close()


# --- The course desk -----------------------------------------------------------------------------------------------
def picture_attendance(teacher: Staff) -> None:
    """The demo's session of today on a tablet: with and without a network."""
    page = teacher.page
    page.set_viewport_size({"width": 820, "height": 900})
    teacher.open("/kanri/courses/attendance/")
    page.get_by_role("link", name=re.compile("ただいま開講中.*第2回")).click()
    teacher.settle()
    page.locator("[data-attend-row]").first.get_by_role("button", name="出席", exact=True).click()
    teacher.settle()
    save(page, "attendance")
    page.context.set_offline(True)
    for number, label in ((1, "遅刻"), (2, "欠席（連絡あり）")):
        page.locator("[data-attend-row]").nth(number).get_by_role("button", name=label, exact=True).click()
    page.wait_for_timeout(1000)
    show(page, page.locator("[data-attend-row]").nth(1))
    save(page, "attendance-offline")
    page.context.set_offline(False)
    teacher.settle(1500)


def picture_prints_and_figures(desk: Staff) -> None:
    desk.open("/kanri/courses/figures/")
    save(desk.page, "figures")
    desk.open("/kanri/courses/attendance/")
    desk.page.get_by_role("link", name=re.compile("ただいま開講中.*第2回")).click()
    desk.settle()
    code = desk.page.locator("[data-module=attendance]").get_attribute("data-run")
    desk.open(f"/kanri/courses/runs/{code}/prints/")
    save(desk.page, "prints")


# --- All of it ---------------------------------------------------------------------------------------------------
def picture_everything(browser: Browser, address: str, password: str) -> None:
    editor = Staff(browser, address, "kenko-hensyu", password)
    picture_login(editor)
    for step in (
        picture_way_to_a_new_page,
        picture_title_and_blocks,
        write_heading_and_text,
        write_steps,
        picture_table,
        picture_image,
        write_notice,
        picture_preview,
        picture_schedule,
        picture_submit,
        picture_what_is_missing,
        submit,
    ):
        step(editor)
    picture_approval(Staff(browser, address, "kenko-syonin", password).log_in())
    desk = Staff(browser, address, "kinkyu", password).log_in()
    picture_emergency(desk)
    picture_banner(browser.new_page(locale="ja-JP"), address)
    end_drill(desk)
    picture_attendance(Staff(browser, address, "koza-koshi", password).log_in())
    picture_prints_and_figures(Staff(browser, address, "koza-tanto", password).log_in())


PARTS = {
    "public": "the public site",
    "desk": "the course desk",
    "lessons": "the lessons",
    "yearly": "the yearly test",
    "live": "the panel beside the page editor",
    "forms": "the public forms",
    "languages": "translating",
    "officer": "the web officer's reports, on a site with faults",
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the screenshots of the manual and of the READMEs again.")
    parser.add_argument("--url", help="a site that runs already; without it, a throwaway one is made")
    parser.add_argument("--password", default=PASSWORD, help="the password of the demo's staff on that site")
    for name, contents in PARTS.items():
        parser.add_argument(f"--{name}", action="store_true", help=f"only {contents}")
    options = parser.parse_args()
    site = nullcontext(options.url) if options.url else throwaway_site(PREPARE if options.officer else "")
    with sync_playwright() as playwright, site as address:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        only = any(getattr(options, name) for name in PARTS)
        if options.public or not only:
            picture_public_site(browser, address)
            picture_newcomers_pages(browser, address)
        if not only:
            picture_everything(browser, address, options.password)
        if options.desk or not only:
            picture_course_desk(browser, address, options.password)
        if options.lessons or not only:
            picture_lessons(browser, address, options.password)
        if options.yearly or not only:
            picture_yearly_test(browser, address, options.password)
        if options.live or not only:
            picture_live_panel(Staff(browser, address, "kenko-hensyu", options.password).log_in())
        if options.forms or not only:
            picture_forms(browser, address)
        if options.languages or not only:
            picture_translating(browser, address, options.password)
        if options.officer:
            picture_web_officer(browser, address, options.password)
        browser.close()


def find_chromium() -> str | None:
    """The system's Chromium; None lets Playwright take its own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


if __name__ == "__main__":
    main()
