"""The nightly run renders changed pages once, and leaves pages alone that are made of what they were."""

from collections import Counter

import pytest
from django.core.management import call_command

from a11y_checker.wagtail_app import changes
from a11y_checker.wagtail_app.models import CheckRun, StoredFinding
from cms.models.base import BasePage

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
