"""Many people at once through HTTP, on three workers of gunicorn: no seat twice, no rank twice, no error (INV-01, INV-02, INV-03).

The short form is part of every run of the suite; the long form (`make test-load`) is 20 rounds of 200 people on 12 seats.
"""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from courses.enrolment.seats import count_held
from courses.enrolment.transitions import replay
from courses.models import Enrolment
from tests.courses.enrolment.copied_database import using
from tests.courses.enrolment.running_site import ask, fill_in_drafts, find_port, make_open_run, start_site

pytestmark = pytest.mark.django_db
CAPACITY, AT_ONCE, CANCELS_EVERY = 12, 12, 3


@pytest.fixture
def port(environment):
    """The port of the running site."""
    number = find_port()
    site = start_site(environment, number)
    yield number
    site.terminate()
    site.wait(timeout=30)


def send_application(port: int, code: str, key: str, cancels: bool) -> list[int]:
    """Press the last button; then, perhaps, look the application up and cancel it. Return the statuses of all answers."""
    path = f"/apply/{code}/check/"
    status, _to, cookies = ask(port, "GET", path, {"application": key})
    statuses = [status]
    status, to, cookies = ask(port, "POST", path, cookies, "send=1")
    statuses.append(status if to.endswith("/done/") else 0)
    if cancels:
        number = re.search(r"\d{3}-\d{3}-\d{3}", read(port, f"/apply/{code}/done/", cookies))[0]
        for where, body in (("/enrolment/", f"number={number}&fact=0305"), ("/enrolment/cancel/", "sure=1")):
            status, _to, cookies = ask(port, "POST", where, cookies, body)
            statuses.append(status)
    return statuses


def read(port: int, path: str, cookies: dict) -> str:
    return ask(port, "GET", path, cookies, keep=True)[1]


def play(database, blocker, port: int, number: int, count: int, cancels: bool) -> tuple[Counter, list, bool]:
    """Let so many people apply on a new run; return the statuses, the enrolments, and whether seats and history agree."""
    with blocker.unblock(), using(database):
        run = make_open_run(f"http-{number}-{int(cancels)}", CAPACITY)
        keys = fill_in_drafts(run, count, first=1000 * number)
    with ThreadPoolExecutor(AT_ONCE) as people:
        waiting = [
            people.submit(send_application, port, run.code, key, cancels and at % CANCELS_EVERY == 0)
            for at, key in enumerate(keys)
        ]
        statuses = Counter(status for item in waiting for status in item.result())
    with blocker.unblock(), using(database):
        run.refresh_from_db()
        rows = list(Enrolment.objects.filter(run=run))
        agrees = run.seats_held == count_held(run) and all(replay(row)["state"] == row.state for row in rows)
        assert run.seats_held <= CAPACITY
    return statuses, rows, agrees


def check(statuses: Counter, rows: list, agrees: bool, count: int, cancelled: int) -> None:
    assert statuses == {200: count, 302: count + 2 * cancelled}
    states = Counter(row.state for row in rows)
    ranks = sorted(row.waiting_rank for row in rows if row.waiting_rank is not None)
    assert (states["cancelled"], sum(states.values()), agrees) == (cancelled, count, True)
    assert len(ranks) == len(set(ranks))
    # A seat that was given back stays held for its owner half an hour: nobody else got it, nobody overtook the list.
    assert set(ranks) <= set(range(1, count - CAPACITY + 1))
    if not cancelled:
        assert states == {"confirmed": CAPACITY, "waitlisted": count - CAPACITY}
        assert ranks == list(range(1, count - CAPACITY + 1))


def test_inv_01_inv_02_through_http(database, django_db_blocker, port):
    check(*play(database, django_db_blocker, port, 0, 24, cancels=False), 24, 0)


@pytest.mark.load
@pytest.mark.parametrize("cancels", [False, True])
@pytest.mark.parametrize("number", range(1, 11))
def test_inv_01_inv_02_inv_03_long_form_through_http(database, django_db_blocker, port, number, cancels):
    check(*play(database, django_db_blocker, port, number, 200, cancels), 200, 67 if cancels else 0)
