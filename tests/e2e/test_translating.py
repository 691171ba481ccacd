"""A page with every block goes into English: drafts, a wrong figure stopped, a second person, public; then the Japanese changes."""

import importlib.util
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.demo_build import ROOT, city_environment
from tests.e2e.test_editor_publishes import choose_action, log_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(importlib.util.find_spec("argostranslate") is None, reason="the extra mt is not installed"),
]
PASSWORD = "only-for-this-test"
# Our choice: the gate judges the page first; on a busy machine that takes longer than a click.
PUBLISHING_TIMEOUT_MS = 60_000
# The page with every block; its sentences are of the kind that the tiny package knows. The English home page is public.
PREPARE = f"""
import django; django.setup()
from cms.demo.city import make_demo_staff
from cms.models import ArticlePage, CityDocument, CityImage, Department, HomePage
from django.conf import settings
from django.utils import timezone
from translations import model_packages
from translations.wagtail_app import submitting, string_states
from wagtail.models import Locale, Page
from tests.cms.test_translatable_blocks import BLOCKS, as_stored
make_demo_staff({PASSWORD!r})
model_packages.install_offered(model_packages.offered()[0], settings.TRANSLATIONS["FOLDER"])
section = Page.objects.get(slug="gomi", locale__language_code="ja")
blocks = {{
    **BLOCKS,
    "heading": "出す日",
    "subheading": "燃えるごみ",
    "image": {{"image": {{"image": CityImage.objects.first().pk, "alt_text": "地図の写真", "decorative": False}}, "caption": "説明"}},
    "file": {{**BLOCKS["file"], "document": CityDocument.objects.first().pk}},
    "contact": {{**BLOCKS["contact"], "department": Department.objects.first().pk}},
    "map_place": {{**BLOCKS["map_place"], "latitude": "34.85", "longitude": "134.93"}},
}}
body = [{{"type": name, "id": f"id-{{name}}", "value": as_stored(name, value)}} for name, value in blocks.items()]
page = ArticlePage(title="ごみの出し方", slug="all-blocks", answer="手数料は300円です。", body=body)
section.add_child(instance=page)
english = Locale.objects.get_or_create(language_code="en")[0]
home = HomePage.objects.get(locale__language_code="ja")
if not home.get_translations().filter(locale=english, live=True).exists():
    submitting.submit(home, [english], None)
    Page.objects.filter(translation_key=home.translation_key, locale=english).update(live=True, title="Ono City")
print(page.pk)
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
    page.locator("button:has(.icon-dots-horizontal):visible").first.click()
    page.get_by_role("link", name="ほかの言語").click()
    page.locator("input[name=locale][value=en]").check()
    page.get_by_role("button", name="始める").click()
    page.wait_for_url(re.compile(r"/languages/\d+/"))


def save(page: Page) -> None:
    """Press the button and wait for the screen that comes back."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name="保存する", exact=True).click()
    page.wait_for_load_state()


def translate_open(page: Page) -> None:
    """Write something for every string that has no draft, with the figures of its Japanese."""
    page.goto(re.sub(r"\?.*", "", page.url) + "?show=open")
    for card in page.locator(".string").all():
        terms = [term.inner_text() for term in card.locator(".string__terms strong").all()]
        card.locator("textarea").fill(in_english(card.locator(".string__source").inner_text(), terms))
    save(page)
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    expect(page.locator(".string")).to_have_count(0)


def in_english(japanese: str, terms: list[str]) -> str:
    """Give words with the marks, terms and figures of the Japanese."""
    words = "".join(mark if "/" in mark else f" {mark}some words" for mark in re.findall(r"\{/?\w+\}", japanese))
    figures = re.findall(r"[0-9][0-9-]+|[0-9]+", re.sub(r"\{/?\w+\}", "", japanese))
    return " ".join(["Words", words, *terms, *figures, *(["Monday"] if "月曜日" in japanese else [])])


def check_every_screen(page: Page, strings: str) -> None:
    """Read and check the strings, a screen at a time."""
    for _screen in range(5):
        page.goto(f"{strings}?show=unchecked")
        if not page.locator(".string").count():
            return
        page.get_by_role("button", name=re.compile("訳をすべて確認しました|すべての訳を確認しました")).click()
        page.wait_for_load_state()
    raise AssertionError("Strings are unchecked still.")


def change_japanese(page: Page, address: str, number: str) -> None:
    """The web officer publishes another fee."""
    log_in(page, address, "web")
    page.goto(f"{address}/kanri/pages/{number}/edit/")
    page.fill("#id_answer", "手数料は400円です。")
    choose_action(page, "公開")
    expect(page.get_by_text("公開しました").first).to_be_visible(timeout=PUBLISHING_TIMEOUT_MS)


def test_a_page_with_every_block_goes_public_in_english_and_shows_when_the_japanese_changed(
    make_visitor, city_files, city_url
):
    number = run(city_files, PREPARE)
    editor, approver, officer, reader = (make_visitor(1280, 1000) for _ in range(4))
    page = editor.page
    log_in(page, city_url, "seikatsu-kankyo-hensyu")

    begin(page, city_url, number)
    expect(page.locator(".string--machine").first).to_be_visible()
    fee = page.locator(".string").filter(has_text="手数料は300円です。").locator("textarea")
    fee.fill("The fee is 200 yen.")
    save(page)
    expect(page.locator(".string__problems").filter(has_text="300").first).to_be_visible()
    expect(fee).to_have_value("The fee is 200 yen.")
    fee.fill("The fee is 300 yen.")
    save(page)
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    translate_open(page)
    strings = re.sub(r"\?.*", "", page.url)
    expect(page.get_by_role("button", name="公開する")).to_have_count(0)  # who writes does not publish

    log_in(approver.page, city_url, "seikatsu-kankyo-syonin")
    approver.page.goto(strings)
    check_every_screen(approver.page, strings)
    approver.page.get_by_role("button", name="公開する").click()
    expect(approver.page.get_by_text("公開しました。").first).to_be_visible(timeout=PUBLISHING_TIMEOUT_MS)

    public = reader.open("/en/kurashi/gomi/all-blocks/")
    main = public.locator("main")
    expect(main).to_contain_text("The fee is 300 yen.")
    expect(main).to_contain_text("Checked by a person on")

    change_japanese(officer.page, city_url, number)

    public = reader.open("/en/kurashi/gomi/all-blocks/")
    expect(public.locator("main")).to_contain_text("The Japanese page was changed on")
    page.goto(f"{strings}?show=open")
    expect(page.locator(".string--stale del")).to_have_text("3")
    expect(page.locator(".string--stale ins")).to_have_text("4")
    expect(page.locator(".string--stale .string__suggestion")).to_contain_text("The fee is 300 yen.")
