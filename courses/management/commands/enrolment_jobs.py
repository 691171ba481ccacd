"""`manage.py enrolment_jobs`: what the clock does with enrolments. Call it every five minutes."""

from django.core.mail import get_connection
from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.enrolment.jobs import run_jobs


class Command(BaseCommand):
    help = "Ends offers, offers freed seats, sends due e-mails, deletes old drafts. Call it every five minutes."

    def handle(self, *args, **options) -> None:
        counts = run_jobs(timezone.now(), get_connection())
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
