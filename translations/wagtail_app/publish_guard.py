"""What keeps a page in another language from being published: missing words, words left in Japanese, unread machine text.

Named in the setting A11Y_CHECKER["ALSO_ASK"]: every door asks it, nobody can let a page through.
"""

import html
from collections.abc import Iterable

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translations.quality import Pair, checks
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.kinds import is_only_japanese
from translations.wagtail_app.page_states import find_unchecked

EASY_JAPANESE = "ja-simple"
# Our choice: enough to find the place, and still one sentence.
QUOTED = 3
QUOTED_MAX_CHARS = 30


def find_untranslated(page: Page) -> list[str]:
    """Return what blocks the page as it stands in memory, in sentences for its editor; nothing for a Japanese page."""
    language = page.locale.language_code
    if language == settings.LANGUAGE_CODE:
        return []
    if page.alias_of_id:
        return [_("This page only holds the place of a translation. Please translate it first.")]
    if is_only_japanese(page):
        return [
            _(
                "Pages of this kind are public in Japanese only. Readers of other languages are led to the Japanese page."
            )
        ]
    translation = find_translation(page)
    found = [*find_missing(translation), *find_unchecked(translation)] if translation else []
    if language == EASY_JAPANESE:
        return found + (find_machine_text(translation) if translation else [])
    return found or find_japanese(page, language)


def find_translation(page: Page) -> Translation | None:
    """Return wagtail-localize's record of the page's translation; None for a page that was written in its language."""
    found = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return found.filter(enabled=True).select_related("source", "target_locale").first()


def find_missing(translation: Translation) -> list[str]:
    """Return a sentence with the Japanese strings that have no translation, or one with an error."""
    segments = StringSegment.objects.filter(source=translation.source).annotate_translation(translation.target_locale)
    missing = segments.filter(translation__isnull=True).order_by("order").values_list("string__data", flat=True)
    if not missing:
        return []
    text = _("%(count)d texts are not translated yet: %(texts)s. Please translate them.")
    return [text % {"count": len(missing), "texts": quote(missing)}]


def find_machine_text(translation: Translation) -> list[str]:
    """Return a sentence with the strings of a program: easy Japanese is written by people."""
    segments = StringSegment.objects.filter(source=translation.source)
    written = StringTranslation.objects.filter(pk__in=segments.get_translations(translation.target_locale))
    machine = written.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    texts = list(machine.order_by("pk").values_list("data", flat=True))
    if not texts:
        return []
    text = _("Easy Japanese is written by people. Please read and save these texts: %(texts)s.")
    return [text % {"texts": quote(texts)}]


def find_japanese(page: Page, language: str) -> list[str]:
    """Return a sentence with the texts of the page that still hold Japanese."""
    glossary = site_glossary(language)
    left = [
        text
        for text in read_texts(page)
        if any(finding.is_certain for finding in checks()["leftovers"](Pair("", text, language, glossary)))
    ]
    if not left:
        return []
    return [_("Japanese is left in these texts: %(texts)s. Please translate them.") % {"texts": quote(left)}]


def read_texts(page: Page) -> list[str]:
    """Return every text of the page that a translator would get, without mark-up."""
    values = extract_segments(page)
    return [as_text(value.string.data) for value in values if isinstance(value, StringSegmentValue)]


def as_text(data: str) -> str:
    return html.unescape(strip_tags(data)).strip()


def quote(texts: Iterable[str]) -> str:
    """Return the first few in brackets, and how many more there are."""
    shown = [as_text(text) for text in texts]
    parts = [f"「{shorten(text)}」" for text in shown[:QUOTED]]
    rest = len(shown) - QUOTED
    return "".join(parts) + (_(" and %(count)d more") % {"count": rest} if rest > 0 else "")


def shorten(text: str) -> str:
    return text if len(text) <= QUOTED_MAX_CHARS else f"{text[:QUOTED_MAX_CHARS]}…"
