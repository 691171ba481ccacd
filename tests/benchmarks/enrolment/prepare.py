"""Fills the database that is measured, and looks at it afterwards. Each command prints one JSON object.

python prepare.py fill COUNT | check | catalogue | draw
"""

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import SystemRandom

sys.path.insert(0, str(Path(__file__).parents[3]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.enrolment.settings")
CAPACITY = 12
RUNS_OF_CATALOGUE = 500
LOTS = 10_000
ROUNDS = 5


def fill(count: int) -> dict:
    """Migrate, add a course with a run that anybody can apply for, and as many drafts that are ready to be sent."""
    from django.core.management import call_command  # app ready
    from django.db import connection  # app ready

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_seat (number integer NOT NULL UNIQUE, has_place boolean NOT NULL)")
    run = make_run_to_apply_for()
    return {"code": run.code, "keys": [make_draft(run, number) for number in range(count)]}


def make_run_to_apply_for():
    from django.utils import timezone  # app ready

    from courses.models import CataloguePage, Venue  # app ready
    from tests.factories.courses import make_course, make_run, make_session, make_venue  # app ready
    from tests.factories.site import make_home  # app ready

    catalogue = make_home().add_child(instance=CataloguePage(title="講座", slug="ict"))
    run = make_run(make_course(catalogue), "bench-1", capacity=CAPACITY, waiting_list_size=30_000)
    venue = Venue.objects.first() or make_venue()
    make_session(run, timezone.localdate() + timedelta(days=30), venue)
    return run


def make_draft(run, number: int) -> str:
    """Return the key of a draft with all answers, begun an hour ago."""
    from django.utils import timezone  # app ready

    from courses.enrolment.lookup import find_draft, save_draft, start_draft  # app ready
    from tests.courses.public.conftest import ANSWERS  # app ready

    now = timezone.now() - timedelta(hours=1)
    key, _draft = start_draft(run, now, SystemRandom())
    reading = "".join("あいうえおかきくけこ"[int(digit)] for digit in f"{number:06}")
    save_draft(
        find_draft(key, now), ANSWERS | {"name": {"name": f"試験 {reading}", "reading": f"しけん {reading}"}}, now
    )
    return key


def check() -> dict:
    """Say what the applications have become: nobody may sit on a seat that is not there."""
    from django.db import connection  # app ready

    from courses.models import CourseRun, Enrolment  # app ready

    run = CourseRun.objects.get(code="bench-1")
    ranks = list(Enrolment.objects.filter(run=run, state="waitlisted").values_list("waiting_rank", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), COUNT(DISTINCT number) FROM bench_seat")
        peer = cursor.fetchone()
    return {
        "seats_held": run.seats_held,
        "confirmed": Enrolment.objects.filter(run=run, state="confirmed").count(),
        "waitlisted": len(ranks),
        "ranks_exact": sorted(ranks) == list(range(1, len(ranks) + 1)),
        "peer_rows": peer[0],
        "peer_exact": peer[0] == peer[1],
    }


def catalogue() -> dict:
    """Count the queries of the catalogue with 500 runs, with nothing remembered from an earlier request."""
    from django.core.cache import cache  # app ready
    from django.db import connection  # app ready
    from django.test import Client  # app ready
    from django.test.utils import CaptureQueriesContext  # app ready
    from django.utils import timezone  # app ready

    from courses.models import CataloguePage, Venue  # app ready
    from tests.factories.courses import make_course, make_run, make_session  # app ready

    page, venue = CataloguePage.objects.get(), Venue.objects.get()
    for at in range(RUNS_OF_CATALOGUE // 10):
        course = make_course(page, f"course-{at}", title=f"講座{at}")
        for number in range(10):
            run = make_run(course, f"cat-{at}-{number}", waiting_list_size=5)
            make_session(run, timezone.localdate() + timedelta(days=30 + number), venue)
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        begin = time.perf_counter()
        response = Client().get(page.url)
        taken = time.perf_counter() - begin
    return {"status": response.status_code, "queries": len(queries), "seconds": taken, "bytes": len(response.content)}


def draw() -> dict:
    """Time a draw of 10,000 lots in three tiers, hash and order and seats."""
    from courses.enrolment.lottery import DrawList, Lot, draw_lots, write_list  # app ready

    lots = tuple(Lot(number, 1 + number % 3, 1 + (number % 7 == 0)) for number in range(1, LOTS + 1))
    text = write_list(DrawList("BENCH", LOTS // 4, lots))
    times = []
    for at in range(ROUNDS):
        begin = time.perf_counter()
        drawn = draw_lots(text, f"{at:010}")
        times.append(time.perf_counter() - begin)
    return {"lots": len(drawn), "seconds": sorted(times)[ROUNDS // 2], "slowest": max(times)}


if __name__ == "__main__":
    import django  # slow import

    django.setup()
    command, *arguments = sys.argv[1:]
    done = {"fill": fill, "check": check, "catalogue": catalogue, "draw": draw}[command]
    print(json.dumps(done(*(int(argument) for argument in arguments))))
