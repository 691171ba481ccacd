"""The report on the whole site with generated pages: filled and measured. Started by run.py."""

import time

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse
from wagtail.models import Page

from a11y_checker.wagtail_app.models import PageResult, StoredFinding
from cms.models import ArticlePage
from tests.factories.check_runs import RULES, make_finding, make_run
from tests.factories.site import make_home

PAGES = 5_000
DEPARTMENTS = 40
ROUNDS = 5


def make_pages(count: int) -> None:
    """Sections of a hundred articles each, as a city has them."""
    home = make_home()
    for number in range(count // 100):
        section = home.add_child(instance=ArticlePage(title=f"分類{number}", slug=f"bunrui-{number}"))
        for place in range(99):
            section.add_child(instance=ArticlePage(title=f"ページ{number}-{place}", slug=f"page-{place}"))


def fill(days_ago: int) -> None:
    """One run: four findings a page, the last of which changes from run to run."""
    run = make_run(days_ago)
    pages = list(Page.objects.filter(depth__gt=1).only("pk", "title", "url_path"))
    found = {
        page.pk: [make_finding(rule, criteria, f"{page.pk}-{rule}"[:16]) for rule, criteria in RULES] for page in pages
    }
    results = [
        PageResult(
            run=run,
            page=page,
            url=page.url_path,
            title=page.title,
            score=page.pk % 101,
            findings=found[page.pk],
            failed_count=len(RULES),
            department=f"課{page.pk % DEPARTMENTS}",
            page_type="cms.ArticlePage",
        )
        for page in pages
    ]
    PageResult.objects.bulk_create(results, batch_size=500)
    rows = [
        StoredFinding(
            result=result,
            run=run,
            rule=finding["rule"],
            outcome="failed",
            impact="serious",
            level="A",
            criteria=" 1.1.1 ",
            fingerprint=finding["fingerprint"] if place else f"{run.pk}-{result.page_id}",
        )
        for result in results
        for place, finding in enumerate(result.findings)
    ]
    StoredFinding.objects.bulk_create(rows, batch_size=500)


def measure(client: Client, name: str, filters: dict[str, str]) -> None:
    url = reverse("accessibility_results")
    client.get(url, filters)
    seconds = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            response = client.get(url, filters)
            seconds.append(time.perf_counter() - started)
        assert response.status_code == 200
    print(f"| {name} | {sorted(seconds)[ROUNDS // 2]:.2f} s | {max(seconds):.2f} s | {len(queries)} |")


def main(count: int = PAGES) -> None:
    setup_test_environment()
    old = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        make_pages(count)
        fill(days_ago=8)
        fill(days_ago=0)
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench", password="for the benchmark only"))
        print(f"{connection.vendor}, {PageResult.objects.count()} results, {StoredFinding.objects.count()} findings")
        print("| view | median | slowest | queries |\n|---|---|---|---|")
        measure(client, "all pages", {})
        measure(client, "last page of the list", {"p": str(count // 50)})
        measure(client, "one department", {"department": "課7"})
        measure(client, "one rule", {"rule": "image-alt"})
        measure(client, "one criterion", {"criterion": "1.1.1"})
        measure(client, "new since last week", {"new": "on"})
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)
