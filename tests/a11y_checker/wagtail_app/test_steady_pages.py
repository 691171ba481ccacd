"""The nightly run renders changed pages once, and leaves pages alone that are made of what they were."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from a11y_checker.wagtail_app import changes
from a11y_checker.wagtail_app.changes import Changes, shorten
from a11y_checker.wagtail_app.models import MAX_ADDRESS_CHARS, CheckRun, FollowUp, StoredFinding, Waiver
from cms import page_cache
from cms.models.base import BasePage
from tests.cms.doors import SPACED_WORD, body_of


@pytest.fixture
def rendered(transactional_db, monkeypatch, health_page, tax_page) -> Counter[str]:
    """How often each page was rendered."""
    counts = Counter[str]()
    serve = BasePage.serve

    def count(page, request, *args, **kwargs):
        counts[page.slug] += 1
        return serve(page, request, *args, **kwargs)

    monkeypatch.setattr(BasePage, "serve", count)
    # Pages that an earlier run has read are otherwise kept for a minute, and nobody renders them.
    monkeypatch.setattr(page_cache, "CACHE_AGE_S", 0)
    return counts


@pytest.fixture
def fetched(rendered, monkeypatch) -> list[str]:
    """The pages that a run looked at, by the last part of their address."""
    seen: list[str] = []
    fetch = changes.fetch

    def note(url, *args, **kwargs):
        seen.append(url.rstrip("/").rpartition("/")[2])
        return fetch(url, *args, **kwargs)

    monkeypatch.setattr(changes, "fetch", note)
    return seen


def check_site(*options: str) -> CheckRun:
    call_command("check_site", "--no-browser", *options)
    return CheckRun.objects.first()


def test_a_page_that_is_judged_is_rendered_once(rendered):
    check_site()

    assert set(rendered.values()) == {1}
    assert set(rendered) >= {"gan", "koteishisan", "kurashi"}


def test_unchanged_pages_are_not_fetched_and_those_of_a_changed_department_are(fetched, kenko, tax_page):
    first = check_site()
    fetched.clear()
    second = check_site()
    unchanged = set(fetched)
    kenko.phone = "0794-63-1111"
    kenko.save()
    fetched.clear()
    third = check_site()

    assert {"gan", "koteishisan"}.isdisjoint(unchanged)
    assert (fetched.count("gan"), fetched.count("koteishisan")) == (1, 0)
    runs = (first, second, third)
    assert len({run.results.count() for run in runs}) == 1
    assert len({run.score for run in runs}) == 1
    assert len({StoredFinding.objects.filter(run=run).count() for run in runs}) == 1
    assert third.results.get(page=tax_page).content == first.results.get(page=tax_page).content != ""


def test_all_pages_are_fetched_when_asked_and_those_that_look_the_same_keep_their_results(fetched, rendered):
    first = check_site()
    fetched.clear()
    rendered.clear()

    second = check_site("--fetch-all")

    assert (fetched.count("gan"), fetched.count("koteishisan")) == (1, 1)
    assert set(rendered.values()) == {1}
    assert second.score == first.score


def test_page_that_is_deleted_while_the_run_goes_on_is_left_out(rendered, monkeypatch, tax_page):
    look = Changes.copy_unchanged

    def delete_afterwards(self, url, page):
        found = look(self, url, page)
        if page.pk == tax_page.pk:
            tax_page.delete()
        return found

    monkeypatch.setattr(Changes, "copy_unchanged", delete_afterwards)

    run = check_site()

    assert run.finished_at is not None
    assert not run.results.filter(error__gt="").exists()
    assert not run.results.filter(url__endswith="/koteishisan/").exists()


def test_failing_page_that_did_not_change_is_listed_again_when_its_waiver_has_expired(fetched, health_page):
    health_page.body = body_of(SPACED_WORD)
    health_page.save()
    today = timezone.localdate()
    waiver = Waiver.objects.create(page=health_page, rule="word-space", reason="検診が始まる", expires_on=today)
    check_site()
    before = FollowUp.objects.count()
    Waiver.objects.filter(pk=waiver.pk).update(expires_on=today - timedelta(days=1))
    fetched.clear()

    check_site()

    assert (before, [task.page_id for task in FollowUp.objects.all()]) == (0, [health_page.pk])
    assert "gan" not in fetched


def test_two_long_addresses_of_one_beginning_stay_two():
    base = "https://city.example.lg.jp"
    found = {shorten(f"{base}/{'a' * 600}/{name}/", base) for name in "bc"}

    assert {len(address) for address in found} == {MAX_ADDRESS_CHARS}
    assert len(found) == 2
