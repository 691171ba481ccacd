"""Publishes the result of a yearly test, or only proves its draw, without the admin."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from a11y_checker.wagtail_app.models import YearlyTest
from a11y_checker.wagtail_app.yearly.publishing import PublishRefused, publish_result
from a11y_checker.wagtail_app.yearly.sample import verify


class Command(BaseCommand):
    help = "Publish the result of a fiscal year's accessibility test. Refuses what the admin would refuse."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="Fiscal year of the test.")
        parser.add_argument("--verify", action="store_true", help="Only draw the sample again from the record.")

    def handle(self, **options) -> None:
        test = YearlyTest.objects.filter(fiscal_year=options["year"]).first()
        if test is None:
            raise CommandError(f"There is no test of fiscal year {options['year']}. Plan it in the admin.")
        if options["verify"]:
            self.verify(test)
            return
        try:
            address = publish_result(test, None, timezone.localdate())
        except PublishRefused as error:
            raise CommandError("\n".join(error.problems)) from error
        self.stdout.write(f"{test.statement['wording']}\n{address}")

    def verify(self, test: YearlyTest) -> None:
        """Prove every draw of the test."""
        for draw in test.draws.order_by("drawn_at"):
            problems = verify(draw)
            if problems:
                raise CommandError(f"{draw.drawn_on}, seed {draw.seed}: " + " ".join(problems))
            self.stdout.write(
                f"{draw.drawn_on}, seed {draw.seed}, list of {draw.list_length} pages, SHA-256 {draw.list_sha256}: "
                f"the same {draw.pages.count()} pages."
            )
