"""Crawling a small site on this machine: what is visited, what is left out, and that it ends."""

import gzip
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from a11y_checker import PageLoadError, Settings, UsageError, View
from a11y_checker.crawl import Frontier, Robots, normalise, read_robots, sitemap_urls
from a11y_checker.site import check_pages, check_site

Serve = Callable[..., str]
STATIC = Settings(browser=False)


def html(*links: str, title: str = "みどり市の図書館") -> str:
    items = "".join(f"<p><a href='{link}'>行き先は {link} です</a></p>" for link in links)
    return f"<!DOCTYPE html><html lang=ja><title>{title}</title><h1>{title}</h1>{items}"


def write(folder: Path, **pages: str) -> None:
    for name, text in pages.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def visited(base: str, settings: Settings = STATIC) -> list[str]:
    return [page.url.removeprefix(base) for page in check_site(f"{base}/", settings).pages]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.JP:80", "http://example.jp/"),
        ("https://example.jp:443/a#b", "https://example.jp/a"),
        ("http://example.jp:8000/a?b=1#c", "http://example.jp:8000/a?b=1"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_normalise(url: str, expected: str) -> None:
    assert normalise(url) == expected


def test_follows_links_on_the_same_host_once(tmp_path: Path, serve: Serve) -> None:
    write(
        tmp_path,
        index_html=html("a.html", "./a.html#x", "/b.html?x=1", "https://example.org/", "mailto:a@example.org", "//["),
        a_html=html("/", "b.html", "leaflet.pdf", "photo.JPG"),
        b_html=html("a.html"),
    )

    assert visited(serve(tmp_path)) == ["/", "/a.html", "/b.html", "/b.html?x=1"]


def test_links_that_are_not_to_be_followed_are_left(tmp_path: Path, serve: Serve) -> None:
    to_both = html("a.html", "b.html").replace("href='b.html'", "href='b.html' rel='external nofollow'")
    write(tmp_path, index_html=to_both, a_html=html(), b_html=html())

    assert visited(serve(tmp_path)) == ["/", "/a.html"]


def test_honours_robots_and_reads_its_sitemap(tmp_path: Path, serve: Serve) -> None:
    write(
        tmp_path,
        index_html=html("secret/a.html", "open.html"),
        secret__a_html=html(),
        open_html=html(),
        lone_html=html(),
    )
    base = serve(tmp_path)
    write(
        tmp_path,
        robots_txt=f"User-agent: *\nDisallow: /secret/\nSitemap: {base}/map.xml\n",
        map_xml=f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{base}/lone.html</loc></url></urlset>",
    )

    report = check_site(f"{base}/", STATIC)

    assert [page.url.removeprefix(base) for page in report.pages] == ["/", "/lone.html", "/open.html"]
    assert report.skipped == {"robots.txt": 1}


def test_sitemap_index_gzip_and_text(tmp_path: Path, serve: Serve) -> None:
    base = serve(tmp_path)
    urlset = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc> {base}/a </loc></url></urlset>"
    write(
        tmp_path,
        index_xml=f"<sitemapindex><sitemap><loc>{base}/one.xml.gz</loc></sitemap><sitemap><loc>/two.txt</loc></sitemap>"
        f"<sitemap><loc>{base}/index.xml</loc></sitemap></sitemapindex>",
        two_txt=f"{base}/b\n\n{base}/a\n",
    )
    (tmp_path / "one.xml.gz").write_bytes(gzip.compress(urlset.encode()))

    assert sitemap_urls(f"{base}/index.xml", View(), 5) == [f"{base}/a", f"{base}/b"]


def test_damaged_sitemaps_are_named(tmp_path: Path, serve: Serve) -> None:
    base = serve(tmp_path)
    write(tmp_path, bad_xml="<urlset><url>")
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnonsense")

    with pytest.raises(UsageError, match=r"bad\.xml is not well-formed XML"):
        sitemap_urls(f"{base}/bad.xml", View(), 5)
    with pytest.raises(UsageError, match=r"bad\.gz is a damaged gzip file"):
        sitemap_urls(f"{base}/bad.gz", View(), 5)
    with pytest.raises(PageLoadError, match="answered with HTTP 404"):
        sitemap_urls(f"{base}/none.xml", View(), 5)


class Redirecting(SimpleHTTPRequestHandler):
    """/old leads to /new.html, /away to another host, /round to itself; /data is no HTML."""

    def do_GET(self) -> None:
        leads = {"/old": "/new.html", "/old2": "/new.html", "/away": "http://localhost:9/", "/round": "/round"}
        if self.path in leads:
            self.send_response(302)
            self.send_header("Location", leads[self.path])
            self.end_headers()
        elif self.path == "/data":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_redirects_lead_to_one_report_each(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, index_html=html("old", "old2", "data", "gone.html", "round"), new_html=html())
    base = serve(tmp_path, Redirecting)

    report = check_site(f"{base}/", STATIC)

    assert {page.url.removeprefix(base): page.error is None for page in report.pages} == {
        "/": True,
        "/new.html": True,
        "/gone.html": False,
        "/round": False,
    }
    assert report.pages[1].error == f"{base}/gone.html answered with HTTP 404."


class Calendar(SimpleHTTPRequestHandler):
    """Every page leads to two more that do not exist yet."""

    def do_GET(self) -> None:
        if self.path in ("/robots.txt", "/sitemap.xml"):
            self.send_error(404)
            return
        number = len(self.path)
        body = html(
            f"/cal?month={number}", f"/cal?month={number}x{number}", f"{self.path.partition('?')[0].rstrip('/')}/next/"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_endless_sites_end(tmp_path: Path, serve: Serve) -> None:
    report = check_site(f"{serve(tmp_path, Calendar)}/", STATIC)

    assert 3 < len(report.pages) < 60
    assert report.skipped["trap"] >= 1


def test_limit(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, index_html=html(*[f"{n}.html" for n in range(30)]), **{f"{n}_html": html() for n in range(30)})

    report = check_site(f"{serve(tmp_path)}/", Settings(browser=False, max_pages=5))

    assert len(report.pages) == 5
    assert report.skipped["limit"] == 26


def test_include_and_exclude(tmp_path: Path, serve: Serve) -> None:
    write(
        tmp_path,
        index_html=html("a/1.html", "a/2.html", "b/1.html"),
        a__1_html=html(),
        a__2_html=html(),
        b__1_html=html(),
    )
    base = serve(tmp_path)

    settings = Settings(browser=False, include=(f"{base}/", "*/a/*"), exclude=("*2.html",))

    assert visited(base, settings) == ["/", "/a/1.html"]


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("/list", True),
        ("/list/", True),
        ("/list/index.html", True),
        ("/list?page=2&sort=a", False),  # itself
        ("/", False),  # a template that names the home page everywhere
        ("https://other.example.jp/list", False),
        ("//[", False),
        ("", False),
    ],
)
def test_canonical_is_believed_only_for_the_same_page(canonical: str, believed: bool) -> None:
    frontier = Frontier("http://x/", limit=100, robots=Robots("", "http://x/robots.txt"))
    address = f"http://x{canonical}" if canonical.startswith("/") and not canonical.startswith("//") else canonical

    assert frontier.prefers(address, "http://x/list?page=2&sort=a") is believed
    assert frontier.waiting == (2 if believed else 1)


