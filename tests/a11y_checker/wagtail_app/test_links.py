"""Dead links: collected from public pages, looked up inside, asked for outside, listed for each department."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from a11y_checker.wagtail_app.links import check, outside
from a11y_checker.wagtail_app.links.collect import LinkCollector
from a11y_checker.wagtail_app.models import LinkExclusion, PageLink, SiteLink
from cms.models import ArticlePage

pytestmark = pytest.mark.django_db
OWN = "http://localhost"


class Neighbour(BaseHTTPRequestHandler):
    """Another site: each path answers its own number, and the paths asked for are kept."""

    asked: list[str] = []

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = 200 if self.path == "/robots.txt" else int(self.path.strip("/").split("-")[0])
        if self.path == "/405-head" and self.command == "GET":
            code = 200
        self.send_response(code)
        self.end_headers()
        if self.path == "/robots.txt":
            self.wfile.write(b"User-agent: *\nDisallow: /200-private\nCrawl-delay: 3\n")

    do_GET = do_HEAD = answer

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def neighbour(monkeypatch):
    """Give the address of another site that counts as public."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Neighbour)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(outside, "is_private", lambda host: host != "127.0.0.1")
    Neighbour.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def collect(page, html: str, content: str = "1", department: str = "健康課") -> None:
    body = f"<html><body><nav><a href='/menu/'>メニュー</a></nav><main><h1>題</h1>{html}</main></body></html>"
    LinkCollector(OWN).collect(page, body.encode(), OWN + page.url, content, department)


def run(waits: list[float] | None = None) -> dict[str, str]:
    """Check the links and return what each address is now."""
    check.check_links(wait=(waits if waits is not None else []).append)
    return dict(SiteLink.objects.values_list("url", "status"))


def test_links_of_a_page_are_stored_with_words_and_place(health_page):
    html = """<h2>申し込み</h2><p><a href='moushikomi/?a=1#b'>申し込む</a> <a href='mailto:a@example.com'>メール</a>
        <a href='#part'>下へ</a><a href='https://example.com/x#y'><img alt='県のサイト'></a></p><h3>場所</h3><a>公民館</a>"""

    collect(health_page, html)

    rows = PageLink.objects.order_by("pk").values_list("link__url", "link__is_internal", "text", "place", "department")
    assert set(rows) == {
        (f"{health_page.url}moushikomi/?a=1", True, "申し込む", "申し込み", "健康課"),
        ("https://example.com/x", False, "県のサイト", "申し込み", "健康課"),
        (f"empty:{health_page.pk}", True, "公民館", "場所", "健康課"),
    }


def test_a_changed_page_is_read_again_and_what_stays_keeps_its_day(health_page):
    collect(health_page, "<a href='/a/'>甲</a><a href='/b/'>乙</a>")
    old = timezone.now() - timedelta(days=9)
    PageLink.objects.update(found_at=old)

    collect(health_page, "<a href='/b/'>乙の新しい名</a><a href='/c/'>丙</a>", content="2")

    kept = PageLink.objects.get(link__url="/b/")
    assert (kept.text, kept.found_at) == ("乙の新しい名", old)
    assert set(PageLink.objects.values_list("link__url", flat=True)) == {"/b/", "/c/"}
    assert not LinkCollector(OWN).needs(health_page, "2")
    assert LinkCollector(OWN).needs(health_page, "3")


def test_addresses_of_the_site_are_looked_up_not_fetched(health_page, tax_page):
    tax_page.unpublish()
    Redirect.add_redirect("/old/", redirect_to=health_page)
    paths = ["/", health_page.url, health_page.url.rstrip("/"), tax_page.url, "/old/", "/nothing/", "/search/?q=a"]
    paths += ["/documents/99/a.pdf", "/static/none.css", "/media/images/none.png"]

    collect(health_page, "".join(f"<a href='{path}'>x</a>" for path in paths) + "<a href='/%E3%81%82/'>あ</a><a>y</a>")

    missing = {url for url, status in run().items() if status == "missing"}
    assert missing == {
        tax_page.url,
        "/nothing/",
        "/documents/99/a.pdf",
        "/static/none.css",
        "/media/images/none.png",
    } | {"/%E3%81%82/"}
    assert SiteLink.objects.get(url__startswith="empty:").status == "empty"


def test_other_sites_are_asked_politely_and_their_answers_kept(health_page, neighbour):
    closed = "http://127.0.0.1:9/x"
    names = ["200", "404", "410", "500", "403", "405-head", "200-private"]
    urls = [f"{neighbour}/{name}" for name in names]
    collect(health_page, "".join(f"<a href='{url}'>x</a>" for url in [*urls, closed, "http://10.0.0.1/x"]))
    waits: list[float] = []

    statuses = run(waits)

    assert {url.rsplit("/", 1)[1]: statuses[url] for url in urls} == dict(
        zip(names, ["ok", "missing", "missing", "server", "closed", "ok", "closed"], strict=True)
    )
    assert (statuses[closed], statuses["http://10.0.0.1/x"]) == ("unreachable", "inside")
    assert waits.count(3.0) == len(names) + 1  # as its robots.txt asks; the server in trouble once more
    assert "HEAD /200-private" not in Neighbour.asked
    Neighbour.asked.clear()
    assert run() == statuses
    assert Neighbour.asked == []  # all answers are fresh


