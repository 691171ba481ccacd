"""The nightly run renders changed pages once, and leaves pages alone that are made of what they were."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from a11y_checker.wagtail_app import changes
from a11y_checker.wagtail_app.changes import Changes, shorten
from a11y_checker.wagtail_app.models import MAX_ADDRESS_CHARS, CheckRun, FollowUp, StoredFinding, Waiver
from cms.models.base import BasePage
from tests.cms.doors import SPACED_WORD, body_of

NEVER = 10**9


@pytest.fixture
def rendered(transactional_db, monkeypatch, health_page, tax_page) -> Counter[str]:
    """How often each page was rendered."""
    counts = Counter[str]()
    serve = BasePage.serve

    def count(page, request, *args, **kwargs):
        counts[page.slug] += 1
        return serve(page, request, *args, **kwargs)

    monkeypatch.setattr(BasePage, "serve", count)
    monkeypatch.setattr(changes, "LOOKED_AT_EVERY_DAYS", NEVER)
    return counts


def check_site(rendered: Counter[str]) -> CheckRun:
    rendered.clear()
    call_command("check_site", "--no-browser")
    return CheckRun.objects.first()


def test_unchanged_pages_are_not_rendered_and_changed_ones_once(rendered, kenko, health_page, tax_page):
    first = check_site(rendered)
    at_first = dict(rendered)
    second = check_site(rendered)
    unchanged = dict(rendered)
    kenko.phone = "0794-63-1111"
    kenko.save()
    third = check_site(rendered)

    assert set(at_first.values()) == {1}
    assert set(at_first) >= {"gan", "koteishisan", "kurashi"}
    assert {"gan", "koteishisan"}.isdisjoint(unchanged)
    assert (rendered["gan"], rendered["koteishisan"]) == (1, 0)
    runs = (first, second, third)
    assert len({run.results.count() for run in runs}) == 1
    assert len({run.score for run in runs}) == 1
    assert len({StoredFinding.objects.filter(run=run).count() for run in runs}) == 1
    assert third.results.get(page=tax_page).content == first.results.get(page=tax_page).content != ""


def test_a_seventh_of_all_pages_is_looked_at_every_night(rendered, monkeypatch, health_page, tax_page):
    check_site(rendered)
    monkeypatch.setattr(changes, "LOOKED_AT_EVERY_DAYS", 1)

    check_site(rendered)

    assert (rendered["gan"], rendered["koteishisan"]) == (1, 1)


def test_page_that_is_deleted_while_the_run_goes_on_is_left_out(rendered, monkeypatch, tax_page):
    look = Changes.copy_unchanged

    def delete_afterwards(self, url, page):
        found = look(self, url, page)
        if page.pk == tax_page.pk:
            tax_page.delete()
        return found

    monkeypatch.setattr(Changes, "copy_unchanged", delete_afterwards)

    run = check_site(rendered)

    assert run.finished_at is not None
    assert not run.results.filter(error__gt="").exists()
    assert not run.results.filter(url__endswith="/koteishisan/").exists()


def test_failing_page_that_did_not_change_is_listed_again_when_its_waiver_has_expired(rendered, health_page):
    health_page.body = body_of(SPACED_WORD)
    health_page.save()
    today = timezone.localdate()
    waiver = Waiver.objects.create(page=health_page, rule="word-space", reason="検診が始まる", expires_on=today)
    check_site(rendered)
    before = FollowUp.objects.count()
    Waiver.objects.filter(pk=waiver.pk).update(expires_on=today - timedelta(days=1))

    check_site(rendered)

    assert (before, [task.page_id for task in FollowUp.objects.all()]) == (0, [health_page.pk])
    assert rendered["gan"] == 0


def test_two_long_addresses_of_one_beginning_stay_two():
    base = "https://city.example.lg.jp"
    found = {shorten(f"{base}/{'a' * 600}/{name}/", base) for name in "bc"}

    assert {len(address) for address in found} == {MAX_ADDRESS_CHARS}
    assert len(found) == 2
