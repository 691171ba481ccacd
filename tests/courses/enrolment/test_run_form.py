"""The run's form in the admin keeps to the rules of the seats."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses import wagtail_hooks
from courses.models import EnrolmentState as S
from courses.models import Offer, Session
from tests.courses.test_admin import EDIT, form_values
from tests.factories.courses import apply

pytestmark = pytest.mark.django_db


def test_seats_that_are_added_are_offered_to_the_waiting_list(client, admin_user, make_open_run, now, monkeypatch):
    run = make_open_run(capacity=1, waiting_list_size=5)
    waiting = [apply(run, number, now) for number in (1, 2, 3)][1:]
    monkeypatch.setattr(wagtail_hooks.timezone, "now", lambda: now)
    client.force_login(admin_user)
    address = reverse(EDIT, args=[run.pk])

    response = client.post(address, form_values(client.get(address)) | {"capacity": "2"})

    assert response.status_code == 302
    assert [offer.enrolment for offer in Offer.objects.all()] == waiting[:1]
    for enrolment in waiting:
        enrolment.refresh_from_db()
    assert [enrolment.state for enrolment in waiting] == [S.OFFERED, S.WAITLISTED]


def test_a_session_that_was_called_off_is_not_the_first(client, admin_user, make_open_run):
    run = make_open_run()
    first = run.sessions.first()
    Session.objects.create(
        run=run,
        number=99,
        date=first.date + timedelta(days=7),
        start_time=first.start_time,
        end_time=first.end_time,
        venue=first.venue,
    )
    run.sessions.exclude(number=99).update(status="cancelled")
    client.force_login(admin_user)
    address = reverse(EDIT, args=[run.pk])
    until = f"{first.date + timedelta(days=1):%Y-%m-%d} 09:00"

    response = client.post(address, form_values(client.get(address)) | {"cancel_until": until})

    assert response.status_code == 302


def test_nobody_can_be_let_cancel_after_the_first_session(client, admin_user, make_open_run):
    run = make_open_run()
    client.force_login(admin_user)
    address = reverse(EDIT, args=[run.pk])
    values = form_values(client.get(address))
    first = run.sessions.first()

    for hour, status in ((first.start_time.hour + 1, 200), (first.start_time.hour - 1, 302)):
        response = client.post(address, values | {"cancel_until": f"{first.date:%Y-%m-%d} {hour:02}:00"})
        assert (hour, response.status_code) == (hour, status)
        assert ("本人が取り消せるのは" in response.content.decode()) == (status == 200)
