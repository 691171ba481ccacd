"""What comes from other servers is fetched after consent only, and nobody else runs anything here. Every page: test_accessibility."""

import pytest
from playwright.sync_api import expect

from tests.demo_city import NOT_FOUND, PAGES

pytestmark = pytest.mark.e2e

PLAYER = "https://www.youtube-nocookie.com"


def test_not_found_is_the_only_thing_missing(make_visitor):
    visitor = make_visitor()

    visitor.open(NOT_FOUND).wait_for_load_state("networkidle")

    assert [error for error in visitor.errors if "404" not in error] == []
    assert len(visitor.errors) == 1


def test_film_is_fetched_only_after_consent(make_visitor):
    visitor = make_visitor()
    asked: list[str] = []

    def answer(route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<!DOCTYPE html><title>player</title><p>the film</p>")

    visitor.context.route(f"{PLAYER}/**", answer)
    page = visitor.open(PAGES["video"])
    page.wait_for_load_state("networkidle")
    assert (asked, visitor.foreign) == ([], [])
    expect(page.locator("iframe")).to_have_count(0)

    page.get_by_role("button", name="ここで再生する").click()

    expect(page.frame_locator("iframe").get_by_text("the film")).to_be_visible()
    expect(page.locator("iframe")).to_be_focused()
    assert [url.partition("?")[0].rpartition("/")[0] for url in asked] == [f"{PLAYER}/embed"]
    assert visitor.errors == []
    assert visitor.foreign == []


def test_other_pages_may_not_embed_the_player(make_visitor):
    visitor = make_visitor()
    page = visitor.open(PAGES["article"])

    page.evaluate(f"""() => {{
      const frame = document.createElement('iframe');
      frame.src = '{PLAYER}/embed/x';
      document.body.append(frame);
      return new Promise((resolve) => {{ frame.onload = frame.onerror = resolve; }});
    }}""")

    assert any("Content Security Policy" in error for error in visitor.errors)
    assert visitor.foreign == []


def test_injected_script_does_not_run(make_visitor):
    visitor = make_visitor()
    page = visitor.open(PAGES["article"])

    page.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
    }""")

    expect(page).not_to_have_title("taken over")
    assert any("Content Security Policy" in error for error in visitor.errors)
