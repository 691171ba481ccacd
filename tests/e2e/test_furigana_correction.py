"""An editor corrects a reading in the admin, with the keyboard, and a visitor sees it at once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

DEPARTMENT = "いきいき社会創造課"
PASSWORD = "only-for-this-test"
MUSEUM = "/kurashi/shisetsu/kokokan/"
OFFICE = "/shisei/soshiki/ikiiki/"
READING = """() => [...document.querySelectorAll('main ruby')]
  .filter(ruby => ruby.textContent.startsWith('好'))
  .map(ruby => [...ruby.querySelectorAll('rt')].map(rt => rt.textContent).join(''))"""


@pytest.fixture
def editor(city_files: Path, make_visitor) -> Page:
    """A page of the admin, with an editor of the department logged in."""
    with closing(sqlite3.connect(city_files / "db.sqlite3")) as database, database:
        user = database.execute(
            "INSERT INTO cms_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, "
            "date_joined) VALUES ('ikiiki', ?, '', '', '', 0, 0, 1, '2026-01-01') RETURNING id",
            [PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)],
        ).fetchone()[0]
        group = database.execute("SELECT id FROM auth_group WHERE name = ?", [f"{DEPARTMENT} 編集"]).fetchone()[0]
        database.execute("INSERT INTO cms_user_groups (user_id, group_id) VALUES (?, ?)", [user, group])
    page = make_visitor().open("/kanri/login/")
    page.fill("#id_username", "ikiiki")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kanri/")
    return page


def find_page(city_files: Path, path: str) -> int:
    with closing(sqlite3.connect(city_files / "db.sqlite3")) as database:
        return database.execute("SELECT id FROM wagtailcore_page WHERE url_path LIKE ?", [f"/%{path}"]).fetchone()[0]


def correct(page: Page, reading: str, scope: str) -> None:
    """Choose the word in the page's text and correct it, by keyboard alone."""
    page.locator(".readings a[href*='surface=%E5%A5%BD%E5%8F%A4%E9%A4%A8']").first.press("Enter")
    page.locator("#id_reading").fill(reading)
    page.get_by_label(scope).press("Space")
    page.get_by_role("button", name="この読みにする").press("Enter")
    expect(page.get_by_text(f"「好古館」の読みを「{reading}」にしました。")).to_be_visible()


def test_editor_corrects_a_reading_on_one_page_and_everywhere(editor, city_files, city_url, make_visitor):
    visitor = make_visitor(display="ruby=all")
    readings = {path: set(visitor.open(path).evaluate(READING)) for path in (MUSEUM, OFFICE)}
    assert readings == {MUSEUM: {"こうこかん"}, OFFICE: {"こうこかん"}}
    editor.goto(f"{city_url}/kanri/furigana/page/{find_page(city_files, OFFICE)}/")

    correct(editor, "よしふるかん", "このページ全部")
    assert set(visitor.open(OFFICE).evaluate(READING)) == {"よしふるかん"}
    assert set(visitor.open(MUSEUM).evaluate(READING)) == {"こうこかん"}

    correct(editor, "こうこかん", "このページ全部")
    correct(editor, "こうこのやかた", "市のすべてのページ")
    assert set(visitor.open(MUSEUM).evaluate(READING)) == {"こうこのやかた"}
    assert set(visitor.open(OFFICE).evaluate(READING)) == {"こうこかん"}

    correct(editor, "こうこかん", "市のすべてのページ")
    assert set(visitor.open(MUSEUM).evaluate(READING)) == {"こうこかん"}
    assert visitor.errors == []
