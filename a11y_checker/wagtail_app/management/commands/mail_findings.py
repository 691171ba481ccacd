"""Sends each department its list of the week."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from a11y_checker.wagtail_app.site_report import find_last_run, find_run_before
from a11y_checker.wagtail_app.weekly_mail import Sent, find_addresses, make_list, send_weekly_lists, write


class Command(BaseCommand):
    help = "Mail each department what it has to mend: once a week, from Monday on, however often it is called."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Print the mails instead of sending them.")

    def handle(self, **options) -> None:
        if find_last_run() is None:
            raise CommandError("The site has not been checked yet. Run “manage.py check_site” first.")
        if options["dry_run"]:
            self.print_mails()
            return
        done = send_weekly_lists(timezone.localdate())
        self.print_summary(done)
        if done.failed:
            raise CommandError("The mail server took not every mail. The next call tries the rest again.")

    def print_mails(self) -> None:
        run = find_last_run()
        for department, address in find_addresses().items():
            found = make_list(department, run, find_run_before(run))
            if not found.is_empty:
                mail = write(found, address, run)
                self.stdout.write(f"{mail.subject}\n\n{mail.body}\n{'-' * 72}")

    def print_summary(self, done: Sent) -> None:
        lines = {
            "sent": done.sent,
            "nothing to mend": done.nothing_to_mend,
            "sent before": done.sent_before,
            "stopped while sending, not sent again this week": done.interrupted,
            "no address": done.without_address,
            "not sent": done.failed,
        }
        for label, names in lines.items():
            if names:
                self.stdout.write(f"{label}: {', '.join(names)}")
