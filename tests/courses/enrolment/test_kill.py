"""kill -9 in the middle: of gunicorn's workers while people apply through HTTP, and of the program that sends e-mails.

Nothing is lost, nothing is there twice. Real programs on a copy of the test database, on SQLite and on PostgreSQL.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from courses.enrolment.seats import count_held
from courses.enrolment.transitions import replay
from courses.models import Enrolment, Learner, Notification
from scripts.console import ROOT
from tests.courses.enrolment.copied_database import using
from tests.courses.enrolment.running_site import PAUSE_S, ask, fill_in_drafts, find_port, make_open_run, start_site
from tests.factories.courses import apply, make_applicant

pytestmark = [pytest.mark.django_db, pytest.mark.load]
APPLICANTS, CAPACITY, KILLS = 60, 12, 6
TRIES = 60


def press_until_answered(port: int, path: str, key: str) -> tuple[int, int]:
    """Send an application as a person does: press again when the connection breaks. Return status and broken connections."""
    cookies, broken = {"application": key}, 0
    for _try in range(TRIES):
        try:
            if "csrftoken" not in cookies:
                _status, _to, cookies = ask(port, "GET", path, cookies)
            status, to, cookies = ask(port, "POST", path, cookies, "send=1")
        except (OSError, http.client.HTTPException):
            broken += 1
            time.sleep(PAUSE_S / 4)
        else:
            return (status if to.endswith("/done/") or status != 302 else 0), broken
    return 0, broken


def kill_workers(site: subprocess.Popen, random: Random, is_over) -> int:
    """Kill one worker after the other while people apply; return how many were killed."""
    killed = 0
    while not is_over():
        children = subprocess.run(["pgrep", "-P", str(site.pid)], capture_output=True, text=True).stdout.split()
        if children and killed < KILLS:
            os.kill(int(random.choice(children)), signal.SIGKILL)
            killed += 1
        time.sleep(PAUSE_S)
    return killed


def apply_while_workers_die(port: int, site: subprocess.Popen, path: str, keys: list[str]) -> tuple[list, int]:
    with ThreadPoolExecutor(8) as people:
        waiting = [people.submit(press_until_answered, port, path, key) for key in keys]
        killed = kill_workers(site, Random(1), lambda: all(item.done() for item in waiting))
        return [item.result() for item in waiting], killed


def test_killed_workers_lose_no_application_and_make_none_twice(database, django_db_blocker, environment):
    with django_db_blocker.unblock(), using(database):
        run = make_open_run("kill-1", CAPACITY)
        keys, before = fill_in_drafts(run, APPLICANTS), Learner.objects.count()
    port = find_port()
    site = start_site(environment, port)
    try:
        answers, killed = apply_while_workers_die(port, site, f"/apply/{run.code}/check/", keys)
    finally:
        site.terminate()
        site.wait(timeout=30)

    assert Counter(status for status, _broken in answers) == {302: APPLICANTS}
    assert (killed, sum(broken for _status, broken in answers) > 0) == (KILLS, True)
    with django_db_blocker.unblock(), using(database):
        run.refresh_from_db()
        rows = list(Enrolment.objects.filter(run=run).order_by("waiting_rank"))
        ranks = [row.waiting_rank for row in rows if row.state == "waitlisted"]
        notices = Counter(Notification.objects.filter(enrolment__run=run).values_list("enrolment", flat=True))
        assert Counter(row.state for row in rows) == {"confirmed": CAPACITY, "waitlisted": APPLICANTS - CAPACITY}
        assert sorted(ranks) == list(range(1, APPLICANTS - CAPACITY + 1))
        assert (run.seats_held, count_held(run), Learner.objects.count() - before) == (CAPACITY, CAPACITY, APPLICANTS)
        assert Counter(notices.values()) == {2: APPLICANTS}  # received, and decided or waiting
        assert all(replay(row)["state"] == row.state for row in rows)


def count_mails(folder) -> Counter:
    """Return how often each message stands in the folder."""
    text = "".join(path.read_text() for path in folder.glob("*.log"))
    return Counter(int(number) for number in re.findall(r"Message-ID: <notice-(\d+)\.", text))


def send_mails(environment, folder, stop_after: int | None) -> int:
    """Run `manage.py enrolment_jobs`; kill it when so many messages have left in all. Return the exit code."""
    command = [sys.executable, "manage.py", "enrolment_jobs"]
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    while program.poll() is None:
        if stop_after is not None and count_mails(folder).total() >= stop_after:
            program.kill()
        time.sleep(0.01)
    return program.wait()


def test_a_killed_sender_loses_no_message_and_sends_none_twice(database, django_db_blocker, environment, tmp_path):
    with django_db_blocker.unblock(), using(database):
        run = make_open_run("kill-2", CAPACITY)
        for number in range(20):
            person = make_applicant(500 + number, email=f"p{number}@example.jp")
            apply(run, 500 + number, timezone.now(), people=(person,), contact_channel="email")
    codes = []

    for stop_after in (5, 12, 19, None):
        codes.append(send_mails(environment, tmp_path, stop_after))
        with django_db_blocker.unblock(), using(database):
            long_ago = timezone.now() - timedelta(minutes=11)
            Notification.objects.filter(status="sending").update(claimed_at=long_ago)

    mails = count_mails(tmp_path)
    with django_db_blocker.unblock(), using(database):
        rows = dict(Notification.objects.filter(enrolment__run=run).values_list("pk", "status"))
    told = Counter(rows.values())
    assert codes == [-signal.SIGKILL] * 3 + [0]
    assert (sum(told.values()), set(told) <= {"sent", "uncertain"}) == (40, True)
    assert told["uncertain"] <= 3  # at most the one in its hands, for each kill: a person decides about it
    assert set(mails.values()) == {1}
    assert {number for number, status in rows.items() if status == "sent"} <= set(mails)
