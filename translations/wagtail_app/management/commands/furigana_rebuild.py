"""Reads the texts of all published pages, so that no visitor waits for it."""

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from wagtail.models import Page

from translations import texts
from translations.wagtail_app.dictionaries import entries_in, find_city_readings
from translations.wagtail_app.furigana import CHUNK, read_texts, text_key
from translations.wagtail_app.models import StoredText
from translations.wagtail_app.page_texts import render_page


class Command(BaseCommand):
    help = (
        "Read the texts of all published pages for furigana and store the readings. Can be stopped and started again: "
        "what is stored is not read again. --prune also deletes what no page needs any more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prune", action="store_true", help="Delete stored readings that no page needs.")

    def handle(self, **options) -> None:
        pages = Page.objects.live().public().filter(depth__gt=1, locale__language_code__startswith="ja").order_by("pk")
        readings, needed = find_city_readings(), set()
        before = StoredText.objects.count()
        with self.make_progress() as progress:
            task = progress.add_task("", total=pages.count())
            for page in pages.specific().iterator(chunk_size=50):
                found, entries = texts(render_page(page)), readings.for_page(page.pk)
                read_texts(found, entries)
                needed |= {text_key(text, entries_in(text, entries)) for text in found}
                progress.update(task, advance=1, description=page.url_path)
        deleted = 0
        if options["prune"]:
            deleted = prune(needed)
        new = StoredText.objects.count() - before + deleted
        self.stdout.write(f"{len(needed)} texts on {pages.count()} pages, {new} read anew, {deleted} deleted.")

    def make_progress(self) -> Progress:
        columns = [BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn()]
        return Progress(
            *columns, TextColumn("{task.description}"), console=Console(file=self.stderr._out), transient=True
        )


class RateColumn(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> str:
        return f"{task.speed:.1f}/s" if task.speed else ""


def prune(needed: set[str]) -> int:
    """Delete the stored texts that are not needed; return how many."""
    unneeded = set(StoredText.objects.values_list("key", flat=True)) - needed
    keys, deleted = sorted(unneeded), 0
    for at in range(0, len(keys), CHUNK):
        deleted += StoredText.objects.filter(key__in=keys[at : at + CHUNK]).delete()[0]
    return deleted
