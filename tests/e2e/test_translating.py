"""A page with every block goes into English: drafts, a wrong figure stopped, a second person, public; then the Japanese changes."""

import importlib.util
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.demo_build import ROOT, city_environment
from tests.e2e.test_editor_publishes import log_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(importlib.util.find_spec("argostranslate") is None, reason="the extra mt is not installed"),
]
PASSWORD = "only-for-this-test"
# The page with every block; its sentences are of the kind that the tiny package knows. The English home page is public.
PREPARE = f"""
import django; django.setup()
from cms.demo.city import make_demo_staff
from cms.models import ArticlePage, HomePage
from django.conf import settings
from django.utils import timezone
from translations import model_packages
from translations.wagtail_app import submitting, string_states
from wagtail.models import Locale, Page
from tests.cms.test_translatable_blocks import BLOCKS, as_stored
make_demo_staff({PASSWORD!r})
model_packages.install_offered(model_packages.offered()[0], settings.TRANSLATIONS["FOLDER"])
section = Page.objects.get(slug="gomi", locale__language_code="ja")
body = [{{"type": name, "id": f"id-{{name}}", "value": as_stored(name, value)}} for name, value in BLOCKS.items()]
page = ArticlePage(title="ごみの出し方", slug="all-blocks", answer="手数料は300円です。", body=body)
section.add_child(instance=page)
english = Locale.objects.get_or_create(language_code="en")[0]
home = HomePage.objects.get(locale__language_code="ja")
if not home.get_translations().filter(locale=english, live=True).exists():
    submitting.submit(home, [english], None)
    Page.objects.filter(translation_key=home.translation_key, locale=english).update(live=True, title="Ono City")
print(page.pk)
"""
CHANGE = """
import django; django.setup()
from cms.models import ArticlePage
page = ArticlePage.objects.get(slug="all-blocks", locale__language_code="ja")
page.answer = "手数料は400円です。"
page.save_revision().publish()
"""


def run(city_files, code: str) -> str:
    environment = {**city_environment(city_files), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def begin(page: Page, address: str, number: str) -> None:
    """From the Japanese page's editor to its strings in English, with drafts."""
    page.goto(f"{address}/kanri/pages/{number}/edit/")
    page.goto(f"{address}{page.locator('a').filter(has_text='ほかの言語').first.get_attribute('href')}")
    page.locator("input[name=locale][value=en]").check()
    page.get_by_role("button", name="始める").click()
    page.wait_for_url(re.compile(r"/languages/\d+/"))


def translate_open(page: Page) -> None:
    """Write something for every string that has no draft, with the figures of its Japanese."""
    page.goto(re.sub(r"\?.*", "", page.url) + "?show=open")
    while page.locator(".string").count():
        for card in page.locator(".string").all():
            japanese = card.locator(".string__source").inner_text()
            card.locator("textarea").fill(
                in_english(japanese, [t.inner_text() for t in card.locator(".string__terms strong").all()])
            )
        page.get_by_role("button", name="保存する", exact=True).click()
        expect(page.locator("[aria-invalid=true]")).to_have_count(0)


def in_english(japanese: str, terms: list[str]) -> str:
    marks = re.findall(r"\{/?\w+\}", japanese)
    figures = re.findall(r"[0-9][0-9-]+|[0-9]+", japanese)
    return " ".join([*marks[:1], "Words", *marks[1:], *terms, *figures])


def test_a_page_with_every_block_goes_public_in_english_and_shows_when_the_japanese_changed(
    make_visitor, city_files, city_url
):
    number = run(city_files, PREPARE)
    editor, approver, reader = (make_visitor(1280, 1000) for _ in range(3))
    page = editor.page
    log_in(page, city_url, "seikatsu-kankyo-hensyu")

    begin(page, city_url, number)
    expect(page.locator(".string--machine").first).to_be_visible()
    fee = page.locator(".string").filter(has_text="手数料は300円です。").locator("textarea")
    fee.fill("The fee is 200 yen.")
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.locator(".string__problems").filter(has_text="300").first).to_be_visible()
    expect(fee).to_have_value("The fee is 200 yen.")
    fee.fill("The fee is 300 yen.")
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    translate_open(page)
    strings = re.sub(r"\?.*", "", page.url)
    expect(page.get_by_role("button", name="公開する")).to_have_count(0)  # who writes does not publish

    log_in(approver.page, city_url, "seikatsu-kankyo-syonin")
    approver.page.goto(strings)
    approver.page.get_by_role("button", name="すべての訳を確認しました").click()
    expect(approver.page.locator(".string--checked").first).to_be_visible()
    approver.page.get_by_role("button", name="公開する").click()
    expect(approver.page.get_by_text("公開しました。").first).to_be_visible()

    public = reader.open("/en/kurashi/gomi/all-blocks/")
    main = public.locator("main")
    expect(main).to_contain_text("The fee is 300 yen.")
    expect(main).to_contain_text(re.compile("checked by a person", re.IGNORECASE))

    run(city_files, CHANGE)

    public = reader.open("/en/kurashi/gomi/all-blocks/")
    expect(public.locator("main")).to_contain_text(re.compile("Japanese (page|version) (has )?changed", re.IGNORECASE))
    page.goto(f"{strings}?show=open")
    expect(page.locator(".string--stale del")).to_have_text("3")
    expect(page.locator(".string--stale ins")).to_have_text("4")
    expect(page.locator(".string--stale .string__suggestion")).to_contain_text("The fee is 300 yen.")
