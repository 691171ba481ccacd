"""Pages in a real browser: frames, shadow trees, views, and what goes wrong."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from a11y_checker import Checker, MissingExtraError, NotHtmlError, Settings, UsageError, View, browser
from a11y_checker.browser import Browser
from a11y_checker.page import Page, from_snapshot
from a11y_checker.testing import assert_accessible

pytestmark = pytest.mark.browser
HEAD = "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>図書館 | みどり市</title>"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with Browser(timeout_s=10) as started:
        yield started


@pytest.fixture
def see(chromium: Browser) -> Callable[..., Page]:
    """A function that gives the snapshot of some HTML."""

    def snapshot(html: str, view: View | None = None) -> Page:
        with chromium.open_html(HEAD + html, view or View()) as opened:
            return from_snapshot(opened.documents()[0].data)

    return snapshot


def test_facts_of_visibility(see: Callable[..., Page]) -> None:
    page = see(
        "<p id=seen>見える</p><p id=none style='display:none'>x</p><p id=away style='position:absolute;left:-999px'>x</p>"
        "<p id=clear style='opacity:0'>x</p><p id=unseen style='visibility:hidden'>x<b id=shown style='visibility:visible'>y</b></p>"
        "<p id=reader style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'>x</p>"
        "<details><summary id=summary>s</summary><p id=folded>x</p></details><div style='display:contents' id=contents>文</div>"
    )
    visible = {e.get("id"): page.is_visible(e) for e in page.select("[id]")}
    hidden = {e.get("id"): page.is_hidden(e) for e in page.select("[id]")}

    assert visible == {
        "seen": True, "none": False, "away": False, "clear": False, "unseen": False, "shown": True, "reader": False,
        "summary": True, "folded": False, "contents": True,
    }  # fmt: skip
    assert {name for name, is_hidden in hidden.items() if is_hidden} == {"none", "folded"}


def test_facts_of_focus(see: Callable[..., Page]) -> None:
    page = see(
        "<a id=link href=x>a</a><a id=anchor>b</a><button id=button>c</button><button id=off disabled>d</button>"
        "<p id=zero tabindex=0>e</p><p id=minus tabindex=-1>f</p><details><summary id=summary>g</summary></details>"
        "<div inert><button id=inert>h</button></div><p id=edit contenteditable>i</p><input id=input aria-label=j>"
    )
    facts = {e.get("id"): page.facts(e) for e in page.select("[id]")}

    assert {name for name, f in facts.items() if f and f.tabbable} == {
        "link",
        "button",
        "zero",
        "summary",
        "edit",
        "input",
    }
    assert {name for name, f in facts.items() if f and f.focusable and not f.tabbable} == {"minus"}


def test_shadow_trees_are_flat_and_have_their_own_ids(see: Callable[..., Page]) -> None:
    page = see(
        "<my-card id=card><b slot=name id=a>名前</b></my-card><script>"
        "const root = card.attachShadow({mode: 'open'});"
        "root.innerHTML = '<p id=a>影の中 <slot name=name>空</slot></p><button aria-labelledby=a></button>';</script>"
    )
    inner = page.select("my-card p")[0]

    assert [e.tag for e in page.select("my-card *")] == ["p", "slot", "b", "button"]
    assert page.by_id("a", page.select("button")[0]) is inner
    assert page.by_id("a", page.select("my-card")[0]) is page.select("b")[0]


def test_frames_of_the_site_are_judged_and_others_not(tmp_path: Path, serve: Callable[..., str]) -> None:
    other = serve(tmp_path)
    base = serve(tmp_path)
    (tmp_path / "inner.html").write_text(HEAD + "<img src=x.png>", encoding="utf-8")
    (tmp_path / "index.html").write_text(
        f"{HEAD}<main><h1>図書館</h1><iframe title=案内 id=mine src=inner.html></iframe>"
        f"<iframe title=地図 src={other}/inner.html></iframe><iframe title=文 srcdoc='<img src=y.png>'></iframe></main>",
        encoding="utf-8",
    )

    with Checker(Settings(axe=False, only=("image-alt", "page-title"))) as checker:
        report = checker.check_url(f"{base}/index.html")

    assert [finding.selector for finding in report.findings] == [
        "#mine >>> html > body > img",
        "html > body > main > iframe:nth-of-type(3) >>> html > body > img",
    ]


class Echo(SimpleHTTPRequestHandler):
    """Answers with a page about the request."""

    def do_GET(self) -> None:
        if self.path == "/file":
            self.send_response(200)
            self.send_header("Content-Type", "application/pdf")
            self.send_header("Content-Disposition", "attachment")
            self.end_headers()
            return
        if self.path == "/csv":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(b"a,b")
            return
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        words = f"{self.headers.get('Cookie')} {self.headers.get('Authorization')} {self.headers.get('X-Test')}"
        style = "<style>@media (prefers-color-scheme: dark) { body { background: #000; color: #333 } }</style>"
        self.wfile.write(f"{HEAD}{style}<h1>図書館</h1><p id=heard>{words}</p>".encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def echo(tmp_path: Path, serve: Callable[..., str]) -> str:
    return serve(tmp_path, Echo)


def test_cookies_headers_and_credentials(chromium: Browser, echo: str) -> None:
    view = View(cookies={"theme": "dark", "ruby": "1"}, headers={"X-Test": "yes"})

    with chromium.open(f"{echo}/", view) as opened:
        page = from_snapshot(opened.documents()[0].data)

    assert page.select("#heard")[0].text == "theme=dark; ruby=1 None yes"


def test_one_browser_many_views(echo: str) -> None:
    with Checker(Settings(axe=False, only=("contrast",))) as checker:
        light = checker.check_url(f"{echo}/")
        dark = checker.check_url(f"{echo}/", View(color_scheme="dark"))
        narrow = checker.check_url(f"{echo}/", View(width=320))

    assert [report.outcomes["contrast"] for report in (light, dark, narrow)] == ["passed", "failed", "passed"]


def test_errors_are_named(echo: str) -> None:
    with Checker(Settings(axe=False)) as checker:
        broken = checker.check_url(f"{echo}/broken")
        refused = checker.check_url("http://127.0.0.1:9/")
        with pytest.raises(NotHtmlError, match="is text/plain, not HTML"):
            checker.check_url(f"{echo}/csv")
        with pytest.raises(NotHtmlError, match="is a download"):
            checker.check_url(f"{echo}/file")
        after = checker.check_url(f"{echo}/")

    assert (broken.error, broken.score) == (f"{echo}/broken answered with HTTP 500.", None)
    assert refused.error is not None
    assert "could not be loaded" in refused.error
    assert after.error is None


class Slow(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()  # and never a body: the connection stays open
        self.rfile.read(1)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_page_that_never_loads_ends_in_time(tmp_path: Path, serve: Callable[..., str]) -> None:
    with Checker(Settings(timeout_s=1.0)) as checker:
        report = checker.check_url(f"{serve(tmp_path, Slow)}/")

    assert report.error is not None
    assert report.error.endswith("did not finish loading within 1 s.")


def test_page_made_by_a_late_script_is_seen(tmp_path: Path, serve: Callable[..., str]) -> None:
    script = (
        "<div id=app></div><script>setTimeout(() => { app.innerHTML = '<h1>図書館</h1><img src=a>' }, 400)</script>"
    )
    (tmp_path / "index.html").write_text(HEAD + script, encoding="utf-8")

    with Checker(Settings(axe=False)) as checker:
        report = checker.check_url(f"{serve(tmp_path)}/")

    assert report.outcomes["image-alt"] == "failed"


def test_odd_mark_up_survives(see: Callable[..., Page]) -> None:
    page = see(
        '<p @click=x :class=y v-on:a.b=c 日本=語 "=1>印\x0b\x01 & &lt; \ufffe</p>'
        "<svg xml:lang=ja><a xlink:href='#q'><text>字</text></a></svg>"
        "<x:y>z</x:y><script>document.body.appendChild(document.createTextNode('\\ud800'))</script>"
    )

    assert page.select("p")[0].text.startswith("印")
    assert page.select("svg")[0].get("xml-lang") == "ja"
    assert page.select("a")[0].get("xlink-href") == "#q"


def test_source_places_in_the_browser(tmp_path: Path, serve: Callable[..., str]) -> None:
    (tmp_path / "index.html").write_text(f"{HEAD}\n<h1>図書館</h1>\n <img src=a.png>", encoding="utf-8")

    with Checker(Settings(axe=False, only=("image-alt",))) as checker:
        place = checker.check_url(f"{serve(tmp_path)}/").findings[0].source

    assert place is not None
    assert (place.line, place.column) == (3, 2)


def test_assert_accessible_on_a_playwright_page(chromium: Browser) -> None:
    with chromium.open_html(f"{HEAD}<main><h1>図書館</h1><p>午前9時に開きます。</p></main>", View()) as opened:
        assert_accessible(opened._page)
    with (
        chromium.open_html(f"{HEAD}<main><h1>図書館</h1><img src=a.png></main>", View()) as opened,
        pytest.raises(AssertionError, match=r"(?s)The page is not accessible:.*image-alt"),
    ):
        assert_accessible(opened._page)


def test_no_chromium_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv(browser.ENVIRONMENT_NAME, str(program))

    with pytest.raises(MissingExtraError, match=r"No Chromium could be started.*apt-get install chromium"), Browser():
        pass


def test_second_playwright_in_a_thread_is_explained() -> None:
    async def start() -> None:
        with Browser():
            pass

    with (
        ThreadPoolExecutor(1) as thread,
        pytest.raises(UsageError, match=r"asyncio loop runs in this thread.*assert_accessible"),
    ):
        thread.submit(lambda: asyncio.run(start())).result()


TRAP = """<html lang=ja><title>a</title><button id=one onblur="back('two')">一</button><button id=two onblur="back('one')">二</button>
<a href=#b>次</a><p>{words}</p><script>function back(id) {{ document.getElementById(id).focus(); }} {script}</script>"""


