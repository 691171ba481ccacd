"""When the Japanese page changes: strings that stayed keep their state, changed ones become stale with their old text.

The old rows of the table of states are the memory of how the page was, so that `align` may be called at any time.
"""

import json
from collections import defaultdict
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationSource

from translations.wagtail_app.state_models import BY_PERSON, DONE, PageState, State, StringState
from translations.wagtail_app.string_states import Judgement, count, reopen, take_over

Place = tuple[int, int]  # string, context
# Our choice: two sentences are versions of one from two fifths of common characters in the same block, three fifths elsewhere.
SAME_BLOCK, ELSEWHERE = 0.4, 0.6
# What a page's content holds and no reader sees: it changes with every publication.
UNSEEN = frozenset(
    "pk path depth numchild live has_unpublished_changes url_path owner go_live_at expire_at expired locked locked_at locked_by "
    "first_published_at last_published_at latest_revision_created_at latest_revision live_revision draft_title alias_of "
    "translation_key locale review_on wagtail_admin_comments".split()
)
COPIED = ("target", "excuse", "reasons", "edited_by_id", "edited_at", "checked_by_id", "checked_at", "state")


def sync_source(source: TranslationSource, at: datetime) -> None:
    """Take over the published Japanese page into all its translations."""
    before = seen_content(source.content_json)
    source.update_from_db()
    has_changed = seen_content(source.content_json) != before
    for translation in source.translations.all():
        align(translation, at)
        if has_changed:
            mark_changed(translation, at)


def seen_content(content_json: str) -> dict[str, Any]:
    """Give the part of a page's content that readers see."""
    return {name: value for name, value in json.loads(content_json).items() if name not in UNSEEN}


def mark_changed(translation: Translation, at: datetime) -> None:
    """Remember since when the public translation is behind; the first time counts."""
    PageState.objects.filter(
        translation=translation, published_at__isnull=False, source_changed_at__isnull=True
    ).update(source_changed_at=at)


@transaction.atomic
def align(translation: Translation, at: datetime | None = None) -> None:
    """Bring the states of a page's strings in line with the strings that its Japanese page has now."""
    at = at or timezone.now()
    orders: dict[Place, int] = {}
    segments = StringSegment.objects.filter(source_id=translation.source_id).order_by("order", "pk")
    for string, context, order in segments.values_list("string_id", "context_id", "order"):
        orders.setdefault((string, context), order)
    rows = {(row.string_id, row.context_id): row for row in StringState.objects.filter(translation=translation)}
    gone = [row for place, row in rows.items() if row.is_current and place not in orders]
    new = [place for place in orders if place not in rows or not rows[place].is_current]
    _move_kept(rows, orders)
    if new:
        _add(translation, new, orders, rows, gone, at)
    StringState.objects.filter(pk__in=[row.pk for row in gone]).update(is_current=False)
    if gone or new:
        mark_changed(translation, at)
    count(translation)


def _move_kept(rows: dict[Place, StringState], orders: dict[Place, int]) -> None:
    moved = [row for place, row in rows.items() if row.is_current and orders.get(place, row.order) != row.order]
    for row in moved:
        row.order = orders[row.string_id, row.context_id]
    StringState.objects.bulk_update(moved, ["order"], batch_size=200)


def _add(
    translation: Translation,
    new: list[Place],
    orders: dict[Place, int],
    rows: dict[Place, StringState],
    gone: list[StringState],
    at: datetime,
) -> None:
    """Give each new string the state it has somewhere already; where it replaces another, the old text as a suggestion."""
    texts = _texts_of(translation)
    by_string: dict[int, StringState] = {}
    for row in rows.values():
        if row.target and (row.string_id not in by_string or row.state in BY_PERSON):
            by_string[row.string_id] = row
    open_places = []
    fresh, copied = [], []
    for place in new:
        row = rows.get(place) or StringState(translation=translation, string_id=place[0], context_id=place[1])
        row.is_current, row.order = True, orders[place]
        if place in texts:
            if row.pk is None or row.target != texts[place].data:
                take_over(row, texts[place], Judgement())
                if row.edited_by:
                    row._history_user = row.edited_by
        elif place[0] in by_string:
            _copy(row, by_string[place[0]])
            copied.append(row)
        else:
            if row.state in DONE:
                reopen(row)
            open_places.append(row)
        fresh.append(row)
    _pair(open_places, gone, at)
    _store_texts(translation, copied)
    _save(fresh)


def _save(rows: list[StringState]) -> None:
    """Store rows; what is new and still missing has no history, because nothing has happened to it yet."""
    old = [row for row in rows if row.pk is not None]
    new = [row for row in rows if row.pk is None]
    StringState.objects.bulk_create(row for row in new if row.state == State.MISSING)
    if begun := [row for row in new if row.state != State.MISSING]:
        bulk_create_with_history(begun, StringState)
    for row in old:
        row.save()


def _texts_of(translation: Translation) -> dict[Place, StringTranslation]:
    texts = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id, has_error=False
    ).select_related("last_translated_by")
    return {(text.translation_of_id, text.context_id): text for text in texts}


def _copy(row: StringState, other: StringState) -> None:
    """A sentence that moved into another block keeps its translation and who has checked it."""
    for name in COPIED:
        setattr(row, name, getattr(other, name))


def _store_texts(translation: Translation, rows: list[StringState]) -> None:
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=row.string_id,
            locale_id=translation.target_locale_id,
            context_id=row.context_id,
            data=row.target,
            translation_type="manual" if row.state in BY_PERSON else "machine",
            last_translated_by_id=row.edited_by_id,
        )
        for row in rows
    )


def _pair(new: list[StringState], gone: list[StringState], at: datetime) -> None:
    """Find for each new string the one it replaced: in the same block first, the most alike first."""
    able = [row for row in gone if row.target or row.old_target]
    words = dict(String.objects.filter(pk__in=[row.string_id for row in [*new, *able]]).values_list("pk", "data"))
    by_block: dict[int, list[list[StringState]]] = defaultdict(lambda: [[], []])
    for n, rows in enumerate((new, able)):
        for row in rows:
            by_block[row.context_id][n].append(row)
    for fresh, old in by_block.values():
        least = 0.0 if len(fresh) == len(old) == 1 else SAME_BLOCK
        _pair_alike(fresh, old, words, least, at)
    left = [row for row in new if row.state != State.STALE]
    taken = {getattr(row, "replaced", None) for row in new}
    _pair_alike(left, [row for row in able if row.pk not in taken], words, ELSEWHERE, at)


def _pair_alike(
    new: list[StringState], old: list[StringState], words: dict[int, str], least: float, at: datetime
) -> None:
    alike = []
    for fresh in new:
        for former in old:
            matcher = SequenceMatcher(None, words[former.string_id], words[fresh.string_id], autojunk=False)
            if matcher.quick_ratio() >= least and (ratio := matcher.ratio()) >= least:
                alike.append((ratio, fresh, former))
    done: set[int] = set()
    for _ratio, fresh, former in sorted(alike, key=lambda pair: -pair[0]):
        if fresh.state == State.STALE or former.pk in done:
            continue
        done.add(former.pk)
        fresh.state, fresh.target, fresh.replaced = State.STALE, "", former.pk
        fresh.old_source = words[former.string_id] if former.target else former.old_source
        fresh.old_target = former.target or former.old_target
        fresh.old_state = former.state if former.target else former.old_state
        fresh.stale_since = former.stale_since or at
        fresh.checked_by = fresh.checked_at = None
