"""Machine drafts for a page: what passes the checks becomes the string, what does not waits with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from translations import Glossary, Translated, translate
from translations.engines import Engine
from translations.glossary import SHIPPED
from translations.wagtail_app.engine import site_engine
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.machine_translator import StringMemory
from translations.wagtail_app.state_models import State, StringState
from translations.wagtail_app.string_states import Judgement, as_reasons, one_count

# Our choice: an engine gets a hundred strings at once, and no more than these are lost when somebody stops the work.
CHUNK = 100


@dataclass
class Drafted:
    """What came of drafts: strings that have one now, that a check refused, that nobody had a word for; characters of Japanese."""

    made: int = 0
    refused: int = 0
    left: int = 0
    chars: int = 0

    def add(self, other: "Drafted") -> None:
        """Add the figures of another page."""
        for name in ("made", "refused", "left", "chars"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def what_is_missing(code: str) -> str:
    """Say in one line why there are no machine drafts in a language and what to do; "" where there are."""
    if code not in SHIPPED:
        return _("Machine drafts are not made for this language: people write it.")
    status = site_engine().status("ja", code)
    if status.is_ready:
        return ""
    return status.en if get_language() == "en" else status.ja


def open_strings(translation: Translation) -> list[StringState]:
    """Give the strings that a draft may be made for: missing ones, and changed ones whose old text was a machine's.

    A text that a person wrote for the old Japanese is a better start for a person. What a check refused stays refused.
    """
    rows = StringState.objects.filter(translation=translation, is_current=True, draft="", reasons=[])
    stale = rows.filter(state=State.STALE, old_state=State.MACHINE)
    return list((rows.filter(state=State.MISSING) | stale).select_related("string", "context").order_by("order"))


def draft_page(translation: Translation, user: AbstractBaseUser | None) -> Drafted:
    """Make drafts for the open strings of a page, and give the figures. Rights are the caller's matter.

    Without an engine the memory and the glossary still help.
    """
    figures = Drafted()
    for part in draft_in_parts(translation, user):
        figures.add(part)
    return figures


def draft_in_parts(translation: Translation, user: AbstractBaseUser | None) -> Iterator[Drafted]:
    """The same, giving the figures of each hundred strings once they are stored: what is stored is not lost."""
    code = translation.target_locale.language_code
    if code not in SHIPPED:
        return
    engine, glossary, memory = site_engine(), site_glossary(code), StringMemory(translation.target_locale)
    is_ready = engine.status("ja", code).is_ready
    rows = open_strings(translation)
    for at in range(0, len(rows), CHUNK):
        chunk = rows[at : at + CHUNK]
        results = _ask(chunk, code, engine, glossary, memory)
        with transaction.atomic(), one_count(translation):
            figures = Drafted()
            for row, result in zip(chunk, results, strict=True):
                _store(translation, row, result, user, engine.name, figures, is_ready=is_ready)
        yield figures


def _ask(
    rows: list[StringState], code: str, engine: Engine, glossary: Glossary, memory: StringMemory
) -> list[Translated]:
    return translate([row.string.data for row in rows], code, engine=engine, glossary=glossary, memory=memory)


def _store(
    translation: Translation,
    row: StringState,
    result: Translated,
    user: AbstractBaseUser | None,
    engine_name: str,
    figures: Drafted,
    *,
    is_ready: bool,
) -> None:
    figures.chars += len(row.string.data)
    if result.html is not None:
        figures.made += 1
        _store_text(translation, row, result, user, engine_name)
    elif result.draft or is_ready:
        # No history: nothing that anybody reads has changed. A person may have been faster.
        still_open = StringState.objects.filter(pk=row.pk, target="", draft="")
        figures.refused += still_open.update(draft=result.draft, reasons=as_reasons(result.findings))
    else:
        figures.left += 1


def _store_text(
    translation: Translation, row: StringState, result: Translated, user: AbstractBaseUser | None, engine_name: str
) -> None:
    place = {
        "translation_of_id": row.string_id,
        "locale_id": translation.target_locale_id,
        "context_id": row.context_id,
    }
    if StringTranslation.objects.filter(**place).exists():  # somebody was faster
        return
    text = StringTranslation(
        **place,
        data=result.html,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        tool_name=engine_name if result.origin == "engine" else result.origin,
        last_translated_by=user,
    )
    text.judgement = Judgement(result.findings)
    text.save()
