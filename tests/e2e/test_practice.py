"""Practice screens in a browser: no request, nothing stored, by keyboard, without a script, and clean in every scene (UX-41)."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from courses.practice import all_practices
from tests.e2e.overflow import NOTHING, find_overflow
from tests.e2e.test_accessibility import OWN_RULES, assert_clean

pytestmark = pytest.mark.e2e

STORED = (
    "async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]"
)
SHOW_ALL = "document.querySelectorAll('.scene').forEach((scene) => { scene.style.display = 'block'; })"


def count_rows(city_files) -> dict[str, int]:
    """Return how many rows every table of the city has."""
    with closing(sqlite3.connect(city_files / "db.sqlite3")) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def test_practising_sends_and_stores_nothing(make_visitor, city_files):
    page = make_visitor(390, 844).open("/practice/booking/")
    before, sent = count_rows(city_files), []
    page.on("request", lambda request: sent.append(request.url))

    for name in (
        "11日（水）午前10時から",
        "予約する",
        "予約を変える",
        "13日（金）午後2時から",
        "予約を取り消す",
        "取り消す",
    ):
        page.locator(".scene:visible").get_by_role("link", name=name).press("Enter")
    expect(page.locator(".scene:visible h2")).to_have_text("取り消しました")
    page.go_back()
    expect(page.locator(".scene:visible h2")).to_have_text("取り消してよいですか")
    at_booking = list(sent)
    page.goto(page.url.partition("booking")[0] + "typing/")
    sent.clear()
    field = page.get_by_label("「おはよう」と入れる")
    field.press_sequentially("おはす")
    expect(page.locator("#told-5")).to_have_text("2字目までは合っています。その次を消して、入れ直せます。")
    field.fill("おはよう")
    expect(page.locator("#told-5")).to_have_text("合っています。")
    field.press("Enter")
    page.get_by_role("button", name="全部消して、やり直す").press("Enter")

    expect(field).to_have_value("")
    assert (at_booking, sent) == ([], [])
    assert page.evaluate(STORED) == [0, 0, "", 0]
    assert count_rows(city_files) == before


def test_one_scene_is_shown_and_closing_works_without_a_script(make_visitor):
    page = make_visitor(320, 256, java_script_enabled=False).open("/practice/fake-warning/")
    shown = page.locator(".scene:visible h2")
    expect(shown).to_have_text("はじめに")

    page.get_by_role("link", name="見本の警告を見る").click()
    expect(shown).to_have_text("警告　ウイルスが見つかりました")
    page.get_by_role("link", name="閉じる").click()

    expect(shown).to_have_text("閉じられました")


@pytest.mark.parametrize("practice", [item for item in all_practices() if item.scenes], ids=lambda item: item.id)
def test_every_scene_is_clean_and_fits(make_visitor, practice):
    page = make_visitor(320, 568, display="ruby=all").open(practice.address)
    page.evaluate(SHOW_ALL)

    assert find_overflow(page) == NOTHING
    assert_clean(page, OWN_RULES)
