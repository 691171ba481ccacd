"""The city's dictionary: words whose reading is fixed and always wins."""

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from translations.errors import DictionaryError
from translations.tables import FOLDER, read_rows
from translations.tokens import TokenList

# The tables that are shipped. A word in the first wins over the same word in the second.
TABLES = ("furigana.tsv", "municipalities.tsv", "words.tsv")
_COLUMNS = ("surface", "reading", "context", "source", "status")
_READING = re.compile(r"[ぁ-ゖー・]+")


class Entry(NamedTuple):
    """One word and its reading.

    context: words, one of which must stand directly before or after; empty: everywhere.
    status: "sure", or "confirm" while the city has not confirmed the reading.
    """

    surface: str
    reading: str
    context: tuple[str, ...] = ()
    source: str = ""
    status: str = "sure"


class Dictionary:
    """Entries by surface, for the longest match at word borders. Never changes after it was made."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Of two entries with the same surface and context the later one wins."""
        kept = {(entry.surface, entry.context): entry for entry in entries}
        self._by_surface: dict[str, list[Entry]] = {}
        for entry in kept.values():
            self._by_surface.setdefault(entry.surface, []).append(entry)
        for same in self._by_surface.values():
            same.sort(key=lambda entry: not entry.context)  # with a context first: it says more
        self._longest: dict[str, int] = {}
        for surface in self._by_surface:
            self._longest[surface[:2]] = max(len(surface), self._longest.get(surface[:2], 0))
        self.version = _hash(kept.values())
        self.first_characters = frozenset(surface[:1] for surface in self._by_surface)
        # What readings.py has found out about each word of Sudachi's dictionary, by its id.
        self.kinds: dict[int | None, Any] = {}

    def __iter__(self) -> Iterator[Entry]:
        """Give every entry, sorted."""
        return iter(sorted(entry for same in self._by_surface.values() for entry in same))

    def entries_of(self, surface: str) -> tuple[Entry, ...]:
        """Give the entries of one word."""
        return tuple(self._by_surface.get(surface, ()))

    def with_entries(self, entries: Iterable[Entry]) -> "Dictionary":
        """Give a new dictionary in which these entries win over the ones here; one without a context over all of its word."""
        entries = list(entries)
        replaced = {entry.surface for entry in entries if not entry.context}
        return Dictionary([*(entry for entry in self if entry.surface not in replaced), *entries])

    def may_start(self, characters: str) -> bool:
        """Tell fast whether looking for an entry is worth while, by the first two characters, or the only one."""
        return characters in self._longest

    def find(self, text: str, tokens: TokenList, i: int) -> tuple[Entry, int] | None:
        """Give the longest entry that starts with token i and ends with a token, and how many tokens it takes."""
        start = tokens.begins[i]
        if text[start : start + 2] not in self._longest and text[start] not in self._longest:
            return None
        longest = max(self._longest.get(text[start : start + 2], 0), self._longest.get(text[start], 0))
        match = None
        for n in range(i, len(tokens)):
            end = tokens.begins[n + 1]
            if end - start > longest:
                break
            for entry in self._by_surface.get(text[start:end], ()):
                if not entry.context or _fits(entry.context, text, start, end):
                    match = entry, n - i + 1
                    break
        return match


@functools.cache
def shipped() -> Dictionary:
    """Give the dictionary that comes with the program."""
    return Dictionary(entry for name in reversed(TABLES) for entry in load(name))


def load(name: str | Path) -> list[Entry]:
    """Read a table with the columns surface, reading, context, source, status.

    Raises DictionaryError for a missing column or a row that cannot be right; the message names file and line.
    """
    path = FOLDER / name
    entries = []
    rows = read_rows(path)
    missing = [name for name in _COLUMNS if rows and name not in rows[0]]
    if missing:
        raise DictionaryError(
            f"{path}, 1行目 (line 1): 列 {', '.join(missing)} がありません。列はタブで区切ります。 / "
            f"The columns {', '.join(missing)} are missing. Columns are parted by tabs."
        )
    for row in rows:
        entry = Entry(row["surface"], row["reading"], tuple(row["context"].split()), row["source"], row["status"])
        problem = check(entry)
        if problem:
            raise DictionaryError(f"{path}, {row['line']}行目 (line {row['line']}): {problem}")
        entries.append(entry)
    return entries


def check(entry: Entry) -> str | None:
    """Say what is wrong with an entry, None if nothing is."""
    if not entry.surface or entry.surface != entry.surface.strip():
        return "ことばが空か、前後に空白があります。 / The surface is empty or has white space at its ends."
    if not _READING.fullmatch(entry.reading):
        return (
            f"「{entry.surface}」のよみ「{entry.reading}」をひらがなで書いてください。 / "
            f"The reading of {entry.surface} must be in hiragana."
        )
    if entry.status not in {"sure", "confirm"}:
        return (
            f"status は sure か confirm です（{entry.status}）。 / status must be sure or confirm, not {entry.status}."
        )
    return None


def _fits(context: tuple[str, ...], text: str, start: int, end: int) -> bool:
    return any(text.startswith(word, end) or text.endswith(word, 0, start) for word in context)


def _hash(entries: Iterable[Entry]) -> str:
    lines = sorted("\t".join((e.surface, e.reading, " ".join(e.context))) for e in entries)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
