"""What an editor of one department gets of another's pages by typing addresses: nothing; and what odd input does: no crash."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from a11y_checker.wagtail_app.gate import open_follow_up
from a11y_checker.wagtail_app.live.browser_check import ask_for_check, check_draft
from a11y_checker.wagtail_app.live.draft import judge_draft
from a11y_checker.wagtail_app.live.rows import SHOWN, describe
from a11y_checker.wagtail_app.models import Answer, CheckRun, DraftCheck, FollowUp, PageResult, Waiver
from tests.cms.doors import body_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, staffed, make_user):
    user = make_user("hensyu", "健康課 編集")
    client.force_login(user)
    return user


@pytest.fixture
def result(staffed, tax_page):
    run = CheckRun.objects.create(profile="city-2012", level="AA", mode="static", finished_at=timezone.now())
    return PageResult.objects.create(run=run, page=tax_page, url="/kurashi/zei/", title="固定資産税", score=50)


PAGE_ADDRESSES = ["accessibility_live", "accessibility_browser_check", "accessibility_panel", "accessibility_answer"]


@pytest.mark.parametrize("name", [*PAGE_ADDRESSES, "accessibility_waive"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_departments_page_is_closed(client, editor, tax_page, name, method):
    response = getattr(client, method)(reverse(name, args=[tax_page.pk]), {"answer": "yes", "fingerprint": "x"})

    assert response.status_code in (302, 403, 405)
    assert "固定資産税" not in response.content.decode()
    assert [model.objects.count() for model in (DraftCheck, Answer, Waiver)] == [0, 0, 0]


def test_no_page_is_judged_below_another_departments_section(client, editor, tax_section):
    url = reverse("accessibility_live_add", args=["cms", "articlepage", tax_section.pk])

    assert client.post(url, {"title": "x"}).status_code in (302, 403)


def test_reports_and_their_files_show_the_own_pages_only(client, editor, result, tax_page):
    open_follow_up(tax_page, FollowUp.Cause.LIVE, [])
    Waiver.objects.create(page=tax_page, rule="word-space", reason="x", expires_on=timezone.localdate())
    names = ["results", "follow_ups", "waivers", "dead_links", "same_titles"]

    texts = [
        client.get(reverse(f"accessibility_{name}"), query).getvalue().decode()
        for name in names
        for query in ({}, {"export": "csv"})
    ]
    detail = client.get(reverse("accessibility_result", args=[result.pk]))

    assert [text for text in texts if "固定資産税" in text] == []
    assert detail.status_code == 404


@pytest.mark.parametrize("name", ["results", "follow_ups", "waivers", "dead_links", "same_titles"])
def test_reports_bear_odd_parameters(client, admin_user, result, name):
    client.force_login(admin_user)
    odd = {"p": "9" * 30, "ordering": "'--", "rule": "x", "department": "\x00", "new": "y", "level": "B", "q": "%"}

    assert client.get(reverse(f"accessibility_{name}"), odd).status_code in (200, 404)


def test_page_with_thousands_of_places_shows_the_first_ones_and_counts_all(staffed, health_page):
    health_page.body = json.dumps([{"type": "text", "value": f"<p>日　時：{day}日</p>"} for day in range(SHOWN + 30)])

    context = describe(judge_draft(health_page), None)

    assert len(context["failures"]) == SHOWN
    assert context["failure_count"] == SHOWN + context["more_failures"]
    assert context["more_failures"] >= 30


def test_page_that_our_checker_breaks_on_is_refused_with_words(client, staffed, make_user, health_page):
    client.force_login(make_user("web", "ウェブ担当"))
    health_page.live = False
    health_page.body = body_of(f"{'<div>' * 3000}x")
    health_page.save()
    health_page.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{url}?id={health_page.pk}&next=/kanri/", follow=True)

    health_page.refresh_from_db()
    assert (response.status_code, health_page.live) == (200, False)
    assert "公開していません" in response.content.decode()


def test_page_deleted_while_its_draft_is_checked_leaves_nothing_behind(staffed, health_page, monkeypatch):
    module = "a11y_checker.wagtail_app.live.browser_check"

    def delete_meanwhile(url, settings):
        health_page.delete()

    monkeypatch.setattr(f"{module}.judge_in_browser", delete_meanwhile)

    ask_like_somebody(health_page, monkeypatch)

    assert not DraftCheck.objects.exists()


def test_answer_about_an_older_draft_does_not_overwrite_that_of_a_newer_one(staffed, health_page, monkeypatch):
    module = "a11y_checker.wagtail_app.live.browser_check"

    def ask_anew(url, settings):
        DraftCheck.objects.update(revision=999_999)

    monkeypatch.setattr(f"{module}.judge_in_browser", ask_anew)

    ask_like_somebody(health_page, monkeypatch)

    assert list(DraftCheck.objects.values_list("revision", "state")) == [(999_999, "waiting")]


def ask_like_somebody(page, monkeypatch) -> None:
    """Ask for the check, and do it as a worker would, after the request."""
    page.save_revision()
    monkeypatch.setattr(type(check_draft), "enqueue", lambda *args, **kwargs: None)
    ask_for_check(page)
    check_draft.func(page.pk, page.latest_revision_id)
