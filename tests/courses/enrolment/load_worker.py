"""A program of its own: many processes at once on one database, through the services that every screen calls.

Reads one JSON object from standard input, writes one to standard output. Forks after loading Django, so that a round costs
one start of the program. `without_lock` takes the lock away: then the test that calls this must fail.
"""

import json
import multiprocessing
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
# Our choice: as many processes as a server of a small city runs, and more than this machine has cores.
PROCESSES = 8


def connect(order: dict) -> None:
    """Point Django at the database of the round, before anything uses it."""
    from cms.settings import test  # before django.setup

    test.DATABASES["default"]["NAME"] = order["name"]
    if order.get("without_lock") and "sqlite" in test.DATABASES["default"]["ENGINE"]:
        test.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
    import django  # slow import

    django.setup()


def take_lock_away() -> None:
    """Let every service count without locking; a pause makes the gap between counting and writing visible."""
    from courses.enrolment import actions, draws, policies, waiting_list  # app ready
    from courses.models import CourseRun  # app ready

    count_free = policies.count_free

    def count_slowly(*args, **kwargs):
        free = count_free(*args, **kwargs)
        time.sleep(0.02)
        return free

    policies.count_free = count_slowly
    for module in (actions, draws, waiting_list):
        module.lock_run = lambda run_id: CourseRun.objects.select_related("course").get(pk=run_id)


def apply_once(run_id: int, number: int, now: datetime) -> str:
    from courses.enrolment.actions import apply_for_run  # app ready
    from courses.enrolment.actor import WEB  # app ready
    from tests.factories.courses import make_application  # app ready

    return apply_for_run(run_id, make_application(number), WEB, now, Random(number)).state


def act(run_id: int, random: Random, number: int, now: datetime) -> str:
    """Do one thing at random; refusals by the rules are part of the game."""
    from courses.enrolment import actions, waiting_list  # app ready
    from courses.enrolment.actor import SYSTEM, WEB  # app ready
    from courses.enrolment.errors import Busy, EnrolmentError  # app ready
    from courses.models import Enrolment, Offer  # app ready

    rows = list(Enrolment.objects.filter(run=run_id).values_list("pk", flat=True))
    offers = list(Offer.objects.filter(outcome="open", enrolment__run=run_id).values_list("pk", flat=True))
    later = now + timedelta(minutes=random.choice((0, 31)))
    choices = {
        "apply": lambda: apply_once(run_id, number, now),
        "cancel": lambda: actions.cancel(random.choice(rows), WEB, now),
        "undo": lambda: actions.undo_cancellation(random.choice(rows), WEB, now),
        "accept": lambda: waiting_list.accept_offer(random.choice(offers), SYSTEM, now),
        "decline": lambda: waiting_list.decline_offer(random.choice(offers), WEB, now),
        "capacity": lambda: actions.change_capacity(run_id, random.randint(8, 16), now),
        "offer": lambda: waiting_list.offer_free_seats(run_id, later),
    }
    name = random.choice([name for name in choices if rows or name == "apply"])
    if name in ("accept", "decline") and not offers:
        name = "apply"
    try:
        choices[name]()
    except Busy:
        raise
    except EnrolmentError as error:
        return f"refused {type(error).__name__}"
    return name


def work(order: dict, index: int, barrier, results) -> None:
    """One process: waits until all are there, then does its share."""
    from django.db import connection  # app ready

    now = datetime.fromisoformat(order["now"])
    run_id, random, done = order["run"], Random(order["seed"] * 1000 + index), []
    connection.ensure_connection()
    barrier.wait()
    for number in range(order["first"] + index, order["first"] + order["count"], PROCESSES):
        try:
            mixed = order["kind"] == "mixed"
            done.append(act(run_id, random, number, now) if mixed else apply_once(run_id, number, now))
        except Exception as error:
            done.append(f"error {type(error).__name__}: {error}")
    results.put(done)
    connection.close()


def watch(order: dict, stop, results) -> None:
    """Looks all the time whether more seats are held than there are; tells how often it looked, and what was worst."""
    from django.db import connection  # app ready

    sql = """SELECT r.capacity - COALESCE(SUM(e.seats), 0) FROM courses_courserun r LEFT JOIN courses_enrolment e
             ON e.run_id = r.id AND e.state IN ('confirmed', 'offered') WHERE r.id = %s GROUP BY r.id, r.capacity"""
    looks, least = 0, 999
    while not stop.is_set() or looks == 0:
        with connection.cursor() as cursor:
            cursor.execute(sql, [order["run"]])
            least = min(least, cursor.fetchone()[0])
        looks += 1
        time.sleep(0.005)
    results.put((looks, least))
    connection.close()


def main() -> None:
    order = json.load(sys.stdin)
    connect(order)
    if order.get("without_lock"):
        take_lock_away()
    fork = multiprocessing.get_context("fork")
    barrier, results, seen, stop = fork.Barrier(PROCESSES), fork.Queue(), fork.Queue(), fork.Event()
    watcher = fork.Process(target=watch, args=(order, stop, seen))
    workers = [fork.Process(target=work, args=(order, index, barrier, results)) for index in range(PROCESSES)]
    started = datetime.now(UTC)
    for process in (watcher, *workers):
        process.start()
    done = [item for _worker in workers for item in results.get()]
    seconds = (datetime.now(UTC) - started).total_seconds()
    stop.set()
    looks, least = seen.get()
    for process in (watcher, *workers):
        process.join()
    json.dump({"done": done, "seconds": seconds, "looks": looks, "least_free": least}, sys.stdout)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
