"""The report on the whole site: filters, trend, worst pages, what is new; and the run that only judges what changed."""

import hashlib
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Substr
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from a11y_checker.fetch import Answer
from a11y_checker.wagtail_app import changes, site_check
from a11y_checker.wagtail_app.judging import find_settings
from a11y_checker.wagtail_app.models import CheckRun, FollowUp, PageResult, StoredFinding
from a11y_checker.wagtail_app.site_report import as_percent
from cms.models import ArticlePage
from tests.factories.check_runs import make_finding, make_result, make_run, set_moment
from tests.factories.site import make_home, make_site

# Source: issue "Editors", accept 5.
MAX_QUERIES = 30


@pytest.fixture
def report(db):
    """Two pages in this week's run, one of them with a fault that last week's did not have."""
    home = make_home()
    article = home.add_child(instance=ArticlePage(title="粗大ごみ", slug="gomi"))
    before, run = make_run(days_ago=40, score=60), make_run()
    make_result(before, article, [make_finding("image-alt", ["1.1.1"], "a")])
    found = [make_finding("image-alt", ["1.1.1"], "a"), make_finding("contrast", ["1.4.3"], "b")]
    make_result(run, article, found, department="生活環境課")
    make_result(run, home, [make_finding("kanji-run", [], "c")], department="広報課", title="市の入口")
    return run


def read(client, **filters: str) -> str:
    response = client.get(reverse("accessibility_results_results"), filters)
    assert response.status_code == 200
    return response.content.decode()


def test_filters_choose_pages(report, admin_client):
    cases = {
        "生活環境課": {"department": "生活環境課"},
        "kind": {"page_type": "cms.ArticlePage"},
        "rule": {"rule": "contrast"},
        "criterion": {"criterion": "1.1.1"},
        "level": {"level": "AA"},
    }
    shown = {name: read(admin_client, **filters) for name, filters in cases.items()}
    everything = read(admin_client)

    assert all("粗大ごみ" in text and "市の入口" not in text for text in shown.values())
    assert "粗大ごみ" in everything
    assert "市の入口" in everything
    assert "市の入口" in read(admin_client, rule="kanji-run")
    assert "粗大ごみ" in read(admin_client, department="広報課'; --")  # a bad value is explained, and chooses nothing


def test_new_is_what_last_weeks_run_did_not_have(report, admin_client):
    page = admin_client.get(reverse("accessibility_results")).content.decode()

    assert "先週より新しい問題：2件" in page
    StoredFinding.objects.filter(fingerprint="c").update(fingerprint="a")
    assert "先週より新しい問題：1件" in admin_client.get(reverse("accessibility_results")).content.decode()
    assert "市の入口" not in read(admin_client, new="on")


def test_trend_is_a_picture_and_a_table_and_the_worst_stand_above(report, admin_client):
    page = admin_client.get(reverse("accessibility_results")).content.decode()
    summary = page[page.index("月ごとの点数") : page.index("すべてのページ")]

    assert "<polyline" in summary
    assert "<td>60</td>" in summary
    assert "<td>70</td>" in summary
    assert "style=" not in summary
    assert summary.index("粗大ごみ") < summary.index("市の入口")


@pytest.mark.parametrize(
    ("share", "sentence"), [(0.999, "問題がないページは99%です"), (1.0, "問題がないページは100%です")]
)
def test_share_of_good_pages_stands_beside_the_score_and_is_never_rounded_up(report, admin_client, share, sentence):
    report.share_clean = share
    report.save()

    page = admin_client.get(reverse("accessibility_results")).content.decode()

    assert sentence in page
    assert f"<td>{int(share * 100)}%</td>" in page
    assert "JIS X 8341-3:2010" in page
    assert "city-2012" not in page


def test_report_stays_under_thirty_queries(report, admin_client, django_assert_max_num_queries):
    admin_client.get(reverse("accessibility_results"))

    for filters in ({}, {"rule": "contrast", "criterion": "1.4.3", "level": "AA", "new": "on"}):
        with django_assert_max_num_queries(MAX_QUERIES):
            admin_client.get(reverse("accessibility_results"), filters)


def check_site(server, *options: str) -> CheckRun:
    call_command("check_site", "--no-browser", "--base-url", server.url, *options)
    return CheckRun.objects.first()


def test_only_changed_pages_are_judged_again_and_a_stopped_run_goes_on(transactional_db, live_server, monkeypatch):
    home, article = make_site()
    article.add_child(instance=ArticlePage(title="戸籍", slug="koseki", answer="窓口でとれます。"))
    judged: list[list[str]] = []
    check_pages = site_check.check_pages
    monkeypatch.setattr(
        site_check,
        "check_pages",
        lambda urls, *args, **kwargs: judged.append(urls) or check_pages(urls, *args, **kwargs),
    )
    first = check_site(live_server)
    article.body = json.dumps([{"type": "text", "value": "<p>日　時：4月1日</p>"}])
    article.save()

    second = check_site(live_server)
    PageResult.objects.get(run=second, page=home).delete()
    CheckRun.objects.filter(pk=second.pk).update(finished_at=None)
    again = check_site(live_server)
    check_site(live_server, "--all")

    path = live_server.url + "/juminhyo/"
    assert [len(urls) for urls in judged] == [3, 1, 0, 3]
    assert judged[1] == [path]
    assert (again, again.results.count()) == (second, 3)
    assert again.score < first.score
    row = StoredFinding.objects.get(run=second, rule="word-space")
    assert (row.level, row.criteria, row.result.page_id, row.result.page_type) == (
        "A",
        " 1.3.2 ",
        article.pk,
        "cms.ArticlePage",
    )
    # Saved without a door: the nightly run is what finds it.
    assert FollowUp.objects.get().page_id == article.pk


@pytest.mark.parametrize("extra", [2, 5])
def test_unchanged_pages_cost_no_queries_of_their_own(db, monkeypatch, extra):
    body = b"<html><main><a href='/'>x</a></main></html>"
    home = make_home()
    for number in range(extra):
        home.add_child(instance=ArticlePage(title=f"記事{number}", slug=f"kiji-{number}"))
    monkeypatch.setattr(changes, "fetch", lambda url, view, timeout_s: Answer(url, "text/html", "utf-8", body))
    settings = find_settings()
    run = set_moment(changes.start_run(settings), timezone.now())
    for page in Page.objects.filter(depth__gt=1):
        make_result(run, page, [], content=hashlib.sha256(body).hexdigest(), is_clean=True)
    PageResult.objects.update(url=Substr("url", 6))  # as seen from outside: without the home page's own part

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            again = site_check.check_published_pages("http://localhost", settings, lambda *args: None)
        assert again.results.filter(error="", failed_count=0).count() == extra + 1
        return len(queries)

    count_queries()
    # Our choice: thirteen for the home page, which is fetched every night; the rest for the run, however many pages it has.
    assert count_queries() <= 100


@pytest.mark.parametrize(
    ("share", "percent"), [(1.0, 100), (266 / 267, 99), (0.29, 29), (0.57, 57), (0.0, 0), (None, None)]
)
def test_a_hundred_per_cent_is_said_only_of_all_pages(share, percent):
    assert as_percent(share) == percent
