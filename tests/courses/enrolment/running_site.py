"""The site as it runs in a city, on a copied database: three workers of gunicorn, and people who press its buttons."""

import http.client
import re
import socket
import subprocess
import sys
import time
from datetime import timedelta
from random import SystemRandom

from django.utils import timezone

from courses.enrolment.lookup import save_draft, start_draft
from courses.models import CourseRun
from scripts.console import ROOT
from tests.courses.public.conftest import ANSWERS
from tests.factories.courses import make_applicant, make_run

PAUSE_S = 0.2  # between two tries
STARTS_WITHIN_S = 60


def make_open_run(code: str, capacity: int) -> CourseRun:
    """Return a first-come run of the only course; the calling process works on the copied database."""
    course = CourseRun.course.field.related_model.objects.get()
    return make_run(course, code, capacity=capacity, waiting_list_size=1000)


def fill_in_drafts(run: CourseRun, count: int, first: int = 0) -> list[str]:
    """Return the keys of people who have answered everything and are about to press the button."""
    keys = []
    for number in range(first, first + count):
        person = make_applicant(number)
        key, draft = start_draft(run, timezone.now() - timedelta(minutes=5), SystemRandom())
        own = {
            "name": {"name": person.name, "reading": person.reading},
            "phone": {"phone": person.phone, "best_time": ""},
        }
        save_draft(draft, ANSWERS | own, timezone.now())
        keys.append(key)
    return keys


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_site(environment, port: int) -> subprocess.Popen:
    """Start three workers; return when the site answers."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "cms.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "3",
        "--preload",
    ]
    site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end:
        try:
            ask(port, "GET", "/enrolment/", {})
        except (OSError, http.client.HTTPException):
            time.sleep(PAUSE_S)
        else:
            return site
    site.kill()
    raise AssertionError("The site did not start.")


def ask(port: int, method: str, path: str, cookies: dict, body: str = "", keep: bool = False) -> tuple[int, str, dict]:
    """Return status, address of a redirect (keep: the page instead), and the cookies after one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    heads |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": cookies.get("csrftoken", "")}
    try:
        connection.request(method, path, body, heads)
        answer = connection.getresponse()
        page = answer.read().decode()
    finally:
        connection.close()
    new = dict(re.match(r"([^=]+)=([^;]*)", line).groups() for line in answer.headers.get_all("Set-Cookie") or [])
    return answer.status, page if keep else answer.headers.get("Location", ""), cookies | new
