"""Pages in other languages, made as the site makes them: by wagtail-localize."""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from a11y_checker.wagtail_app.postponed import left_to_the_nightly_run
from translations.wagtail_app.string_states import Judgement


def submit(page: Page, language: str = "en") -> Translation:
    """Send a page to a language as the admin's form does; the translation is a draft without words."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get_or_create(language_code=language)[0]
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation


def fill(translation: Translation, text: str = "Text {}", *, machine: bool = False, leave_out: int = 0) -> list[str]:
    """Translate every string but the last few; return the Japanese ones that are left. text: {} stands for a number."""
    segments = list(StringSegment.objects.filter(source=translation.source).order_by("order"))
    last = len(segments) - leave_out
    for number, segment in enumerate(segments[:last], start=1):
        place = {
            "translation_of": segment.string,
            "context": segment.context,
            "locale": translation.target_locale,
        }
        written = StringTranslation.objects.filter(**place).first() or StringTranslation(**place)
        written.data, written.has_error = text.format(number), False
        written.translation_type = "machine" if machine else "manual"
        written.judgement = Judgement()  # as if the checks had nothing to say
        written.save()
    return [segment.string.data for segment in segments[last:]]


def translate(page: Page, language: str = "en", text: str = "Text {}") -> Page:
    """Return the public translation of a page, with all its words."""
    translation = submit(page, language)
    fill(translation, text)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    with left_to_the_nightly_run():  # asks for all words, does not judge the page
        target.get_latest_revision().publish()
    return target.specific_class.objects.get(pk=target.pk)
