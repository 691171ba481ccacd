"""`manage.py enrolment_jobs`: what the clock does with enrolments. Call it every five minutes."""

import logging
import traceback
from collections import Counter
from datetime import datetime

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.circles.confirming import ask_all, forget_contacts
from courses.enrolment.jobs import Job, list_jobs
from courses.notifications import forget_old_mail
from courses.study.cards import delete_old_cards
from courses.training.reminding import remind_all

logger = logging.getLogger(__name__)


def list_all_jobs(now: datetime) -> list[tuple[str, Job]]:
    """Return the jobs of enrolment and of everything else that the clock does, each by a name for the log."""
    return [
        ("circles", lambda: {"circles_asked": ask_all(now)}),
        ("contacts of circles", lambda: {"contacts_forgotten": forget_contacts(now)}),
        ("training", lambda: {"training_reminders": remind_all(now)}),
        ("old mail", lambda: {"old_mail": forget_old_mail(now)}),
        ("study cards", lambda: {"study_cards": delete_old_cards(now)}),
        *list_jobs(now, get_connection()),
    ]


class Command(BaseCommand):
    help = "Ends offers, asks circles, reminds of training, sends due e-mails, deletes what is old. Call it every five minutes."

    def handle(self, *args, **options) -> None:
        counts: Counter[str] = Counter()
        failed = []
        for name, job in list_all_jobs(timezone.now()):
            try:
                counts.update(job())
            except Exception as error:  # whatever it is, the other jobs are due all the same
                # Without the error's own words, in which a database may quote personal data.
                place = "".join(traceback.format_tb(error.__traceback__))
                logger.error("enrolment_jobs: %s failed with %s\n%s", name, type(error).__name__, place)
                failed.append(name)
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
        if failed:
            raise CommandError(
                f"Not done: {', '.join(failed)}. The log above tells why; the other jobs are done, and the next call tries again."
            )