@pytest.mark.parametrize(
    ("words", "script", "outcome"),
    [
        ("案内", "", "failed"),
        ("Esc キーで出られます", "", "failed"),
        ("Esc キーで出られます", "addEventListener('keydown', () => location.reload())", "cantTell"),
    ],
)
def test_what_gives_the_focus_back_is_tried(words: str, script: str, outcome: str, aaa_checker: Checker) -> None:
    report = aaa_checker.check_html(TRAP.format(words=words, script=script), browser=True)

    assert report.outcomes["keyboard-trap"] == outcome


def test_looking_behind_texts_and_enlarging_leave_the_page_as_it_was(aaa_checker: Checker) -> None:
    html = """<html lang=ja><title>a</title><style>p { background: linear-gradient(#fff, #eee); color: #aaa; overflow: hidden;
      height: 2em; width: 90% }</style><p>市民プールは七月に開きます。帽子が必要です。小学生は大人と来てください。</p>"""
    looks = (
        "() => [innerWidth, getComputedStyle(document.querySelector('p')).color, document.adoptedStyleSheets.length]"
    )
    with aaa_checker.started().open_html(html, aaa_checker.settings.view) as opened:
        before = opened._page.evaluate(looks)
        report = aaa_checker.check_open_page(opened._page)

        assert opened._page.evaluate(looks) == before
    assert report.outcomes["contrast"] == "failed"
