"""Loads the demo's pages in other languages: through wagtail-localize as translators work, easy Japanese as pages of their own."""

import json
from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from simple_history.utils import bulk_update_with_history
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.demo.page_files import PageFile
from cms.demo.streams import BlockBuilder
from cms.demo.translated_files import EASY_JAPANESE, find_languages, read_easy_pages, read_translations
from cms.models import PopularLink, TopTask
from translations.wagtail_app.state_models import State, StringState
from translations.wagtail_app.string_states import one_count

# Whose texts these are. The accounts cannot log in.
WRITER, WRITER_NAME = "mihon-honyaku", "見本の文章を作った人"
CHECKER, CHECKER_NAME = "mihon-kakunin", "見本の文章を読み直した人"
# Languages whose texts somebody else has read whole; the others say that nobody has.
CHECKED_LANGUAGES = ("en",)


def load_languages(builder: BlockBuilder) -> str:
    """Make the pages in other languages and publish them; one whose Japanese has changed stays a draft.

    builder: knows the Japanese pages by their path. Returns what was loaded, for people to read.
    """
    sources: dict[str, TranslationSource] = {}
    number, left = 0, []
    writer, checker = make_account(WRITER, WRITER_NAME), make_account(CHECKER, CHECKER_NAME)
    for language in find_languages():
        locale = Locale.objects.get(language_code=language)
        texts = read_translations(language)
        for path in in_order(texts, builder):
            if path not in sources:
                sources[path], _created = TranslationSource.update_or_create_from_instance(builder.pages[path])
            number += 1
            translation, missing = translate(sources[path], locale, texts[path], writer)
            if missing:
                left.append(f"{language} {path or 'home'}: {missing[0]}")
                continue
            if language in CHECKED_LANGUAGES:
                mark_as_checked(translation, checker)
            publish(translation.get_target_instance())
    number += load_easy_pages(builder)
    drafts = f"; drafts, because the Japanese has changed: {', '.join(left)}" if left else ""
    return f"{number} pages in other languages{drafts}"


def in_order(paths: Iterable[str], builder: BlockBuilder) -> list[str]:
    """Return the paths as the Japanese pages stand in the tree: parents first, and neighbours in the same order."""
    return sorted(paths, key=lambda path: builder.pages[path].path)


def make_account(username: str, name: str) -> AbstractBaseUser:
    """Make the account of somebody who worked on the texts, without a password and without any right."""
    users = get_user_model().objects
    found = users.filter(username=username).first()
    return found or users.create_user(username=username, last_name=name, is_active=False)


def translate(
    source: TranslationSource, locale: Locale, strings: Mapping[str, str], writer: AbstractBaseUser
) -> tuple[Translation, list[str]]:
    """Translate one page as a draft. Returns what was made, and the Japanese of the strings that are missing."""
    segments = list(StringSegment.objects.filter(source=source).select_related("string"))
    missing = [segment.string.data for segment in segments if segment.string.data not in strings]
    known = [segment for segment in segments if segment.string.data in strings]
    StringTranslation.objects.bulk_create(make_text(segment, locale, strings, writer) for segment in known)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation, missing


def mark_as_checked(translation: Translation, checker: AbstractBaseUser) -> None:
    """Say of all strings of a page that the checker has read them."""
    rows = list(StringState.objects.filter(translation=translation))
    for row in rows:
        row.state, row.checked_by, row.checked_at = State.CHECKED, checker, timezone.now()
    with one_count(translation):
        bulk_update_with_history(
            rows, StringState, ["state", "checked_by", "checked_at"], batch_size=500, default_user=checker
        )


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
