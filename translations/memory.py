"""Former translations: the same text again, and texts that are nearly the same.

A memory is anything with `candidates`; the site's own is wagtail-localize's table of strings, a script's a list.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from translations.facts.literals import normalise

# Source: the design of the project: from three quarters of common trigrams on a former translation helps a translator.
SIMILAR_FROM = 0.75


@dataclass(frozen=True)
class Former:
    """A former translation.

    source, target: HTML strings.
    is_manual: a person wrote or changed it.
    at: when; aware.
    similarity: 1 for the same text; else the share of common trigrams.
    """

    source: str
    target: str
    is_manual: bool
    at: datetime
    similarity: float = 1.0


class Memory(Protocol):
    """Where former translations come from."""

    def exact(self, source: str, locale: str) -> Former | None:
        """Give the best former translation of the very same string; None if there is none."""

    def similar(self, source: str, locale: str) -> list[Former]:
        """Give former translations of strings that are nearly the same, the best first."""


class EmptyMemory:
    """Knows nothing."""

    def exact(self, source: str, locale: str) -> Former | None:
        """Give None."""
        return None

    def similar(self, source: str, locale: str) -> list[Former]:
        """Give an empty list."""
        return []


class ListMemory:
    """A memory of one language, held in lists."""

    def __init__(self, formers: Iterable[Former]) -> None:
        """Take former translations in any order."""
        self._formers = list(formers)
        self._by_source: dict[str, list[Former]] = {}
        for former in self._formers:
            self._by_source.setdefault(former.source, []).append(former)

    def exact(self, source: str, locale: str) -> Former | None:
        """Give the best former translation of the very same string; None if there is none."""
        return best(self._by_source.get(source, []))

    def similar(self, source: str, locale: str) -> list[Former]:
        """Give those that are nearly the same, the most alike first."""
        return rank(source, self._formers)


def best(formers: Iterable[Former]) -> Former | None:
    """Give a person's before a machine's, and of these the newest; None for none."""
    return max(formers, key=lambda former: (former.is_manual, former.at), default=None)


def rank(source: str, formers: Iterable[Former]) -> list[Former]:
    """Give the former translations that are similar enough, each with its similarity, the best first."""
    wanted = trigrams(source)
    alike = [replace(former, similarity=share(wanted, trigrams(former.source))) for former in formers]
    found = [former for former in alike if former.similarity >= SIMILAR_FROM]
    return sorted(found, key=lambda former: (former.similarity, former.is_manual, former.at), reverse=True)


def trigrams(text: str) -> frozenset[str]:
    """Give the groups of three characters of a text, its start and end marked, full-width letters as half-width."""
    padded = f"  {normalise(text)}  "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Give Dice's coefficient of two sets: 0 for nothing in common, 1 for the same."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
