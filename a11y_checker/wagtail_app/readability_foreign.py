"""How hard a text in another language is to read: length of sentences, and a formula where there is one for the language.

English: Flesch Reading Ease through textstat, with the dictionary of syllables that is installed (nothing is fetched).
Portuguese: the same formula with the factors for Portuguese. Vietnamese, Chinese and Korean have none: the length is all.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from a11y_checker.wagtail_app.running_text import find_texts

if TYPE_CHECKING:
    from textstat.textstat import textstatistics

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|(?<=[。！？])")
_LETTER = re.compile(r"[^\W\d_]")
# Our choice: as for Japanese.
SHOWN = 5
# Longer sentences are named. Source for English: GOV.UK content design, 25 words. The others are our choice, of about that length:
# words between blanks (Vietnamese: syllables, Korean: eojeol); Chinese: characters.
LONG = {"en": 25, "pt": 25, "vi": 35, "ko": 18, "zh": 45}
# Intercept, factor of words per sentence, factor of syllables per word.
# Sources: Flesch 1948, A new readability yardstick; Martins, Ghiraldelo, Nunes, Oliveira 1996, Readability formulas applied to textbooks in
# Brazilian Portuguese.
FORMULAS = {"en": (206.835, 1.015, 84.6), "pt": (248.835, 1.015, 84.6)}
# Names of the dictionaries of syllables.
_TEXTSTAT = {"en": "en_US", "pt": "pt_BR"}
# Source: both papers: from here on a text is plain.
PLAIN = {"en": 60, "pt": 50}


@dataclass(frozen=True, slots=True)
class ForeignReadability:
    """language: its first subtag. mean: mean length of a sentence, in words or (Chinese) characters. is_by_characters: which of them.

    ease: 0 to 100, higher is easier; None for a language without a formula. plain: from where on a text is plain. long: the longest
    sentences over the limit, at most SHOWN.
    """

    language: str
    mean: int
    is_by_characters: bool
    ease: int | None
    plain: int | None
    long: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        return self.ease is not None and self.plain is not None and self.ease >= self.plain


def measure_foreign(page: bytes | str, language: str) -> ForeignReadability | None:
    """Return the figures of the main part of a page in HTML; None without a sentence, or for a language that we do not know."""
    code = language.partition("-")[0]
    if code not in LONG:
        return None
    sentences = [sentence for text in find_texts(page) for sentence in _cut(text)]
    if not sentences:
        return None
    lengths = {sentence: _length(sentence, code) for sentence in sentences}
    by_length = sorted(lengths, key=lengths.__getitem__, reverse=True)
    return ForeignReadability(
        code,
        round(sum(lengths[sentence] for sentence in sentences) / len(sentences)),
        code == "zh",
        _ease(sentences, code),
        PLAIN.get(code),
        tuple(sentence for sentence in by_length if lengths[sentence] > LONG[code])[:SHOWN],
    )


def _cut(text: str) -> list[str]:
    """Return the sentences of a paragraph; a label without an end mark is none."""
    parts = [part.strip() for part in _SENTENCE_END.split(" ".join(text.split()))]
    return [part for part in parts if part and part.rstrip('"”’)')[-1:] in ".!?。！？" and _LETTER.search(part)]


def _length(sentence: str, code: str) -> int:
    if code == "zh":
        return len(_LETTER.findall(sentence))
    return sum(1 for word in sentence.split() if _LETTER.search(word) or word[0].isdigit())


def _ease(sentences: list[str], code: str) -> int | None:
    if code not in FORMULAS:
        return None
    words = [word for sentence in sentences for word in sentence.split() if _LETTER.search(word)]
    syllables = _textstat(_TEXTSTAT[code]).syllable_count(" ".join(words))
    start, per_sentence, per_word = FORMULAS[code]
    ease = start - per_sentence * len(words) / len(sentences) - per_word * syllables / len(words)
    return round(min(100, max(0, ease)))


@cache
def _textstat(name: str) -> "textstatistics":
    """Return a counter of its own for each language: the one that textstat gives has one language for all threads."""
    # slow import: it reads a dictionary of 130,000 words; only pages in these languages need it
    from textstat.textstat import textstatistics

    counter = textstatistics()
    counter.set_lang(name)
    return counter