def test_canonical_pages_are_judged_once(tmp_path: Path, serve: Serve) -> None:
    link = "<link rel=canonical href='/a.html'>"
    write(tmp_path, index_html=html("a.html?from=top", "a.html?from=news"), a_html=html("b.html") + link, b_html=html())
    base = serve(tmp_path)

    report = check_site(f"{base}/", STATIC)

    assert [page.url.removeprefix(base) for page in report.pages] == ["/", "/a.html", "/b.html"]
    assert report.skipped == {"canonical": 2}


class Private(SimpleHTTPRequestHandler):
    """Answers only with the cookie `session=42`, or with the password of `taro`."""

    def do_GET(self) -> None:
        basic = self.headers.get("Authorization") == "Basic dGFybzp0YW5ha2E6MQ=="
        if "session=42" in self.headers.get("Cookie", "") or basic:
            super().do_GET()
        else:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="intranet"')
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize("browser", [pytest.param(True, marks=pytest.mark.browser), False])
@pytest.mark.parametrize("view", [View(cookies={"session": "42"}), View(credentials=("taro", "tanaka:1"))])
def test_login_by_cookie_or_password(view: View, browser: bool, tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, index_html=html("a.html"), a_html=html())
    base = serve(tmp_path, Private)

    assert visited(base, Settings(browser=browser, axe=False, view=view)) == ["/", "/a.html"]
    assert check_site(f"{base}/", Settings(browser=browser, axe=False)).pages[0].error is not None


def test_frontier_refuses_floods_of_queries() -> None:
    frontier = Frontier("http://x/", limit=10_000, robots=Robots("", "http://x/robots.txt"))

    frontier.add(f"http://x/list?page={n}" for n in range(1000))

    assert frontier.waiting == 201
    assert frontier.skipped == {"trap": 800}


def test_robots_without_a_file_allow_everything(tmp_path: Path, serve: Serve) -> None:
    base = serve(tmp_path)

    robots = read_robots(f"{base}/", View(), 5)

    assert robots.allows(f"{base}/a")
    assert robots.delay_s is None


def test_robots_state_a_delay() -> None:
    assert Robots("User-agent: *\nCrawl-delay: 2\n", "http://x/robots.txt").delay_s == 2.0


def test_crawl_starts_at_a_web_address() -> None:
    with pytest.raises(UsageError, match="starts at an http or https address"):
        check_site("file:///tmp/x.html", STATIC)


def test_two_processes_give_the_same_report(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, index_html=html("a.html", "b.html"), a_html=html("c.html"), b_html="<img src=x>", c_html=html())
    base = serve(tmp_path)

    one = check_site(f"{base}/", STATIC)
    two = check_site(f"{base}/", Settings(browser=False, jobs=2))

    assert [(p.url, p.score, p.outcomes) for p in one.pages] == [(p.url, p.score, p.outcomes) for p in two.pages]
    assert one.score == two.score


def test_named_address_that_is_no_page_is_an_error(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    base = serve(tmp_path)

    report = check_pages([f"{base}/a.pdf"], STATIC)

    assert report.pages[0].error == f"{base}/a.pdf is not an HTML page. Name the page that links to it."


@pytest.mark.browser
def test_crawl_in_the_browser_sees_links_that_scripts_make(tmp_path: Path, serve: Serve) -> None:
    script = (
        "<script>document.body.insertAdjacentHTML('beforeend', '<a href=\"made.html\">作られたページ</a>')</script>"
    )
    write(tmp_path, index_html=html() + script, made_html=html("data.csv"))

    assert visited(serve(tmp_path), Settings(axe=False)) == ["/", "/made.html"]
