"""Judges all published pages and stores their scores for the report in the admin."""

from contextlib import nullcontext
from dataclasses import replace

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from a11y_checker.config import Settings
from a11y_checker.errors import CheckerError
from a11y_checker.wagtail_app.changes import KeptBodies
from a11y_checker.wagtail_app.judging import find_settings
from a11y_checker.wagtail_app.models import CheckRun, PageResult
from a11y_checker.wagtail_app.site_check import check_published_pages, serve_site
from a11y_checker.wagtail_app.site_report import as_percent


class Command(BaseCommand):
    help = "Check every published page and store the scores (Wagtail admin, Reports, Accessibility scores)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--base-url", help="Address of the running site; without it the command serves the site itself."
        )
        parser.add_argument(
            "--all", action="store_true", help="Also judge pages that look as they did in the last run."
        )
        parser.add_argument(
            "--fetch-all",
            action="store_true",
            help="Also fetch pages that are made of what they were in the last run; once a week is enough.",
        )
        parser.add_argument("--no-browser", action="store_true", help="Only the rules that need no Chromium.")
        parser.add_argument("--profile", help="For example city-2012 or jis-2016; see a11y-checker check --help.")
        parser.add_argument("--level", choices=["A", "AA", "AAA"], help="Highest level that is judged.")

    def handle(self, **options) -> None:
        kept = None if options["base_url"] else KeptBodies()
        site = nullcontext(options["base_url"]) if options["base_url"] else serve_site(kept=kept)
        try:
            with site as base_url, self.make_progress() as progress:
                task = progress.add_task("", total=None)

                def show(result: PageResult, done: int, total: int) -> None:
                    progress.update(task, completed=done, total=total, description=result.url)

                run = check_published_pages(
                    base_url,
                    make_settings(options),
                    show,
                    is_everything=options["all"],
                    is_fetched=options["fetch_all"],
                    kept=kept,
                )
        except CheckerError as error:
            raise CommandError(str(error)) from error
        self.print_summary(run)

    def make_progress(self) -> Progress:
        columns = [BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}")]
        return Progress(*columns, console=Console(file=self.stderr._out), transient=True)

    def print_summary(self, run: CheckRun) -> None:
        """Print the site's score, the worst ten pages, and what could not be judged; exit with 3 in that case."""
        for result in run.results.filter(score__lt=100).order_by("score", "url")[:10]:
            self.stdout.write(f"{result.score:>5}  {result.url}")
        share = "–" if run.share_clean is None else f"{as_percent(run.share_clean)}%"
        self.stdout.write(f"{run.results.count()} pages, score {run.score}, without A/AA failures {share}")
        unjudged = run.results.filter(score__isnull=True)
        for result in unjudged:
            self.stderr.write(f"{result.url}: {result.error}")
        if unjudged:
            raise CommandError(f"{len(unjudged)} pages could not be judged.", returncode=3)


def make_settings(options: dict) -> Settings:
    """Return the checker's settings: those of Django's A11Y_CHECKER, changed by what the command was given."""
    given = {name: options[name] for name in ("profile", "level") if options[name]}
    return replace(find_settings(browser=not options["no_browser"]), **given)
