"""The dictionary in force on a page: the shipped one, the city's readings over it, the page's own over those."""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from translations import Dictionary, Entry, shipped_dictionary
from translations.wagtail_app.models import DictionaryState, Reading


class CityReadings(NamedTuple):
    """Everything that the city has entered.

    version: changes with every change. everywhere, by_page: entries, those of a page by its primary key.
    """

    version: str
    everywhere: tuple[Entry, ...]
    by_page: dict[int, tuple[Entry, ...]]

    def for_page(self, page_id: int | None) -> tuple[Entry, ...]:
        """Give the entries in force on a page; of two for one word the later one wins."""
        return self.everywhere + self.by_page.get(page_id or 0, ())


def find_city_readings() -> CityReadings:
    """Return the city's readings; one short query unless they have changed."""
    version = DictionaryState.objects.filter(pk=1).values_list("version", flat=True).first() or ""
    return _load(version)


@functools.lru_cache(maxsize=2)
def _load(version: str) -> CityReadings:
    everywhere: list[Entry] = []
    by_page: dict[int, tuple[Entry, ...]] = {}
    for reading in Reading.objects.order_by("pk"):
        if reading.page_id is None:
            everywhere.append(reading.as_entry())
        else:
            by_page[reading.page_id] = (*by_page.get(reading.page_id, ()), reading.as_entry())
    return CityReadings(version, tuple(everywhere), by_page)


@functools.lru_cache(maxsize=64)  # Our choice: dictionaries of the pages and words that were read last.
def make_dictionary(entries: tuple[Entry, ...]) -> Dictionary:
    """Return the shipped dictionary with these entries over it."""
    return shipped_dictionary().with_entries(entries) if entries else shipped_dictionary()


def entries_in(text: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return those entries whose word stands in the text."""
    return tuple(entry for entry in entries if entry.surface in text)
