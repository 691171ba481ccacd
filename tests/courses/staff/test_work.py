"""The opening screen asks the database little: it opens every morning, for everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enrolment.lookup import start_draft
from courses.enrolment.retention import count_due, make_plan
from courses.roles import COURSE_STAFF

pytestmark = pytest.mark.django_db


def test_departments_are_looked_up_once_a_request(staff_client, worlds):
    client = staff_client(COURSE_STAFF)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("course_desk:work"))

    found = [query["sql"] for query in queries if "courses_coursestaff" in query["sql"]]
    assert len(found) == 1, found


def test_the_count_of_what_is_due_is_that_of_the_plan(run, random_numbers, enrolment):
    now = timezone.now()
    start_draft(run, now - timedelta(days=3), random_numbers)

    counted = {years: count_due(now + timedelta(days=366 * years)) for years in (0, 2, 4)}

    assert counted == {
        years: sum(len(keys) for keys in make_plan(now + timedelta(days=366 * years)).values()) for years in (0, 2, 4)
    }
    assert 0 < counted[0] < counted[4]
