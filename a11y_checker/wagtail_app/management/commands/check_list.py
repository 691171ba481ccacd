"""Gives a long list of addresses to the background workers, and tells how far they are."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from a11y_checker.crawl import sitemap_urls
from a11y_checker.errors import CheckerError
from a11y_checker.targets import read_list
from a11y_checker.wagtail_app.list_check import enqueue_list, enqueue_rest
from a11y_checker.wagtail_app.management.commands.check_site import make_settings
from a11y_checker.wagtail_app.models import CheckRun


class Command(BaseCommand):
    help = "Have a list of addresses checked by the background workers (manage.py db_worker), however many there are."

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--list", help="File with one address a line.")
        source.add_argument("--sitemap", help="Address of a sitemap or of an index of sitemaps.")
        parser.add_argument(
            "--name", default="", help="What the run is called; the list's or sitemap's address without it."
        )
        parser.add_argument("--resume", type=int, metavar="RUN", help="Ask again for what a run has no result of yet.")
        parser.add_argument("--status", type=int, metavar="RUN", help="Tell how far a run is.")
        parser.add_argument("--no-browser", action="store_true", help="Only the rules that need no Chromium.")
        parser.add_argument("--profile", help="For example city-2012 or jis-2016; see a11y-checker check --help.")
        parser.add_argument("--level", choices=["A", "AA", "AAA"], help="Highest level that is judged.")

    def handle(self, **options) -> None:
        if options["status"]:
            self.print_status(find_run(options["status"]))
            return
        if not (options["list"] or options["sitemap"]):
            raise CommandError("Name --list FILE, --sitemap URL, or --status RUN.")
        settings = make_settings(options)
        try:
            if options["sitemap"]:
                urls = sitemap_urls(options["sitemap"], settings.view, settings.timeout_s)
            else:
                urls = read_list(Path(options["list"]))
            if options["resume"]:
                count = enqueue_rest(find_run(options["resume"]), urls)
                self.stdout.write(f"Run {options['resume']}: {count} pages are asked for again.")
                return
            run = enqueue_list(urls, settings, options["name"] or options["sitemap"] or options["list"])
        except CheckerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Run {run.pk}: {run.expected_count} pages wait for the workers.")

    def print_status(self, run: CheckRun) -> None:
        """Print pages done, the rate so far, and how long the rest takes at that rate."""
        end = run.finished_at or timezone.now()
        seconds = max((end - run.started_at).total_seconds(), 1)
        rate = run.done_count / seconds
        left = (run.expected_count or 0) - run.done_count
        rest = f", {left / rate / 60:.0f} min left" if left and rate else ""
        score = f", score {run.score}" if run.finished_at else ""
        self.stdout.write(
            f"Run {run.pk}: {run.done_count} of {run.expected_count} pages, {rate:.1f} pages/s{rest}{score}"
        )


def find_run(number: int) -> CheckRun:
    try:
        return CheckRun.objects.exclude(name="").get(pk=number)
    except CheckRun.DoesNotExist as error:
        raise CommandError(f"There is no run {number} over a list.") from error
