"""Chooses the reader of a language."""

from translations.facts.fact import Fact
from translations.facts.foreign import read_foreign
from translations.facts.japanese import read_japanese


def facts_of(text: str, locale: str) -> list[Fact]:
    """Give the facts of a text in their order; locale as Django writes it (ja, ja-simple, en, pt-br, vi, zh-hans, ko)."""
    return read_japanese(text) if locale.startswith("ja") else read_foreign(text, locale)
