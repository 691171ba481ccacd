"""Keeps the state of each string right, by whichever way its translation was written.

`record` hears of every text that wagtail-localize stores; `edit`, `check` and `draft` are what screens and imports call.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translations import Finding, Glossary, judge_html
from translations.wagtail_app.check_rules import rule_of
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.rights import may_check, may_translate
from translations.wagtail_app.state_models import BY_PERSON, DONE, PageState, State, StringState

# While somebody writes many strings of a page its counts are made once, at the end.
_waiting: ContextVar[set[int] | None] = ContextVar("pages_to_count", default=None)


@dataclass(frozen=True)
class Judgement:
    """What was said of a text before it was stored. Hung on a StringTranslation, it is not judged again."""

    findings: list[Finding] = field(default_factory=list)
    excuse: str = ""


@contextmanager
def one_count(translation: Translation) -> Iterator[None]:
    """Count the strings of a page once at the end instead of after each string."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set({translation.pk})
    try:
        yield
    finally:
        _waiting.reset(token)
        count(translation)


def as_reasons(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Give findings as they are stored."""
    return [{"ja": f.ja, "en": f.en, "is_certain": f.is_certain} for f in findings]


def record(translation: Translation, text: StringTranslation) -> None:
    """Take over what wagtail-localize has stored for a string of the page."""
    row = _row_of(translation, text)
    judgement = _judge_unless_done(translation, text, row)
    if text.has_error:
        _keep_refused(row, text, judgement)
    elif row.target == text.data and row.state in DONE:
        if row.state != State.MACHINE or text.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
            return
        take_over(row, text, judgement)
    else:
        PageState.objects.filter(translation=translation).update(is_ahead=True)
        take_over(row, text, judgement)
    row.save()
    _count_soon(translation)


def forget(translation: Translation, text: StringTranslation) -> None:
    """A text was deleted: the string is open again."""
    row = _row_of(translation, text)
    if row.pk and row.target:
        reopen(row)
        row.save()
        _count_soon(translation)


def _row_of(translation: Translation, text: StringTranslation) -> StringState:
    place = {"translation": translation, "string_id": text.translation_of_id, "context_id": text.context_id}
    row = StringState.objects.filter(**place).first()
    if row:
        return row
    segments = StringSegment.objects.filter(
        source_id=translation.source_id, string_id=text.translation_of_id, context_id=text.context_id
    )
    order = segments.order_by("order").values_list("order", flat=True).first()
    return StringState(**place, order=order or 0, is_current=order is not None)


def _judge_unless_done(translation: Translation, text: StringTranslation, row: StringState) -> Judgement:
    """Check what a person wrote by another way than ours; a text that fails is marked, so that no page uses it."""
    judgement = getattr(text, "judgement", None)
    is_machine = text.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    if judgement or is_machine or text.has_error or row.target == text.data:
        return judgement or Judgement()
    locale = translation.target_locale.language_code
    findings = judge_texts(text.translation_of.data, text.data, locale, site_glossary(locale))
    certain = [finding for finding in findings if finding.is_certain]
    if certain:
        text.has_error, text.field_error = True, certain[0].ja
        StringTranslation.objects.filter(pk=text.pk).update(has_error=True, field_error=certain[0].ja)
    return Judgement(findings)


def _keep_refused(row: StringState, text: StringTranslation, judgement: Judgement) -> None:
    reasons = as_reasons(judgement.findings)
    if not reasons:
        error = text.get_error() or ""
        reasons = [{"ja": error, "en": error, "is_certain": True}] if error else row.reasons
    reopen(row)
    row.draft, row.reasons = text.data, reasons


def reopen(row: StringState) -> None:
    """Take the text and what was said of it from a string: it is to be translated, or drafted, again. The caller saves it."""
    row.state = State.STALE if row.old_target else State.MISSING
    row.target, row.excuse, row.reasons = "", "", []
    row.checked_by = row.checked_at = None


def take_over(row: StringState, text: StringTranslation, judgement: Judgement) -> None:
    """Make a text that wagtail-localize has the one in force. The caller saves the string."""
    row.target, row.draft, row.excuse = text.data, "", judgement.excuse
    row.reasons = as_reasons(judgement.findings)
    row.old_source = row.old_target = row.old_state = ""
    row.stale_since = row.checked_by = row.checked_at = None
    if text.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL:
        row.state, row.edited_by, row.edited_at = State.EDITED, text.last_translated_by, text.updated_at
        return
    writer = _find_writer(row, text)
    if writer is None:
        row.state, row.edited_by, row.edited_at = State.MACHINE, None, None
        return
    row.state, row.edited_by, row.edited_at = State.EDITED, writer.edited_by, writer.edited_at
    # wagtail-localize stores what the memory serves as a machine's, also where a person wrote it.
    StringTranslation.objects.filter(pk=text.pk).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, tool_name=""
    )


def _find_writer(row: StringState, text: StringTranslation) -> StringState | None:
    """Give the string at another place whose very translation a person wrote; None if nobody did."""
    same = StringState.objects.filter(
        string_id=row.string_id,
        translation__target_locale_id=text.locale_id,
        target=text.data,
        state__in=BY_PERSON,
        edited_at__isnull=False,
    )
    return same.exclude(pk=row.pk).select_related("edited_by").order_by("-edited_at").first()


def _count_soon(translation: Translation) -> None:
    waiting = _waiting.get()
    if waiting is None or translation.pk not in waiting:
        count(translation)


def count(translation: Translation) -> PageState:
    """Count the strings of a page anew; what readers see follows where nothing was written since."""
    found = StringState.objects.filter(translation=translation, is_current=True).order_by().values("state")
    counts = {row["state"]: row["number"] for row in found.annotate(number=Count("pk"))}
    page, _created = PageState.objects.get_or_create(translation=translation)
    for state in State.values:
        setattr(page, state, counts.get(state, 0))
    if page.published_at and not page.is_ahead and not page.source_changed_at:
        page.published_state, page.published_person_at = page.worst, _last_look(translation)
    page.save()
    return page


def _last_look(translation: Translation) -> datetime | None:
    """Give when a person last wrote or checked a string of the page."""
    rows = StringState.objects.filter(translation=translation, is_current=True)
    times = rows.values_list("edited_at", "checked_at")
    return max((at for pair in times for at in pair if at), default=None)


def remember_published(translation: Translation, at: datetime, saved_at: datetime) -> None:
    """The page is public as its strings were when it was saved.

    Where they, or the Japanese, have changed since then, nobody can say what readers see: the page stays behind, as a machine's.
    """
    page = count(translation)
    page.published_at = at
    changes = [time for time in (page.source_changed_at, _last_written(translation)) if time]
    page.is_ahead = any(time > saved_at for time in changes)
    if page.is_ahead:
        page.published_state, page.published_person_at = State.MACHINE, None
    else:
        page.source_changed_at = None
        page.published_state, page.published_person_at = page.worst, _last_look(translation)
    page.save()


def _last_written(translation: Translation) -> datetime | None:
    """Give when a text of the page was last stored."""
    texts = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    )
    return texts.aggregate(last=Max("updated_at"))["last"]


def judge(row: StringState, html: str, glossary: Glossary | None = None) -> list[Finding]:
    """Give what the checks find in a text for a string."""
    locale = row.translation.target_locale.language_code
    return judge_texts(row.string.data, html, locale, glossary or site_glossary(locale))


def judge_texts(source: str, target: str, locale: str, glossary: Glossary) -> list[Finding]:
    """Give what the checks find. Of easy Japanese figures are only asked about: it may say 月曜日から金曜日 for 平日."""
    findings = judge_html(source, target, locale, glossary)
    if not locale.startswith("ja"):
        return findings
    return [replace(finding, is_certain=False) if finding.check == "figures" else finding for finding in findings]


@transaction.atomic
def edit(
    row: StringState, html: str, user: AbstractBaseUser, *, excuse: str = "", glossary: Glossary | None = None
) -> list[Finding]:
    """Store what a person wrote, and give what the checks find. A text that fails for certain is not stored.

    html: in the form of wagtail-localize's strings. excuse: why it is right all the same; only a checker's counts.
    Raises PermissionDenied for those who may not translate the page.
    """
    if not may_translate(user, row.translation):
        raise PermissionDenied
    findings = judge(row, html, glossary)
    excused = excuse.strip() if may_check(user, row.translation) else ""
    if any(finding.is_certain for finding in findings) and not excused:
        return findings
    place = {
        "translation_of_id": row.string_id,
        "locale_id": row.translation.target_locale_id,
        "context_id": row.context_id,
    }
    text = StringTranslation.objects.select_for_update().filter(**place).first() or StringTranslation(**place)
    text.data, text.translation_type, text.tool_name = html, StringTranslation.TRANSLATION_TYPE_MANUAL, ""
    text.last_translated_by, text.has_error, text.field_error = user, False, ""
    text.judgement = Judgement(findings, excused)
    text.save()
    Translation.objects.filter(pk=row.translation_id).update(translations_last_updated_at=timezone.now())
    return findings


@transaction.atomic
def check(rows: Iterable[StringState], user: AbstractBaseUser, at: datetime) -> list[str]:
    """Mark strings of one page as checked by a person; give why some were not, each reason once.

    Raises PermissionDenied for those who may not check the page.
    """
    refused: dict[str, None] = {}
    rows = list(rows)
    if not rows:
        return []
    translation = rows[0].translation
    if not may_check(user, translation):
        raise PermissionDenied
    needs_four_eyes = rule_of(translation).needs_four_eyes
    with one_count(translation):
        for row in StringState.objects.select_for_update().filter(pk__in=[row.pk for row in rows]):
            problem = _why_not(row, user, needs_four_eyes=needs_four_eyes)
            if problem:
                refused[problem] = None
            elif row.state != State.CHECKED:
                row.state, row.checked_by, row.checked_at = State.CHECKED, user, at
                row.save()
    return list(refused)


def _why_not(row: StringState, user: AbstractBaseUser, *, needs_four_eyes: bool) -> str:
    if row.state not in DONE:
        return _("A string without a translation cannot be checked. Please translate it first.")
    if not needs_four_eyes or row.state == State.CHECKED:
        return ""
    if row.state == State.MACHINE:
        return _("This page needs four eyes: a first person takes over the machine's text, a second one checks it.")
    if row.edited_by_id == user.pk:
        return _("This page needs four eyes: somebody else than the writer has to check the text.")
    return ""