def test_who_does_not_answer_is_reported_after_three_nights_and_forgiven_at_once(health_page, monkeypatch):
    url = "https://example.com/"
    collect(health_page, f"<a href='{url}'>県</a>")
    heard = outside.Heard(SiteLink.Status.UNREACHABLE)
    monkeypatch.setattr(check, "ask_all", lambda urls, tell, wait: [tell(url, heard) for url in urls])
    reported = []
    for _night in range(4):
        run()
        reported.append(check.find_dead().count())
        SiteLink.objects.update(due_at=timezone.now())
        if len(reported) == 3:
            heard = outside.Heard(SiteLink.Status.OK, 200)

    assert reported == [0, 0, 1, 0]


def test_a_stopped_check_goes_on_where_it_was(health_page, monkeypatch):
    urls = [f"https://example.com/{number}" for number in range(3)]
    collect(health_page, "".join(f"<a href='{url}'>x</a>" for url in urls))
    asked: list[str] = []

    def ask_all(due, tell, wait):
        for url in due:
            if len(asked) == 2:
                raise KeyboardInterrupt
            asked.append(url)
            tell(url, outside.Heard(SiteLink.Status.OK, 200))

    monkeypatch.setattr(check, "ask_all", ask_all)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(check, "ask_all", lambda due, tell, wait: asked.extend(due))
    run()

    assert sorted(asked) == urls


def read(client, **filters: str) -> str:
    return client.get(reverse("accessibility_dead_links"), filters).content.decode()


def test_list_shows_each_department_its_own_and_filters(client, staffed, health_page, tax_page, make_user):
    collect(health_page, "<h2>申し込み</h2><a href='/nothing/'>申込書</a>")
    collect(tax_page, "<a href='/gone/'>税の表</a>", department="税務課")
    run()

    seen = {}
    for name, group in (("own", "健康課 編集"), ("officer", "ウェブ担当")):
        client.force_login(make_user(name, group))
        text = read(client)
        seen[name] = [word in text for word in ("申込書", "税の表")]
    assert seen == {"own": [True, False], "officer": [True, True]}
    text = read(client, department="健康課")
    assert all(word in text for word in ("がん検診", "申し込み", "/nothing/", "公開中のページもファイルもありません"))
    assert "税の表" not in text
    assert "税の表" not in read(client, where="False")
    tax_page.unpublish()
    assert "税の表" not in read(client)


def test_list_needs_no_more_queries_for_more_links(
    client, staffed, health_page, make_user, django_assert_max_num_queries
):
    client.force_login(make_user("web", "ウェブ担当"))
    collect(health_page, "".join(f"<a href='/nothing-{number}/'>x</a>" for number in range(9)))
    run()
    read(client)

    with django_assert_max_num_queries(30):
        read(client)


def test_officer_leaves_an_address_out_with_reason_and_name(client, staffed, health_page, make_user):
    collect(health_page, "<a href='https://example.com/a'>予約</a>")
    SiteLink.objects.update(status="missing", code=404)
    add = reverse(LinkExclusion.snippet_viewset.get_url_name("add"))
    client.force_login(make_user("hensyu", "健康課 編集"))
    assert client.post(add, {"prefix": "https://example.com/", "reason": "予約の間だけ開くため"}).status_code == 302
    assert not LinkExclusion.objects.exists()
    officer = make_user("web", "ウェブ担当")
    client.force_login(officer)
    assert "prefix=https%3A%2F%2Fexample.com%2Fa" in read(client)

    refused = client.post(add, {"prefix": "https://example.com/", "reason": ""})
    client.post(add, {"prefix": "https://example.com/", "reason": "予約の間だけ開くため"})

    exclusion = LinkExclusion.objects.get()
    assert "https://example.com/" in refused.content.decode()
    assert (exclusion.added_by_name, exclusion.history.get().history_user) == ("web", officer)
    assert "予約</td>" not in read(client)
    assert not check.find_dead().exists()


def test_check_of_the_site_collects_links(health_page, client):
    health_page.body = json.dumps([{"type": "text", "value": "<p><a href='/nothing/'>古い案内</a></p>"}])
    health_page.save()
    page = ArticlePage.objects.get(pk=health_page.pk)

    LinkCollector(OWN).collect(page, client.get(page.url).content, OWN + page.url, "1", "")

    assert PageLink.objects.get(link__url="/nothing/").text == "古い案内"
