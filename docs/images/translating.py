"""Pictures of translating for docs/ja/honyaku-sagyo.md; make_screenshots.py calls picture_translating."""

from playwright.sync_api import Browser
from studio import Staff, save, show


def picture_translating(browser: Browser, address: str, password: str) -> None:
    """A page begun in English, a text that a check refuses, the board."""
    editor = Staff(browser, address, "seikatsu-kankyo-hensyu", password).log_in()
    page = editor.page
    editor.open("/kanri/languages/")
    editor.open(page.locator("th a").filter(has_text="粗大ごみ").first.get_attribute("href"))
    if page.locator("input[name=locale][value=en]").count():
        page.locator("input[name=locale][value=en]").check()
        editor.button("始める").click()
    else:
        page.locator("a").filter(has_text="英語").last.click()
    editor.settle()
    show(page, page.locator(".string").nth(1))
    save(page, "translate-strings")
    page.locator(".string textarea").nth(1).fill(
        "Apply by phone. Put a 300 yen ticket on it, and put it out by 8 a.m. Nobody needs to be there."
    )
    editor.button("保存する").click()
    editor.settle()
    show(page, page.locator(".string__problems").first)
    save(page, "translate-refused")
    editor.open("/kanri/languages/")
    save(page, "translate-board")
