"""Begins translations of pages: each page above first, none of them public."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from translations.wagtail_app.kinds import is_only_japanese
from translations.wagtail_app.rights import may_submit


@transaction.atomic
def submit(page: Page, locales: Iterable[Locale], user: AbstractBaseUser | None) -> list[Translation]:
    """Begin the translation of a public Japanese page into languages; give the translations, old and new.

    Pages above that the language lacks are begun as well: wagtail-localize would put their Japanese there as aliases.
    user: None for a command on the server. Raises PermissionDenied for those who may not translate the page.
    """
    if user is not None and not may_submit(user, page):
        raise PermissionDenied
    if is_only_japanese(page):
        return []
    found = []
    for locale in locales:
        for above in page.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth"):
            if not above.get_translations().filter(locale=locale).exists():
                translate_object(above.specific, [locale], user=user)
        translation = find_translation(page, locale)
        if translation:
            found.append(translation)
    return found


def find_translation(page: Page, locale: Locale) -> Translation | None:
    """Give the translation of a Japanese page into a language; None where it was not begun or people write it freely."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key,
            source__locale_id=page.locale_id,
            target_locale=locale,
            enabled=True,
        )
        .select_related("source", "target_locale", "page_state")
        .first()
    )
