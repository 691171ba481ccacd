"""Damages seven pages of a copied demo city in the database, checks the site and prints as JSON what shows it.

A program of its own (test_damaged_city.py starts it): check_site serves the site from a thread, which needs a database in a file.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import django

DAMAGES = {
    "word-space": {"type": "text", "value": "<p>日　時：4月1日</p>"},
    "link-name": {"type": "text", "value": '<p>次を見てください。<a href="/toiawase/"></a></p>'},
    "image-alt-file-name": "IMG_2031.jpg",
    "image-alt-placeholder": "写真",
    "word-break": {"type": "text", "value": "<p>図書<br>館は、月曜日が休みです。</p>"},
    "typed-list": {"type": "text", "value": "<p>・りんご</p><p>・みかん</p><p>・なし</p>"},
    "blank-layout": {"type": "text", "value": "<p>大人　　　　　300円</p><p>子ども　　　　150円</p>"},
}


def main() -> dict[str, object]:
    from django.core import mail
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse
    from django.utils import timezone

    from a11y_checker.wagtail_app.models import CheckRun, FollowUp
    from a11y_checker.wagtail_app.weekly_mail import send_weekly_lists
    from cms.models import Department, User
    from tests.factories.check_runs import make_run

    setup_test_environment()
    for department in Department.objects.all():
        Department.objects.filter(pk=department.pk).update(email=f"{department.slug}@city.example.lg.jp")
    make_run(days_ago=40, score=100)
    damaged = damage()
    call_command("check_site", "--no-browser", stdout=sys.stderr)
    run = CheckRun.objects.first()
    client = Client()
    client.force_login(User.objects.create_superuser("check", password="for this check only"))
    report = client.get(reverse("accessibility_results")).content.decode()
    new = client.get(reverse("accessibility_results_results"), {"new": "on"}).context["object_list"]
    send_weekly_lists(timezone.localdate())
    failing = run.results.filter(is_clean=False)
    return {
        "damaged": damaged,
        "failing": {result.url: [finding["rule"] for finding in result.findings] for result in failing},
        "checked": run.results.count(),
        "departments": sorted({result.department for result in failing}),
        "new": [result.url for result in new],
        "followed_up": [task.page.relative_url(None) for task in FollowUp.objects.filter(cause="live")],
        "report": report[report.index("月ごとの点数") : report.index("すべてのページ")],
        "titles": {result.url: result.title for result in failing},
        "score": run.score,
        "mails": {mail.to[0]: mail.body for mail in mail.outbox},
        "addresses": dict(Department.objects.values_list("name", "email")),
    }


def damage() -> dict[str, str]:
    """Add a fault to seven articles, past every door. Returns rule by address."""
    from cms.models import CityImage

    picture = CityImage.objects.order_by("pk").first()
    damaged = {}
    for page, (rule, block) in zip(choose_pages(len(DAMAGES)), DAMAGES.items(), strict=True):
        if isinstance(block, str):
            image = {"image": picture.pk, "alt_text": block, "decorative": False}
            block = {"type": "image", "value": {"image": image, "caption": ""}}
        page.body = json.dumps([*page.body.get_prep_value(), block])
        page.save()
        damaged[page.relative_url(None)] = rule
    return damaged


def choose_pages(count: int) -> list:
    """Return so many articles, at most two of a department."""
    from cms.departments import find_department_names
    from cms.models import ArticlePage

    chosen, seen, names = [], Counter(), find_department_names()
    for page in ArticlePage.objects.live().public().order_by("path"):
        name = names[page.pk]
        if seen[name] < 2 and len(chosen) < count:
            seen[name] += 1
            chosen.append(page)
    return chosen


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.e2e.settings")
    django.setup()
    print(json.dumps(main(), ensure_ascii=False))
