"""Loads the demo's pages in other languages: through wagtail-localize as translators work, easy Japanese as pages of their own."""

import json
from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.demo.page_files import PageFile
from cms.demo.streams import BlockBuilder
from cms.demo.translated_files import EASY_JAPANESE, find_languages, read_easy_pages, read_translations
from cms.models import PopularLink, TopTask

# Whose texts these are: those who made the demo wrote them, and nobody else has checked them. The account cannot log in.
WRITER, WRITER_NAME = "mihon-honyaku", "見本の文章を作った人"


def load_languages(builder: BlockBuilder) -> str:
    """Make the pages in other languages and publish them; one whose Japanese has changed stays a draft.

    builder: knows the Japanese pages by their path. Returns what was loaded, for people to read.
    """
    sources: dict[str, TranslationSource] = {}
    number, left, writer = 0, [], make_writer()
    for language in find_languages():
        locale = Locale.objects.get(language_code=language)
        texts = read_translations(language)
        for path in in_order(texts, builder):
            if path not in sources:
                sources[path], _created = TranslationSource.update_or_create_from_instance(builder.pages[path])
            number += 1
            if missing := translate(sources[path], locale, texts[path], writer):
                left.append(f"{language} {path or 'home'}: {missing[0]}")
    number += load_easy_pages(builder)
    drafts = f"; drafts, because the Japanese has changed: {', '.join(left)}" if left else ""
    return f"{number} pages in other languages{drafts}"


def in_order(paths: Iterable[str], builder: BlockBuilder) -> list[str]:
    """Return the paths as the Japanese pages stand in the tree: parents first, and neighbours in the same order."""
    return sorted(paths, key=lambda path: builder.pages[path].path)


def make_writer() -> AbstractBaseUser:
    """Make the account that the texts are from, without a password and without any right."""
    users = get_user_model().objects
    found = users.filter(username=WRITER).first()
    return found or users.create_user(username=WRITER, last_name=WRITER_NAME, is_active=False)


def translate(
    source: TranslationSource, locale: Locale, strings: Mapping[str, str], writer: AbstractBaseUser
) -> list[str]:
    """Translate one page and publish it if no string is missing. Returns the missing ones."""
    segments = list(StringSegment.objects.filter(source=source).select_related("string"))
    missing = [segment.string.data for segment in segments if segment.string.data not in strings]
    known = [segment for segment in segments if segment.string.data in strings]
    StringTranslation.objects.bulk_create(make_text(segment, locale, strings, writer) for segment in known)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    if not missing:
        publish(translation.get_target_instance())
    return missing


def make_text(
    segment: StringSegment, locale: Locale, strings: Mapping[str, str], writer: AbstractBaseUser
) -> StringTranslation:
    """Return a person's translation of a string at its place."""
    return StringTranslation(
        translation_of=segment.string,
        locale=locale,
        context_id=segment.context_id,
        data=strings[segment.string.data],
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=writer,
        updated_at=timezone.now(),
    )


def publish(page: Page) -> None:
    page.get_latest_revision().publish(log_action=False)


def load_easy_pages(builder: BlockBuilder) -> int:
    """Make the pages in easy Japanese: written for themselves, at the addresses of the Japanese ones. Returns how many."""
    locale = Locale.objects.get(language_code=EASY_JAPANESE)
    files = read_easy_pages()
    for path in in_order(files, builder):
        page = builder.pages[path].specific.copy_for_translation(locale, copy_parents=False)
        write_easy_page(page, files[path], builder)
        publish(page)
    return len(files)


def write_easy_page(page: Page, file: PageFile, builder: BlockBuilder) -> None:
    """Put the words of the file on the page and save them as a draft."""
    page.title = page.draft_title = file.data["title"]
    page.answer = file.data["answer"]
    if "tasks" in file.data:
        page.tasks.set([make_task(task, page, builder) for task in file.data["tasks"]])
        page.popular_links.set([make_popular_link(link, page, builder) for link in file.data["popular"]])
    elif "body" in file.data:
        page.body = json.dumps(builder.build(file.data["body"]))
    page.save_revision(log_action=False)


def make_task(task: dict[str, str], home: Page, builder: BlockBuilder) -> TopTask:
    page = builder.pages[task["page"]]
    return TopTask(page=page, name=task["name"], hint=task["hint"], icon=task["icon"], locale=home.locale)


def make_popular_link(link: dict[str, str], home: Page, builder: BlockBuilder) -> PopularLink:
    return PopularLink(page=builder.pages[link["page"]], text=link["text"], locale=home.locale)
