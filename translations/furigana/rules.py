"""What a rule for a reading is, and the list of all rules.

A rule looks at the words around a word and gives its reading, or None: then Sudachi's reading stands.
"""

import re
from collections.abc import Callable

from translations.tokens import TokenList

Rule = Callable[[TokenList, int], str | None]


class Rules:
    """Rules by the words they are for; of several for one word the first that gives a reading counts."""

    def __init__(self) -> None:
        """Start without a rule."""
        self.by_surface: dict[str, tuple[Rule, ...]] = {}
        self.by_dictionary_form: dict[str, tuple[Rule, ...]] = {}

    def __add__(self, other: "Rules") -> "Rules":
        """Give the rules of both, the own ones first."""
        both = Rules()
        both.by_surface = _joined(self.by_surface, other.by_surface)
        both.by_dictionary_form = _joined(self.by_dictionary_form, other.by_dictionary_form)
        return both

    def for_words(self, *surfaces: str) -> Callable[[Rule], Rule]:
        """Make a function a rule for words that do not change their form."""

        def add(rule: Rule) -> Rule:
            self.by_surface = _joined(self.by_surface, dict.fromkeys(surfaces, (rule,)))
            return rule

        return add

    def for_forms_of(self, *dictionary_forms: str) -> Callable[[Rule], Rule]:
        """Make a function a rule for every form of a verb or adjective; it gives the reading of the form at hand."""

        def add(rule: Rule) -> Rule:
            self.by_dictionary_form = _joined(self.by_dictionary_form, dict.fromkeys(dictionary_forms, (rule,)))
            return rule

        return add

    def has(self, surface: str, dictionary_form: str) -> bool:
        """Tell whether there is a rule for a word."""
        return surface in self.by_surface or dictionary_form in self.by_dictionary_form

    def reading(self, tokens: TokenList, i: int) -> str | None:
        """Give the reading of token i by a rule for its surface, or else by one for its dictionary form."""
        for rule in (
            *self.by_surface.get(tokens.surface(i), ()),
            *self.by_dictionary_form.get(tokens.entries[i][0], ()),
        ):
            found = rule(tokens, i)
            if found:
                return found
        return None


def _joined(first: dict[str, tuple[Rule, ...]], second: dict[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, ...]]:
    return {word: first.get(word, ()) + second.get(word, ()) for word in [*first, *second]}


def words(text: str) -> frozenset[str]:
    """Give the words of a list written with spaces."""
    return frozenset(text.split())


_KATAKANA = re.compile(r"[ァ-ヺー・]+")


def surface(tokens: TokenList, i: int) -> str:
    """Give the surface of token i; empty before the start and after the end."""
    return tokens.surface(i) if 0 <= i < len(tokens.entries) else ""


def near(tokens: TokenList, first: int, end: int) -> set[str]:
    """Give the surfaces of the tokens from first up to end (exclusive), as far as there are any."""
    return {tokens.surface(i) for i in range(max(first, 0), min(end, len(tokens.entries)))}


_NO_WORD = ("",) * 6


def pos(tokens: TokenList, i: int) -> tuple[str, ...]:
    """Give the part of speech of token i; empty columns before the start and after the end."""
    return tokens.entries[i][3] if 0 <= i < len(tokens.entries) else _NO_WORD


def is_katakana(tokens: TokenList, i: int) -> bool:
    """Tell whether token i is written in katakana; False before the start."""
    return i >= 0 and _KATAKANA.fullmatch(surface(tokens, i)) is not None


def is_noun(tokens: TokenList, i: int) -> bool:
    """Tell whether token i is a common or proper noun."""
    return pos(tokens, i)[0] == "名詞" and pos(tokens, i)[1] in {"普通名詞", "固有名詞"}
