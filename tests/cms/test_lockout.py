"""Five wrong passwords close the door for a quarter of an hour, for that name from that place only."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db
PASSWORD = "for tests only"


def log_in(client, name: str, password: str, address: str = "192.0.2.1"):
    form = {"username": name, "password": password}
    return client.post(reverse("wagtailadmin_login"), form, REMOTE_ADDR=address)


@pytest.fixture
def locked(client, staffed, make_user):
    make_user("hensyu", "健康課 編集")
    make_user("syonin", "健康課 承認")
    for _ in range(5):
        response = log_in(client, "hensyu", "wrong")
    return response


def test_fifth_wrong_password_locks_and_says_how_long(client, locked):
    assert locked.status_code == 429
    assert "15分" in locked.content.decode()
    assert log_in(client, "hensyu", PASSWORD).status_code == 429
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_others_and_other_places_are_not_locked(client, locked):
    assert log_in(client, "syonin", PASSWORD).status_code == 302
    client.logout()
    assert log_in(client, "hensyu", PASSWORD, "192.0.2.2").status_code == 302


def test_after_a_quarter_of_an_hour_the_door_opens(client, locked):
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert log_in(client, "hensyu", PASSWORD).status_code == 302
