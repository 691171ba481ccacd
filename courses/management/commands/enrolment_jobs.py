"""`manage.py enrolment_jobs`: what the clock does with enrolments. Call it every five minutes."""

from django.core.mail import get_connection
from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.enrolment.jobs import run_jobs
from courses.study.cards import delete_old_cards


class Command(BaseCommand):
    help = "Ends offers, offers freed seats, sends due e-mails, deletes old drafts and study cards. Call it every five minutes."

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        counts = run_jobs(now, get_connection()) | {"study_cards": delete_old_cards(now)}
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
