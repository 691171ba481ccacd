"""What Wagtail and wagtail-localize tell, and what follows for the states."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from translations.wagtail_app import source_sync, string_states


def find_translations(text: StringTranslation) -> list[Translation]:
    """Give the pages in another language that a text stands on: one, or none for a text without a place."""
    if text.context_id is None:
        return []
    return list(
        Translation.objects.filter(source__object_id=text.context.object_id, target_locale_id=text.locale_id)
        .exclude(source__locale_id=text.locale_id)
        .select_related("source", "target_locale")
    )


def hear_saved_text(instance: StringTranslation, raw: bool = False, **kwargs: object) -> None:
    if not raw:
        for translation in find_translations(instance):
            string_states.record(translation, instance)


def hear_deleted_text(instance: StringTranslation, **kwargs: object) -> None:
    for translation in find_translations(instance):
        string_states.forget(translation, instance)


def hear_new_translation(instance: Translation, created: bool, raw: bool = False, **kwargs: object) -> None:
    if created and not raw:
        source_sync.align(instance)


def hear_synced_source(instance: TranslationSource, created: bool, raw: bool = False, **kwargs: object) -> None:
    """wagtail-localize's own button takes over the Japanese page as well; its strings are there after the commit."""
    if not created and not raw:
        transaction.on_commit(lambda: align_all(instance.pk))


def align_all(source_id: int) -> None:
    for translation in Translation.objects.filter(source_id=source_id).select_related("source"):
        source_sync.align(translation)


def hear_published_page(instance: Page, revision: Revision | None = None, **kwargs: object) -> None:
    now = timezone.now()
    place = {"source__object_id": instance.translation_key, "target_locale_id": instance.locale_id}
    translation = Translation.objects.filter(**place, enabled=True).select_related("source").first()
    if translation:
        string_states.remember_published(translation, now, revision.created_at if revision else now)
        return
    source = TranslationSource.objects.filter(object_id=instance.translation_key, locale_id=instance.locale_id).first()
    if source:
        source_sync.sync_source(source, now)


def connect() -> None:
    """Listen to texts, translations, sources and publications."""
    post_save.connect(hear_saved_text, sender=StringTranslation, dispatch_uid="state-of-text")
    post_delete.connect(hear_deleted_text, sender=StringTranslation, dispatch_uid="state-of-deleted-text")
    post_save.connect(hear_new_translation, sender=Translation, dispatch_uid="states-of-new-translation")
    post_save.connect(hear_synced_source, sender=TranslationSource, dispatch_uid="states-of-synced-source")
    page_published.connect(hear_published_page, dispatch_uid="states-of-published-page")
