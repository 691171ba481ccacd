"""Pictures of the lessons for docs/ja/gakushu.md; make_screenshots.py calls picture_lessons."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from studio import MAXIMUM_BYTES_PUBLIC, Staff, pack, save

PHONE = {"width": 390, "height": 1120}
STEPS = ("sawaru/4", "damashi/2", "saigai/3")
# A practice screen, and what is pressed before the picture.
SCREENS = (("booking", ""), ("fake-warning", "見本の警告を見る"), ("typing", ""))
CARDS = 8


def picture_lessons(browser: Browser, address: str, password: str) -> None:
    """Three steps and three practice screens on a phone; a class with its cards."""
    context = browser.new_context(base_url=address, viewport=PHONE, locale="ja-JP", reduced_motion="reduce")
    page = context.new_page()
    steps, screens = [], []
    for step in STEPS:
        page.goto(f"/koza/manabu/{step}/")
        steps.append(photograph(page, ".progress"))
    for key, pressed in SCREENS:
        page.goto(f"/practice/{key}/")
        if pressed:
            page.get_by_role("link", name=pressed).first.click()
        screens.append(photograph(page, "main h1"))
    context.close()
    pack(join(steps), "lessons-390", MAXIMUM_BYTES_PUBLIC)
    pack(join(screens), "practice-screens-390", MAXIMUM_BYTES_PUBLIC)
    picture_class(browser, address, password)


def photograph(page: Page, top: str) -> Image.Image:
    """Return the window with this element at its top."""
    page.wait_for_load_state("networkidle")
    page.locator(top).first.evaluate(
        "element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 16)"
    )
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def join(pictures: list[Image.Image]) -> Image.Image:
    """Return the pictures side by side."""
    joined = Image.new("RGB", (sum(picture.width for picture in pictures), pictures[0].height), "white")
    left = 0
    for picture in pictures:
        joined.paste(picture, (left, 0))
        left += picture.width
    return joined


def picture_class(browser: Browser, address: str, password: str) -> None:
    """Print cards for the first class, let learners use them, and show how far the class is."""
    clerk = Staff(browser, address, "koza-tanto", password).log_in()
    clerk.open("/kanri/courses/study/")
    clerk.page.locator(".desk-table a").first.click()
    clerk.settle()
    clerk.page.fill("#count", str(CARDS))
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("button", name="カードを作って印刷する").click()
    paper = PdfReader(Path(download.value.path()))
    numbers = re.findall(r"\b\d{4}-\d{4}\b", "\n".join(sheet.extract_text() for sheet in paper.pages))
    for number, steps in zip(numbers, range(CARDS), strict=True):
        learn(browser, address, number, steps)
    clerk.page.reload()
    clerk.settle()
    save(clerk.page, "study-class")


def learn(browser: Browser, address: str, number: str, steps: int) -> None:
    """Go so many steps of the first lesson, then of the second, with this card."""
    context = browser.new_context(base_url=address, locale="ja-JP")
    page = context.new_page()
    page.goto("/lessons/card/")
    page.get_by_label("カードの番号").fill(number)
    page.get_by_role("button", name="続きから学ぶ").click()
    for lesson in ("sawaru", "miyasuku"):
        page.goto(f"/lessons/card/lesson/{lesson}/")
        page.get_by_role("button", name="始める", exact=True).click()
        while steps and page.get_by_role("button", name=re.compile("^できた")).count():
            page.get_by_role("button", name=re.compile("^できた")).click()
            page.wait_for_load_state()
            steps -= 1
        if not steps:
            break
    context.close()
