"""What a translator may start from: a draft that a check refused, the text before the Japanese changed, former translations."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import strip_tags

from translations.memory import SIMILAR_FROM, share, trigrams
from translations.wagtail_app.marked_text import to_marked
from translations.wagtail_app.state_models import BY_PERSON, State, StringState

# Our choice: a screen of strings against so many former ones takes a quarter of a second.
FORMER = 2_000
# Our choice: more than two would be reading instead of translating.
SHOWN = 2
# Two texts of which one is less than this share of the other cannot have three quarters of their trigrams in common.
SHORTEST = 0.6


class Suggestion(NamedTuple):
    """key: names it in a form: "draft", "old" or "memory-" and the row's id. similarity: percent for a former translation."""

    key: str
    html: str
    source: str = ""
    similarity: int = 0

    @property
    def marked(self) -> str:
        """As the translator sees it."""
        return to_marked(self.html)


class Change(NamedTuple):
    """A stretch of two texts. kind: "same", "out" or "in"."""

    kind: str
    text: str


def suggest(rows: Iterable[StringState]) -> dict[int, list[Suggestion]]:
    """Give the suggestions for strings of one page that have no translation in force, by their ids. Two queries at most."""
    wanted = [row for row in rows if row.state in (State.MISSING, State.STALE)]
    found = {row.pk: _own(row) for row in wanted}
    if not wanted:
        return found
    formers = _formers(wanted[0])
    for row in wanted:
        if not row.old_target:
            found[row.pk] += _alike(row, formers)
    return found


def find(row: StringState, key: str) -> str:
    """Give the text of a suggestion by its key; "" if it is gone."""
    if key in ("draft", "old"):
        return row.draft if key == "draft" else row.old_target
    number = key.removeprefix("memory-")
    if not number.isdecimal():
        return ""
    locale = row.translation.target_locale_id
    former = StringState.objects.filter(pk=int(number[:18]), translation__target_locale_id=locale).first()
    return former.target if former else ""


def _own(row: StringState) -> list[Suggestion]:
    own = [Suggestion("old", row.old_target, row.old_source)] if row.old_target else []
    return own + ([Suggestion("draft", row.draft)] if row.draft else [])


def _formers(row: StringState) -> list[tuple[int, str, str, str, frozenset[str]]]:
    """Give what was translated into the language before, people's first, the newest first, each string once."""
    rows = StringState.objects.filter(translation__target_locale_id=row.translation.target_locale_id).exclude(target="")
    values = rows.order_by("-pk").values_list("pk", "string__data", "target", "state")[: FORMER * 2]
    best: dict[str, tuple[int, str, str, str]] = {}
    for value in sorted(values, key=lambda value: value[3] not in BY_PERSON):
        best.setdefault(value[1], value)
    return [(*value, trigrams(strip_tags(value[1]))) for value in list(best.values())[:FORMER]]


def _alike(row: StringState, formers: list[tuple[int, str, str, str, frozenset[str]]]) -> list[Suggestion]:
    mine = trigrams(strip_tags(row.string.data))
    scored = []
    for pk, source, target, _state, theirs in formers:
        if not SHORTEST <= len(mine) / len(theirs) <= 1 / SHORTEST:
            continue
        alike = share(mine, theirs)
        if alike >= SIMILAR_FROM:
            scored.append(Suggestion(f"memory-{pk}", target, source, round(100 * alike)))
    return sorted(scored, key=lambda suggestion: -suggestion.similarity)[:SHOWN]


def differences(old: str, new: str) -> list[Change]:
    """Give what went out and what came in, in the order of reading."""
    old, new = to_marked(old), to_marked(new)
    changes = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change("same", old[a:b]))
            continue
        changes += [Change(name, text) for name, text in (("out", old[a:b]), ("in", new[c:d])) if text]
    return changes
