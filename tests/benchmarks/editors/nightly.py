"""The nightly run on generated pages: all of them judged, then a few changed ones, then those of one department.

Started by run.py --nightly.
"""

import io
import json
import tempfile
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

from a11y_checker.wagtail_app import changes, site_check
from cms.models import ArticlePage, Department
from tests.benchmarks.editors.report import make_pages

PAGES = 500
CHANGED = 10


def run_check(name: str) -> None:
    """Run check_site without a browser and print its time and how many pages it fetched and judged."""
    judged: list[int] = []
    fetched: list[str] = []
    check_pages, fetch = site_check.check_pages, changes.fetch

    def count(urls, *args, **kwargs):
        judged.append(len(urls))
        return check_pages(urls, *args, **kwargs)

    def note(url, *args, **kwargs):
        fetched.append(url)
        return fetch(url, *args, **kwargs)

    site_check.check_pages, changes.fetch = count, note
    started, processor = time.perf_counter(), time.process_time()
    call_command("check_site", "--no-browser", stdout=io.StringIO())
    seconds, work = time.perf_counter() - started, time.process_time() - processor
    site_check.check_pages, changes.fetch = check_pages, fetch
    print(f"| {name} | {len(fetched)} | {judged[0]} | {seconds:.0f} s | {work:.0f} s |", flush=True)


def make_department() -> Department:
    """A department that answers for the first section and its pages."""
    facts = {"phone": "0794-00-0001", "floor": "市役所 1階", "hours": "平日の午前9時から午後5時まで"}
    department = Department.objects.create(slug="kenko", name="健康課", reading="けんこうか", **facts)
    ArticlePage.objects.filter(slug="bunrui-0").update(department=department)
    return department


def main(count: int = PAGES) -> None:
    setup_test_environment()
    # check_site serves the site from a thread: a database in memory would be another one there.
    folder = tempfile.TemporaryDirectory()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder.name) / "test.sqlite3")
    old = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        make_pages(count)
        department = make_department()
        print(
            f"{connection.vendor}, {count} pages\n| run | fetched | judged | time | processor |\n|---|---|---|---|---|",
            flush=True,
        )
        run_check("first")
        run_check("nothing changed")
        for page in ArticlePage.objects.order_by("-pk")[:CHANGED]:
            page.body = json.dumps([{"type": "text", "value": "<p>日　時：4月1日</p>"}])
            page.save()
        run_check(f"{CHANGED} pages changed")
        department.phone = "0794-00-0002"
        department.save()
        run_check("telephone of 100 pages changed")
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)
        folder.cleanup()
