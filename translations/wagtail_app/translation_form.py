"""The form of the translation screen: the strings of a page, what was typed for them, and what becomes of it."""

import hashlib
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail_localize.models import Translation

from translations import Glossary, Term
from translations.wagtail_app import string_states
from translations.wagtail_app.marked_text import MarkError, from_marked, marks_of, to_marked
from translations.wagtail_app.state_models import State, StringState
from translations.wagtail_app.suggestions import Change, Suggestion, differences, suggest

# Our choice: a screen that loads at once and is not endless on a telephone.
PER_SCREEN = 40
OPEN = ("missing", "stale")
SHOWS = {
    "all": Q(),
    "open": Q(state__in=OPEN),
    "unchecked": Q(state__in=("machine", "edited")),
}
CHARS_PER_ROW = 60


@dataclass
class Card:
    """One string on the screen. typed: what stands in its field. problems: why what was typed was not kept."""

    row: StringState
    place: str
    typed: str
    terms: list[Term]
    suggestions: list[Suggestion] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    can_excuse: bool = False

    @property
    def source(self) -> str:
        """The Japanese with its marks."""
        return to_marked(self.row.string.data)

    @property
    def marks(self) -> list[str]:
        """The marks that the translation has to have."""
        return marks_of(self.row.string.data)

    @property
    def changes(self) -> list[Change]:
        """What changed in the Japanese, for a string that was translated before."""
        return differences(self.row.old_source, self.row.string.data) if self.row.old_source else []

    @property
    def reasons(self) -> list[str]:
        """What the checks said when the text or the draft was stored."""
        language = "en" if get_language() == "en" else "ja"
        return [reason[language] for reason in self.row.reasons]

    @property
    def was(self) -> str:
        """Tells later whether somebody else has changed the string meanwhile."""
        return fingerprint(self.row.target)

    @property
    def height(self) -> int:
        """Rows of the field."""
        return min(12, 2 + len(self.source + self.typed) // CHARS_PER_ROW + self.typed.count("\n"))


def fingerprint(text: str) -> str:
    """Give a short mark of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def strings_of(translation: Translation, show: str = "all") -> list[StringState]:
    """Give the strings of a page in its order."""
    rows = StringState.objects.filter(SHOWS.get(show, Q()), translation=translation, is_current=True)
    related = ("string", "context", "edited_by", "checked_by", "translation__target_locale", "translation__source")
    return list(rows.select_related(*related))


def make_cards(translation: Translation, rows: list[StringState], glossary: Glossary) -> list[Card]:
    """Give the strings as the screen shows them."""
    suggestions = suggest(rows)
    labels = PlaceLabels(translation)
    return [
        Card(
            row,
            labels.name(row),
            to_marked(row.target),
            terms_in(strip_tags(row.string.data), glossary),
            suggestions.get(row.pk, []),
        )
        for row in rows
    ]


def terms_in(text: str, glossary: Glossary) -> list[Term]:
    """Give the glossary's words in a text, each once."""
    return list({found.term.term: found.term for found in glossary.find(text)}.values())


def renew(cards: list[Card], translation: Translation, glossary: Glossary) -> list[Card]:
    """Give the cards as their strings are now; what could not be kept stays typed, with its reasons."""
    shown = {card.row.pk: card for card in cards}
    fresh = make_cards(translation, [row for row in strings_of(translation) if row.pk in shown], glossary)
    for card in fresh:
        old = shown[card.row.pk]
        if old.problems:
            card.typed, card.problems, card.can_excuse = old.typed, old.problems, old.can_excuse
    return fresh


def mark_strings(rows: list[StringState]) -> str:
    """Give a mark of the strings of a page, to tell later whether one of them has changed."""
    return fingerprint("\n".join(f"{row.pk} {row.target}" for row in rows))


def find_unread(cards: list[Card], data: QueryDict) -> set[int]:
    """Give the strings of the screen that have another text than when the person opened it.

    cards: as they were before what was typed was kept.
    """
    return {card.row.pk for card in cards if data.get(f"was-{card.row.pk}") != card.was}


class PlaceLabels:
    """Names of the places of strings: the label of the field, and of the block in a body."""

    def __init__(self, translation: Translation) -> None:
        self._model = translation.source.specific_content_type.model_class()

    def name(self, row: StringState) -> str:
        first, _dot, rest = row.context.field_path.partition(".")
        try:
            model_field = self._model._meta.get_field(first)
        except (AttributeError, LookupError):
            return row.context.field_path
        label = capfirst(str(getattr(model_field, "verbose_name", first)))
        if not isinstance(model_field, StreamField):
            return label
        block = model_field.stream_block.child_blocks.get(rest.partition(".")[0])
        return str(block.label) if block else label


def keep_typed(
    cards: list[Card], data: QueryDict, user: AbstractBaseUser, glossary: Glossary, *, can_excuse: bool
) -> int:
    """Store what was typed and passes the checks; what does not stays in its card with the reasons. Gives how many were kept."""
    kept = 0
    for card in cards:
        key = card.row.pk
        if f"text-{key}" not in data:
            continue
        typed = data[f"text-{key}"].replace("\r\n", "\n").strip()
        if typed == card.typed.strip():
            continue
        if data.get(f"was-{key}") != card.was and fingerprint_of_typed(typed, card) != data.get(f"was-{key}"):
            card.problems = [
                _("Somebody else has changed this string meanwhile. It reads now: %(text)s") % {"text": card.typed}
            ]
            card.typed = typed
            continue
        if data.get(f"was-{key}") != card.was:
            continue  # nothing was typed here; somebody else has changed it, and that stays
        # Only a text can be right all the same; an empty field is none.
        excuse = data.get(f"excuse-{key}", "").replace("\x00", "").strip()[:200] if typed else ""
        kept += _keep(card, typed, excuse, user, glossary, can_excuse=can_excuse)
    return kept


def fingerprint_of_typed(typed: str, card: Card) -> str:
    """Give the mark of what was typed, to compare it with what the form had shown."""
    try:
        return fingerprint(from_marked(typed, card.row.string.data) if typed else "")
    except MarkError:
        return ""


def _keep(card: Card, typed: str, excuse: str, user: AbstractBaseUser, glossary: Glossary, *, can_excuse: bool) -> bool:
    try:
        html = from_marked(typed, card.row.string.data)
    except MarkError as error:
        card.problems, card.typed = [str(error)], typed
        return False
    findings = string_states.edit(card.row, html, user, excuse=excuse, glossary=glossary)
    certain = [finding for finding in findings if finding.is_certain]
    if certain and not (excuse and can_excuse):
        card.problems = [finding.en if get_language() == "en" else finding.ja for finding in certain]
        card.typed, card.can_excuse = typed, can_excuse and bool(typed)
        return False
    card.problems = []
    return True


def take(card: Card, text: str, user: AbstractBaseUser, glossary: Glossary) -> bool:
    """Use a suggestion; one that does not pass the checks stands in the field with the reasons."""
    return bool(text) and _keep(card, to_marked(text), "", user, glossary, can_excuse=False)


def summary(translation: Translation) -> list[tuple[str, str, int]]:
    """Give each state with its name and how many strings are in it."""
    page = translation.page_state
    return [(state.value, str(state.label), getattr(page, state.value)) for state in State]
