"""`manage.py enrolment_jobs`: what the clock does with enrolments. Call it every five minutes."""

from django.core.mail import get_connection
from django.core.management.base import BaseCommand
from django.utils import timezone

from courses.circles.confirming import ask_all, forget_contacts
from courses.enrolment.jobs import run_jobs
from courses.notifications import forget_old_mail
from courses.study.cards import delete_old_cards
from courses.training.reminding import remind_all


class Command(BaseCommand):
    help = "Ends offers, asks circles, reminds of training, sends due e-mails, deletes what is old. Call it every five minutes."

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        counts = {
            "circles_asked": ask_all(now),
            "contacts_forgotten": forget_contacts(now),
            "training_reminders": remind_all(now),
            "old_mail": forget_old_mail(now),
            "study_cards": delete_old_cards(now),
        }
        counts |= run_jobs(now, get_connection())
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in counts.items()))
