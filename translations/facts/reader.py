"""Chooses the reader of a language."""

from functools import lru_cache

from translations.facts.fact import Fact
from translations.facts.foreign import read_foreign
from translations.facts.japanese import read_japanese


# Our choice: several checks read the same pair one after the other.
@lru_cache(maxsize=512)
def facts_of(text: str, locale: str) -> tuple[Fact, ...]:
    """Give the facts of a text in their order; locale as Django writes it (ja, ja-simple, en, pt-br, vi, zh-hans, ko)."""
    return tuple(read_japanese(text) if locale.startswith("ja") else read_foreign(text, locale))
