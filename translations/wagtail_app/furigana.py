"""Furigana on whole pages. Each stretch of text is read once, and again only when a reading in it has changed."""

import functools
import hashlib
import json
import logging
from collections.abc import Iterable

from django.core.cache import cache
from django.db import DatabaseError, transaction

from translations import Entry, Word, add_ruby, dictionary_version, read_words, texts
from translations.wagtail_app.dictionaries import entries_in, find_city_readings, make_dictionary
from translations.wagtail_app.models import StoredText

logger = logging.getLogger(__name__)

# Our choice: a page whose text does not change keeps its readings for a week at most.
CACHE_AGE_S = 60 * 60 * 24 * 7
# Our choice: as many keys in one query as SQLite of every age takes (999).
CHUNK = 500


@functools.cache
def program_version() -> str:
    """Return the version of everything but the city's own readings; it cannot change while the process runs."""
    return dictionary_version()


def add_cached_ruby(
    html: str, *, grade: int | None, once: bool = False, page_id: int | None = None, is_kept: bool = True
) -> str:
    """Return the page with readings; what was read before comes from the stores.

    grade: school grade whose kanji get no reading; None puts one on every kanji. once: the first time below a heading.
    page_id: the Wagtail page, for readings of its own. is_kept: False where the text may hold what a visitor typed:
    then nothing of it is stored.
    """
    readings = find_city_readings()
    entries = readings.for_page(page_id)
    key = cache_key(html, grade, once, readings.version, page_id if page_id in readings.by_page else None)
    stored = cache.get(key) if is_kept else None
    if stored is not None:
        return stored
    found = read_texts(texts(html), entries, is_kept=is_kept)
    with_ruby = add_ruby(html, grade=grade, once=once, reader=found.__getitem__)
    if is_kept:
        cache.set(key, with_ruby, CACHE_AGE_S)
    return with_ruby


def cache_key(html: str, grade: int | None, once: bool, version: str, page_id: int | None) -> str:
    parts = f"{program_version()}\0{version}\0{page_id}\0{grade}\0{once}\0{html}"
    return f"ruby:{hashlib.sha256(parts.encode()).hexdigest()}"


def read_texts(found: Iterable[str], entries: tuple[Entry, ...], *, is_kept: bool = True) -> dict[str, list[Word]]:
    """Return the words of each text, from the store where it holds them.

    entries: the city's readings in force. Only those whose word stands in a text decide under which key it is stored,
    so a new reading leaves the other texts alone.
    """
    relevant = {text: entries_in(text, entries) for text in dict.fromkeys(found)}
    keys = {text: text_key(text, own) for text, own in relevant.items()}
    stored = load_words(keys.values())
    words, new = {}, []
    for text, key in keys.items():
        if key in stored:
            words[text] = stored[key]
            continue
        words[text] = read_words(text, make_dictionary(relevant[text]))
        new.append(StoredText(key=key, words=json.dumps(words[text], ensure_ascii=False, separators=(",", ":"))))
    if is_kept and new:
        store(new)
    return words


def text_key(text: str, entries: tuple[Entry, ...]) -> str:
    parts = "\0".join([program_version(), text, *(repr(entry) for entry in entries)])
    return hashlib.sha256(parts.encode()).hexdigest()


def load_words(keys: Iterable[str]) -> dict[str, list[Word]]:
    keys = list(keys)
    found: dict[str, list[Word]] = {}
    for at in range(0, len(keys), CHUNK):
        rows = StoredText.objects.filter(key__in=keys[at : at + CHUNK]).values_list("key", "words")
        found.update((key, [Word(*word) for word in json.loads(words)]) for key, words in rows)
    return found


def store(rows: list[StoredText]) -> None:
    """Keep what was read. A database that cannot be written to costs time later, never the page."""
    try:
        with transaction.atomic():
            StoredText.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
    except DatabaseError as error:
        logger.warning("Readings of %d texts could not be stored: %s", len(rows), error)
