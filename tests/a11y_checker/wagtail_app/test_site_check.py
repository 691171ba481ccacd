"""The check of all published pages, its stored results and its report in the admin."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from a11y_checker.standards import all_profiles
from a11y_checker.wagtail_app.models import CheckRun, PageResult
from tests.factories.site import make_site


@pytest.fixture
def site(transactional_db):
    return make_site()


def test_every_published_page_gets_a_result(site, live_server, capsys):
    home, article = site
    article.get_parent().add_child(instance=type(article)(title="下書き", slug="draft", live=False))

    call_command("check_site", "--no-browser", "--base-url", live_server.url)

    run = CheckRun.objects.get()
    assert {result.url: result.page_id for result in run.results.all()} == {"/": home.pk, "/juminhyo/": article.pk}
    assert (run.mode, run.profile, run.level) == ("static", "city-2012", "AA")
    assert run.finished_at is not None
    assert run.score is not None


def test_findings_are_stored_with_their_messages(site, live_server):
    article = site[1]
    article.body = json.dumps([{"type": "text", "value": "<p>ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞを持ってきてください。</p>"}])
    article.save_revision().publish()

    call_command("check_site", "--no-browser", "--base-url", live_server.url)

    result = PageResult.objects.get(url="/juminhyo/")
    failures = [finding for finding in result.findings if finding["outcome"] == "failed"]
    assert result.failed_count == len(failures) > 0
    assert {"half-width-kana"} <= {finding["rule"] for finding in failures}
    assert all(finding["message"]["ja"] and finding["fix"]["ja"] for finding in failures)


def test_page_that_cannot_be_loaded_fails_the_command_and_has_no_score(site, live_server, monkeypatch):
    monkeypatch.setattr("cms.models.ArticlePage.serve", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(CommandError) as error:
        call_command("check_site", "--no-browser", "--base-url", live_server.url)

    result = PageResult.objects.get(url="/juminhyo/")
    assert (error.value.returncode, result.score) == (3, None)
    assert result.error


@pytest.mark.browser
def test_check_in_the_browser_names_its_engines(site, live_server):
    call_command("check_site", "--base-url", live_server.url)

    run = CheckRun.objects.get()
    assert run.mode == "browser"
    assert {"chromium", "axe-core"} <= set(run.engines)


def test_report_shows_scores_and_details(site, live_server, admin_client):
    call_command("check_site", "--no-browser", "--base-url", live_server.url)
    result = PageResult.objects.get(url="/juminhyo/")

    report = admin_client.get(reverse("accessibility_results")).content.decode()
    detail = admin_client.get(reverse("accessibility_result", args=[result.pk])).content.decode()

    assert result.title in report
    assert all_profiles()[result.run.profile].name["ja"] in report
    assert result.run.profile not in report
    assert f"100点中 {result.score}点" in detail


def test_a_finding_names_what_its_numbers_are(site, live_server, admin_client):
    call_command("check_site", "--no-browser", "--base-url", live_server.url)
    result = PageResult.objects.get(url="/juminhyo/")
    criterion = {"rule": "word-space", "outcome": "failed", "criteria": ["1.3.2"], "items": ["G27", "J01"]}
    words = {"html": "<p>日　時</p>", "message": {"ja": "空白があります。"}, "fix": {"ja": "続けて書いてください。"}}
    PageResult.objects.filter(pk=result.pk).update(findings=[{**criterion, **words}])

    text = admin_client.get(reverse("accessibility_result", args=[result.pk])).content.decode()

    assert "達成基準 1.3.2" in text
    assert "市の指針の項目 G27、J01" in text


@pytest.mark.django_db
def test_report_of_an_unchecked_site_says_how_to_check(admin_client):
    report = admin_client.get(reverse("accessibility_results")).content.decode()

    assert "まだ検査していません" in report


@pytest.mark.django_db
def test_report_needs_a_login(client):
    response = client.get(reverse("accessibility_results"))

    assert response.status_code == 302
