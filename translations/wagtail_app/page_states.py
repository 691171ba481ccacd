"""What a reader is told about a page in another language, and what has to be done before it may become public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.wagtail_app.check_rules import rule_of
from translations.wagtail_app.state_models import BY_PERSON, PageState, State, StringState

# Our choice: three strings show what is meant; the translation screen has them all.
NAMED = 3
NAMED_CHARS = 30


@dataclass(frozen=True)
class Label:
    """What a public page in another language says about itself.

    state: the worst state of its strings as readers see them ("missing" … "checked"), "" for a page that was written by
    people without translation. person_on: the day a person last wrote or checked, when every string has been through a
    person's hands; None while any is a machine's. stale_since: the day the Japanese changed; None if it has not since.
    """

    state: str = ""
    person_on: date | None = None
    stale_since: date | None = None

    @property
    def is_machine(self) -> bool:
        """Whether readers have to be told that no person has seen all of it."""
        return self.state not in ("", *BY_PERSON)


def state_of(page: Page) -> Label:
    """Give what a public page in another language has to say about itself. One query, two for a page written by people."""
    rows = PageState.objects.filter(
        translation__source__object_id=page.translation_key,
        translation__target_locale_id=page.locale_id,
    )
    row = rows.select_related("translation").first()
    if row is None or _is_free(page, row):
        return _label_of_written(page)
    state = row.published_state or row.worst
    person_at = row.published_person_at if state in BY_PERSON else None
    return Label(state, _day(person_at), _day(row.source_changed_at))


def _is_free(page: Page, row: PageState) -> bool:
    """Whether people have published the page since it was taken out of wagtail-localize's hands: till then it is as it was."""
    if row.translation.enabled:
        return False
    return bool(row.published_at is None or (page.last_published_at and page.last_published_at > row.published_at))


def _label_of_written(page: Page) -> Label:
    """A page that people wrote in its language: stale once the Japanese one is published after it."""
    source = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
    )
    changed = source.exclude(pk=page.pk).values_list("last_published_at", flat=True).first()
    is_stale = changed and page.last_published_at and changed > page.last_published_at
    return Label("", _day(page.last_published_at), _day(changed) if is_stale else None)


def _day(moment) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def translation_of(page: Page) -> Translation | None:
    """Give the translation that a page in another language is made by; None for a page written by people."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def problems_before_publishing(page: Page) -> list[str]:
    """Give a sentence for each reason why a page in another language may not become public; none for other pages."""
    translation = translation_of(page)
    if translation is None:
        return []
    by_state = _by_state(translation)
    return [*_open_strings(by_state), *_unchecked_strings(by_state, translation)]


def find_unchecked(translation: Translation) -> list[str]:
    """Give the reasons among these that ask for a person: a page that must be checked, four eyes."""
    return _unchecked_strings(_by_state(translation), translation)


def _by_state(translation: Translation) -> dict[str, list[StringState]]:
    by_state: dict[str, list[StringState]] = {state: [] for state in State.values}
    for row in StringState.objects.filter(translation=translation, is_current=True).select_related("string"):
        by_state[row.state].append(row)
    return by_state


def _open_strings(by_state: dict[str, list[StringState]]) -> list[str]:
    found = []
    if rows := by_state[State.MISSING]:
        found.append(
            ngettext(
                "%(count)d string has no translation: %(strings)s. Please translate it.",
                "%(count)d strings have no translation: %(strings)s. Please translate them.",
                len(rows),
            )
            % {"count": len(rows), "strings": _name(rows)}
        )
    if rows := by_state[State.STALE]:
        found.append(
            ngettext(
                "The Japanese of %(count)d string has changed: %(strings)s. Please adapt its translation.",
                "The Japanese of %(count)d strings has changed: %(strings)s. Please adapt their translations.",
                len(rows),
            )
            % {"count": len(rows), "strings": _name(rows)}
        )
    return found


def _unchecked_strings(by_state: dict[str, list[StringState]], translation: Translation) -> list[str]:
    rule, found = rule_of(translation), []
    if rule.kind and (rows := by_state[State.MACHINE]):
        found.append(
            _(
                "The page is about “%(kind)s”: a person has to check it. %(count)d strings are a machine's still: %(strings)s."
            )
            % {"kind": rule.label, "count": len(rows), "strings": _name(rows)}
        )
    if rule.needs_four_eyes and (rows := by_state[State.EDITED]):
        found.append(
            _("The page needs four eyes: %(count)d strings wait for a second person: %(strings)s.")
            % {"count": len(rows), "strings": _name(rows)}
        )
    return found


def _name(rows: Iterable[StringState]) -> str:
    rows = list(rows)
    named = []
    for row in rows[:NAMED]:
        words = strip_tags(row.string.data)
        named.append(f"「{words[:NAMED_CHARS]}{'…' if len(words) > NAMED_CHARS else ''}」")
    return "".join(named) + ("…" if len(rows) > NAMED else "")
