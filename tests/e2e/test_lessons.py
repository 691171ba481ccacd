"""How far a reader has come stays on the device: in its storage, in no request, and gone at one press (INV-35)."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.e2e

STORED = "() => [Object.keys(localStorage), JSON.parse(localStorage.getItem('lessons')), document.cookie]"
BEADS = """() => [...document.querySelectorAll(".beads i")]
    .filter(bead => getComputedStyle(bead, "::before").content !== "none").length"""


def test_progress_stays_on_the_device_until_it_is_deleted(make_visitor):
    page = make_visitor(width=390).open("/koza/manabu/sawaru/")
    sent = []
    page.on("request", lambda request: sent.append((request.method, urlsplit(request.url).query, request.post_data)))
    resume = page.locator("[data-lesson-resume] a")
    assert not resume.is_visible()

    page.get_by_role("link", name="一歩ずつ始める").press("Enter")
    page.wait_for_url("**/sawaru/1/")
    page.get_by_role("link", name="できた、次へ").press("Enter")
    page.wait_for_url("**/sawaru/2/")
    assert page.evaluate(STORED) == [["lessons"], {"sawaru": 2}, ""]
    assert page.evaluate(BEADS) == 5
    page.goto(page.url.removesuffix("2/"))
    assert resume.inner_text() == "手順2から続ける"
    page.goto(page.url + "5/")
    page.get_by_role("link", name="できた、まとめへ").press("Enter")
    page.wait_for_url("**/sawaru/#quiz")
    page.goto(page.url.partition("sawaru")[0])
    assert page.locator("[data-lesson-note]").first.inner_text().strip() == "終わりました"

    with page.expect_navigation():
        page.get_by_role("button", name="この機器の記録を消す").press("Enter")

    assert page.evaluate(STORED) == [[], None, ""]
    assert not page.get_by_role("button", name="この機器の記録を消す").is_visible()
    assert set(sent) == {("GET", "", None)}
