"""Begins translations and makes machine drafts for a part of the site."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translations.glossary import SHIPPED
from translations.wagtail_app.drafting import Drafted, draft_in_parts, open_strings, what_is_missing
from translations.wagtail_app.management.commands.furigana_rebuild import RateColumn
from translations.wagtail_app.source_sync import align
from translations.wagtail_app.state_models import PageState
from translations.wagtail_app.submitting import find_translation, submit

# Our choice: what a machine's maker counts by.
COUNTED_BY = 1_000


class Command(BaseCommand):
    help = (
        "Begin the translation of public pages and make drafts from former translations, the glossary and the engine. "
        "Publishes nothing. Can be stopped and started again: what is stored is not made anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--locale", required=True, help="Such as en, pt-br, vi, zh-hans, ko.")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--tree", metavar="PATH_OR_ID", help="A Japanese page and those below: /kurashi/gomi/ or its number."
        )
        which.add_argument("--page", type=int, metavar="N", help="One Japanese page, by its number.")
        parser.add_argument("--begun-only", action="store_true", help="Leave pages alone that nobody has begun.")

    def handle(self, **options) -> None:
        locale = self._locale(options["locale"])
        pages = self._pages(options)
        started = time.monotonic()
        if reason := what_is_missing(locale.language_code):
            self.stderr.write(reason)
        figures = Drafted()
        translations = self._begin(pages, locale, is_begun_only=options["begun_only"])
        number = 0
        with self._progress() as progress:
            task = progress.add_task("", total=self._count(translations))
            for translation in self._each(translations):
                number += 1
                for part in draft_in_parts(translation, None):
                    figures.add(part)
                    progress.update(task, advance=part.made + part.refused + part.left)
        self._tell(number, figures, time.monotonic() - started)

    def _locale(self, code: str) -> Locale:
        locale = Locale.objects.filter(language_code=code).first()
        if code not in SHIPPED or locale is None:
            known = ", ".join(Locale.objects.filter(language_code__in=SHIPPED).values_list("language_code", flat=True))
            raise CommandError(
                f"「{code}」の下書きは作れません。{known or '（まだありません）'} のどれかを書いてください。 / "
                f'No drafts are made for "{code}". Write one of {known or "(none yet)"}.'
            )
        return locale

    def _pages(self, options: dict) -> list[int]:
        japanese = Page.objects.filter(locale=Locale.get_default(), live=True, depth__gt=1, alias_of=None)
        page, tree = options["page"], options["tree"]
        if page is not None:
            found = japanese.filter(pk=page)
        elif tree is not None:  # an empty one, from a variable that was not set, is not the whole site
            root = Page.objects.filter(pk=int(tree)).first() if tree.isdecimal() else self._at_path(tree)
            found = japanese.filter(path__startswith=root.path) if root else Page.objects.none()
        else:
            found = japanese
        numbers = list(found.order_by("path").values_list("pk", flat=True))
        if not numbers:
            raise CommandError(
                "公開中の日本語のページが見つかりません。番号かアドレス（/kurashi/gomi/）を確かめてください。 / "
                "No public Japanese page was found. Check the number or the address (/kurashi/gomi/)."
            )
        return numbers

    def _at_path(self, tree: str) -> Page | None:
        """Find a page by its address on the site: the path below the home page."""
        if not tree:
            return None
        wanted = "/".join(part for part in tree.split("/") if part)
        for home in Page.objects.filter(depth=2, locale=Locale.get_default()):
            url_path = f"{home.url_path}{wanted}/" if wanted else home.url_path
            if page := Page.objects.filter(url_path=url_path).first():
                return page
        return None

    def _begin(self, pages: list[int], locale: Locale, *, is_begun_only: bool) -> list[int]:
        """Begin what is not begun; give the numbers of the translations."""
        found = []
        for number in pages:
            page = Page.objects.get(pk=number)
            translation = find_translation(page, locale)
            if translation is None and not is_begun_only:
                translation = next(iter(submit(page, [locale], None)), None)
            if translation:
                if not PageState.objects.filter(translation=translation).exists():
                    align(translation)
                found.append(translation.pk)
        return found

    def _each(self, numbers: list[int]) -> Iterator[Translation]:
        for number in numbers:
            yield Translation.objects.select_related("source", "target_locale").get(pk=number)

    def _count(self, numbers: list[int]) -> int:
        return sum(len(open_strings(translation)) for translation in self._each(numbers))

    def _progress(self) -> Progress:
        columns = [BarColumn(), MofNCompleteColumn(), RateColumn(), TimeElapsedColumn(), TimeRemainingColumn()]
        return Progress(*columns, TextColumn(""), console=Console(file=self.stderr._out), transient=True)

    def _tell(self, pages: int, figures: Drafted, seconds: float) -> None:
        self.stdout.write(
            f"{pages} pages: {figures.made} drafts made, {figures.refused} refused by a check, {figures.left} left to people."
        )
        if not figures.chars:
            return
        per_thousand = seconds * COUNTED_BY / figures.chars
        price = settings.TRANSLATIONS.get("YEN_PER_1000_CHARS", 0)
        self.stdout.write(
            f"{figures.chars} characters in {seconds:.1f} s: {per_thousand:.2f} s for {COUNTED_BY} characters; "
            f"cost {price} yen for {COUNTED_BY}, {price * figures.chars / COUNTED_BY:.0f} yen in all."
        )
