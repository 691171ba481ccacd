"""The measured server: the site, and beside it a peer that does nothing but give a seat under a row lock."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.enrolment.settings")

from django.core.wsgi import get_wsgi_application

site = get_wsgi_application()

from django.db import close_old_connections, connection, transaction  # noqa: E402  # after set-up

from courses.models import CourseRun  # noqa: E402
from courses.views import frame  # noqa: E402

# All of the measured applications come from one address; the limit against programs would stop them.
frame.LIMIT = 10**9
PEER = "/peer/"


def give_seat() -> None:
    """Lock the run, count what is taken, write one row: the documented way of booking systems, and no more."""
    with transaction.atomic(), connection.cursor() as cursor:
        run = CourseRun.objects.select_for_update().only("capacity").get(code="bench-1")
        cursor.execute("SELECT COUNT(*) FROM bench_seat")
        taken = cursor.fetchone()[0]
        cursor.execute("INSERT INTO bench_seat (number, has_place) VALUES (%s, %s)", [taken + 1, taken < run.capacity])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve the site; below /peer/ the peer."""
    if environ["PATH_INFO"] != PEER:
        return site(environ, start_response)
    close_old_connections()
    give_seat()
    close_old_connections()
    start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
    return [b""]
