"""Many processes at once on one run: no seat twice, no rank twice, no error (INV-01, INV-02, INV-03).

Real processes on a real database: a copy of the test database, as a file of SQLite or as a database of PostgreSQL,
whichever the suite runs on. How the tests fail without the lock: docs/explanation/no-seat-twice.md.
"""

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.enrolment.seats import count_held
from courses.enrolment.transitions import replay
from courses.models import CourseRun, Enrolment, Offer
from scripts.console import ROOT
from tests.courses.enrolment.copied_database import using
from tests.factories.courses import make_run

pytestmark = pytest.mark.django_db
WORKER = ROOT / "tests" / "courses" / "enrolment" / "load_worker.py"


def play(name: str, blocker, kind: str, count: int, seed: int = 1, capacity: int = 12, **order):
    """Let the processes loose on a new run; return what they did and the run's state afterwards."""
    now = timezone.now()
    with blocker.unblock(), using(name):
        course = CourseRun.course.field.related_model.objects.get()
        run = make_run(course, f"load-{CourseRun.objects.count()}", capacity=capacity, waiting_list_size=1000)
    order |= {"name": name, "run": run.pk, "kind": kind, "count": count, "first": run.pk * 10_000, "seed": seed}
    order["now"] = (now + timedelta(minutes=1)).isoformat()
    result = subprocess.run(
        [sys.executable, WORKER], input=json.dumps(order), cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    with blocker.unblock(), using(name):
        run.refresh_from_db()
        rows = Enrolment.objects.filter(run=run)
        report |= {
            "seats_held": run.seats_held,
            "recount": count_held(run),
            "capacity": run.capacity,
            "ranks": sorted(rows.filter(state="waitlisted").values_list("waiting_rank", flat=True)),
            "open_offers": Offer.objects.filter(enrolment__run=run, outcome="open").count(),
            "offered": rows.filter(state="offered").count(),
            "told": all(replay(row)["state"] == row.state for row in rows),
        }
    return report


def errors(report) -> list[str]:
    return [item for item in report["done"] if item.startswith("error")]


def check_applications(report, count, capacity=12):
    assert errors(report) == []
    assert Counter(report["done"]) == {"confirmed": capacity, "waitlisted": count - capacity}
    assert report["ranks"] == list(range(1, count - capacity + 1))
    assert (report["seats_held"], report["recount"], report["told"]) == (capacity, capacity, True)
    assert report["least_free"] >= 0


def check_mixed(report):
    assert errors(report) == []
    assert report["seats_held"] == report["recount"] <= report["capacity"]
    assert len(report["ranks"]) == len(set(report["ranks"]))
    assert (report["open_offers"], report["told"]) == (report["offered"], True)
    assert report["least_free"] >= 0


def test_inv_01_inv_02_no_seat_and_no_rank_is_given_twice(database, django_db_blocker):
    report = play(database, django_db_blocker, "apply", 32)

    check_applications(report, 32)


def test_inv_03_everything_at_once_neither_oversells_nor_deadlocks(database, django_db_blocker):
    report = play(database, django_db_blocker, "mixed", 64)

    check_mixed(report)


@pytest.mark.load
@pytest.mark.parametrize("seed", range(20))
def test_inv_01_inv_02_long_form(database, django_db_blocker, seed):
    report = play(database, django_db_blocker, "apply", 200, seed)

    check_applications(report, 200)


@pytest.mark.load
@pytest.mark.parametrize("seed", range(20))
def test_inv_03_long_form(database, django_db_blocker, seed):
    report = play(database, django_db_blocker, "mixed", 400, seed)

    check_mixed(report)


@pytest.mark.load
@pytest.mark.parametrize("kind", ["apply", "mixed"])
def test_without_the_lock_the_same_load_goes_wrong(database, django_db_blocker, kind):
    report = play(database, django_db_blocker, kind, 50, without_lock=True)

    with pytest.raises(AssertionError):
        check_applications(report, 50) if kind == "apply" else check_mixed(report)
