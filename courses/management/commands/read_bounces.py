"""`manage.py read_bounces`: e-mails that came back go on the list of calls."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.bounces import DESK, find_returned, mark_read, read_mails
from courses.notifications import note_bounce, note_mail_bounce


class Command(BaseCommand):
    help = (
        "Reads delivery reports: one mail from standard input (-) as a mail server pipes it, a file with one mail, or the "
        "unread mails of a Maildir folder. The learner whose e-mail came back then stands on the list of calls, a circle's mail on the "
        "screen of the circles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="a Maildir folder, a file with one mail, or - for standard input")

    def handle(self, *args: object, **options: str) -> None:
        noted, others = 0, 0
        for is_noted in self.read(options["source"]):
            noted, others = noted + is_noted, others + (not is_noted)
        self.stdout.write(f"returned: {noted}, other mails: {others}")

    def read(self, source: str) -> list[bool]:
        """Return for each mail whether it reported a message of ours that is now on the list of calls."""
        if source == "-":
            return [self.note(sys.stdin.buffer.read())]
        path = Path(source)
        if not path.exists():
            raise CommandError(
                f"There is no file or folder {source}. Name the Maildir to which returned mail is delivered."
            )
        results = []
        for raw, file in read_mails(path):
            results.append(self.note(raw))
            if file is not None:
                mark_read(file)
        return results

    def note(self, raw: bytes) -> bool:
        notice_id, mail_id, now = find_returned(raw), find_returned(raw, DESK), timezone.now()
        if mail_id is not None:
            return note_mail_bounce(mail_id, now)
        return notice_id is not None and note_bounce(notice_id, now)
