"""The site's translator for wagtail-localize: memory over all pages, glossary, engine and checks.

Setting: WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "translations.wagtail_app.machine_translator.CityTranslator", "OPTIONS": {}}.
"""

from collections.abc import Iterable
from typing import Any

from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from translations import Former, Translated, translate
from translations.glossary import SHIPPED
from translations.memory import best
from translations.wagtail_app.engine import site_engine
from translations.wagtail_app.glossaries import site_glossary

SOURCE = "ja"


class StringMemory:
    """The former translations of a site: wagtail-localize's own table, whichever page a string stood on."""

    def __init__(self, locale: Any) -> None:
        """Take the target's wagtail.models.Locale."""
        self._locale = locale

    def exact(self, source: str, locale: str) -> Former | None:
        """Give a person's translation of the very same string before a machine's, the newest first."""
        from wagtail_localize.models import StringTranslation  # app ready: this module is named in a setting

        found = StringTranslation.objects.filter(locale=self._locale, has_error=False, translation_of__data=source)
        rows = found.values_list("data", "translation_type", "updated_at")
        return best(Former(source, target, kind == "manual", at) for target, kind, at in rows)

    def similar(self, source: str, locale: str) -> list[Former]:
        """Give nothing: a draft has to fit the whole string, and wagtail-localize has no place for suggestions."""
        return []


class CityTranslator(BaseMachineTranslator):
    """Gives drafts. A string that fails a check is left out, so that it stays with a person."""

    @property
    def display_name(self) -> str:
        """The engine's name, which is stored with each draft."""
        return site_engine().name

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """Say yes also without an engine: memory and glossary help. Easy Japanese is written by people."""
        return source_locale.language_code == SOURCE and target_locale.language_code in SHIPPED

    def translate(
        self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Give a translation for each string that passes the checks."""
        wanted, code = list(strings), target_locale.language_code
        done = translate(
            [string.data for string in wanted],
            code,
            engine=site_engine(),
            glossary=site_glossary(code),
            memory=StringMemory(target_locale),
        )
        found = {}
        for string, result in zip(wanted, done, strict=True):
            if result.html is not None:
                found[string] = StringValue.from_translated_html(result.html)
            elif result.draft:
                keep_refused(target_locale, result)
        return found


def keep_refused(locale: Any, result: Translated) -> None:
    """Keep a draft that a check refused, with the reasons, for the people who translate the string."""
    from wagtail_localize.models import String  # app ready: this module is named in a setting

    from translations.wagtail_app.state_models import State, StringState  # app ready
    from translations.wagtail_app.string_states import as_reasons  # app ready

    string = String.objects.filter(locale__language_code=SOURCE, data_hash=String._get_data_hash(result.source)).first()
    rows = StringState.objects.filter(string=string, translation__target_locale=locale, draft="")
    rows.filter(state__in=(State.MISSING, State.STALE)).update(draft=result.draft, reasons=as_reasons(result.findings))
