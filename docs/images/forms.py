"""Pictures of the public forms on a phone, evidence for docs/reference/ux-rules.md; make_screenshots.py calls picture_forms."""

from playwright.sync_api import Browser, Page
from studio import MAXIMUM_BYTES, save

PHONE = {"width": 390, "height": 844}
# A4 at 96 dots an inch.
PAPER = {"width": 794, "height": 1123}
NEXT = "次へ進む"


def picture_forms(browser: Browser, address: str) -> None:
    """From the page before the first question to the receipt, on the screen and as it prints; a lottery, the practice, another language."""
    context = browser.new_context(base_url=address, viewport=PHONE, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.set_default_timeout(60_000)
    open_start(page, has_lottery=False)
    picture(page, "ux-start")
    press(page, "申込みをはじめる")
    page.get_by_role("radio", name="自分の申込みです").check()
    press(page, NEXT)
    picture(page, "ux-name")
    answer(page)
    picture(page, "ux-check")
    page.wait_for_timeout(3500)  # the form takes nothing from programs that send within three seconds
    press(page, "この内容で申し込む")
    picture(page, "ux-receipt")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    picture(page, "ux-print")
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)
    open_start(page, has_lottery=True)
    picture(page, "ux-lottery")
    page.goto("/apply/renshu/")
    press(page, "申込みをはじめる")
    picture(page, "ux-practice")
    open_start(page, has_lottery=False)
    page.locator("details", has=page.get_by_text("Language", exact=True)).locator("summary").click()
    press(page, "Tiếng Việt")
    picture(page, "ux-languages")
    context.close()


def open_start(page: Page, has_lottery: bool) -> None:
    """Open the page before the first question of a run that takes applications, by lottery or not."""
    page.goto("/koza/ict/")
    courses = [str(link.get_attribute("href")) for link in page.locator("article.course a").all()]
    for course in courses:
        page.goto(course)
        for door in [str(link.get_attribute("href")) for link in page.locator(".door a.button").all()]:
            page.goto(door)
            can_begin = page.get_by_role("button", name="申込みをはじめる").count()
            if can_begin and has_lottery == ("抽選" in page.locator("main").inner_text()):
                return
    raise SystemExit("申込みを受け付けている講座がありません。/ No such run takes applications.")


def answer(page: Page) -> None:
    """Answer everything from the name on; the question about assistance is pictured on the way."""
    page.get_by_role("textbox", name="名前 ※必須").fill("見本 花子")
    page.get_by_role("textbox", name="ふりがな ※必須").fill("ミホン　ハナコ")
    press(page, NEXT)
    page.get_by_role("radio", name="昭和").check()
    for name, text in (("年", "２２"), ("月", "3"), ("日", "5")):
        page.get_by_role("textbox", name=name, exact=True).fill(text)
    press(page, NEXT)
    page.get_by_role("textbox", name="電話番号 ※任意").fill("0794-00-1234")
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
    picture(page, "ux-needs")
    press(page, NEXT)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def picture(page: Page, name: str) -> None:
    """Save the whole page below its header."""
    save(page, name, maximum=MAXIMUM_BYTES, clip=page.locator("main"))
