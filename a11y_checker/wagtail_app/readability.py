"""How hard a Japanese text is to read. Wagtail's own figure counts English syllables.

Length of sentences, share of kanji, and hard words with easier ones. The words are the city's (A11Y_CHECKER["HARD_WORDS"]).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings as django_settings
from django.utils.module_loading import import_string

from a11y_checker.wagtail_app.readability_foreign import ForeignReadability, measure_foreign
from a11y_checker.wagtail_app.running_text import find_texts

_END = re.compile(r"(?<=[。！？])|\n+")
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
_LETTER = re.compile(r"\w")
# Source: design of the translations, §6.2: warn of sentences with more characters than this.
LONG_CHARS = 50
# Our choice: the worst few are mended first.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word that many readers do not know, an easier one, and the first sentence that has it."""

    word: str
    easier: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Readability:
    """mean_chars: mean length of the sentences. kanji_percent: kanji among all letters. longest: the longest sentence.

    long: sentences of more than LONG_CHARS, the longest first. hard_words: in the order of the page. Each at most SHOWN.
    """

    mean_chars: int
    kanji_percent: int
    longest: str
    long: tuple[str, ...] = ()
    hard_words: tuple[HardWord, ...] = ()


@cache
def load_hard_words() -> Mapping[str, str]:
    """Return the city's list: hard word → easier words."""
    name = django_settings.A11Y_CHECKER.get("HARD_WORDS")
    return import_string(name)() if name else {}


def measure_page(page: bytes | str, language: str) -> Readability | ForeignReadability | None:
    """Return the figures of a page in its language, as Django writes it; None when it has no sentence."""
    return measure(page) if language.partition("-")[0] == "ja" else measure_foreign(page, language)


def measure(page: bytes | str) -> Readability | None:
    """Return the figures of the main part of a page in HTML; None when it has no sentence."""
    sentences = [
        part.strip()
        for text in find_texts(page)
        for part in _END.split(text)
        if part.strip().endswith(("。", "！", "？"))
    ]
    if not sentences:
        return None
    text = "".join(sentences)
    letters = len(_LETTER.findall(text)) or 1
    by_length = sorted(dict.fromkeys(sentences), key=len, reverse=True)
    return Readability(
        round(sum(map(len, sentences)) / len(sentences)),
        round(100 * len(_KANJI.findall(text)) / letters),
        by_length[0],
        tuple(sentence for sentence in by_length if len(sentence) > LONG_CHARS)[:SHOWN],
        tuple(find_hard_words(sentences, load_hard_words()))[:SHOWN],
    )


@cache
def _pattern_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def find_hard_words(sentences: list[str], words: Mapping[str, str]) -> list[HardWord]:
    """Return each hard word once, with the first sentence that has it. A longer word hides a shorter one inside it."""
    if not words:
        return []
    pattern = _pattern_of(frozenset(words))
    found: dict[str, HardWord] = {}
    for sentence in sentences:
        for word in pattern.findall(sentence):
            found.setdefault(word, HardWord(word, words[word], sentence))
    return list(found.values())
