"""A reminder by e-mail: once a month, to who has a lesson to do within two weeks or is late."""

from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from courses import notifications
from courses.models import MailKind
from courses.training.duties import DONE, Duty, find_duties

# Our choice: two weeks before the day, so that there is time in a week without meetings.
BEFORE = timedelta(days=14)


def remind_all(now: datetime) -> int:
    """Write the reminders that are due to the outbox; a person gets at most one a calendar month. Returns how many."""
    on = timezone.localdate(now)
    due = [duty for duty in find_duties(on) if duty.state != DONE and duty.due - BEFORE <= on]
    count = 0
    for _key, rows in groupby(due, key=lambda duty: duty.user.pk):
        count += remind(list(rows), now)
    return count


def remind(duties: list[Duty], now: datetime) -> bool:
    """Write one person's reminder; False without an address, and when this month's was written."""
    user = duties[0].user
    if not user.email:
        return False
    context = {
        "name": user.get_full_name() or user.get_username(),
        "duties": duties,
        "link": settings.WAGTAILADMIN_BASE_URL + reverse("staff_training:index"),
    }
    key = f"training:{user.pk}:{timezone.localdate(now):%Y-%m}"
    _mail, is_new = notifications.write_mail(
        MailKind.TRAINING, key, user.email, "training", context, now, user_id=user.pk
    )
    return is_new
