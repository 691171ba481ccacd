"""Japanese text cut so that a database's full-text index can find it: by words, by parts of words, by their sound.

A full-text index wants words between spaces; Japanese has none. So the index gets, of every text: its words in their
dictionary form (Sudachi), all pairs of neighbouring characters, and the same pairs of its reading in hiragana.
A search for こうみんかん then finds 公民館, and 粗大ゴミ finds 粗大ごみ. It works alike on SQLite and on PostgreSQL.
"""

import re
import unicodedata
from collections.abc import Iterable

from wagtail.search import index
from wagtail.search.query import Phrase, PlainText, SearchQuery

from translations.tokens import Token, to_hiragana, tokenize

WORD_CHARACTERS = re.compile(r"[^\W_]+")
# Our choice: nobody types more, and a longer query only costs time.
QUERY_LENGTH_CHARS = 100
# Sudachi's parts of speech that say nothing about what a page is about: particles, auxiliaries, signs, spaces.
EMPTY_WORDS = {"助詞", "助動詞", "補助記号", "記号", "空白"}
SIGNS = {"補助記号", "空白"}
HAS_KANA = re.compile(r"[\u3041-\u3096]")
HAS_KANJI = re.compile(r"[\u3005\u4e00-\u9fff]")


class JapaneseSearchField(index.SearchField):
    """A search field whose value is cut by `index_terms` before it is stored."""

    def get_value(self, obj: object) -> str:
        return index_terms(str(super().get_value(obj) or ""))


def fold(text: str) -> str:
    """Return the text with what a searcher does not care about removed: width, case, hiragana or katakana."""
    return to_hiragana(unicodedata.normalize("NFKC", text).lower())


def pairs(text: str) -> list[str]:
    """Return the overlapping pairs of characters of every run of letters and digits; single ones stay single."""
    found = []
    for run in WORD_CHARACTERS.findall(text):
        found.extend([run] if len(run) < 2 else [run[at : at + 2] for at in range(len(run) - 1)])
    return found


def index_terms(text: str) -> str:
    """Return the terms of a text for the index, between spaces. Pairs keep their order, so that phrases can match."""
    tokens = tokenize(text)
    folded = fold(text)
    single = sorted({char for char in folded if "\u4e00" <= char <= "\u9fff"})
    return " ".join(content_words(tokens) + single + pairs(folded) + pairs(speak(tokens)))


def content_words(tokens: Iterable[Token]) -> list[str]:
    """Return the words that carry a meaning, in their dictionary form."""
    forms = (fold(token.normalized_form) for token in tokens if token.part_of_speech[0] not in EMPTY_WORDS)
    return [run for form in forms for run in WORD_CHARACTERS.findall(form)]


def speak(tokens: Iterable[Token]) -> str:
    """Return how the words sound, in hiragana. Signs stay as they are: nobody says キゴウ for a dot."""
    return fold("".join(token.surface if token.part_of_speech[0] in SIGNS else token.reading for token in tokens))


def build_query(text: str) -> SearchQuery | None:
    """Return the query for what a visitor typed: every part between spaces must occur. None when nothing is left."""
    runs = WORD_CHARACTERS.findall(unicodedata.normalize("NFKC", text[:QUERY_LENGTH_CHARS]))
    queries = [build_run_query(run) for run in runs]
    if not queries:
        return None
    combined = queries[0]
    for query in queries[1:]:
        combined = combined & query
    return combined


def build_run_query(run: str) -> SearchQuery:
    """Return the query for one part: as it is written, by its words, and half in kana (児童てあて) also by its sound."""
    written = fold(run)
    tokens = tokenize(run)  # as typed: in hiragana alone, トイレ would be cut into と and いれ
    query = find_in_order(written)
    words = content_words(tokens)
    if words:
        query = query | PlainText(" ".join(words), operator="and")
    if HAS_KANJI.search(written) and HAS_KANA.search(written):
        query = query | find_in_order(speak(tokens))
    return query


def find_in_order(text: str) -> SearchQuery:
    """Return the query for characters that follow each other."""
    terms = pairs(text)
    return PlainText(terms[0]) if len(terms) == 1 else Phrase(" ".join(terms))


def title_matches(title: str, text: str) -> bool:
    """Say whether the title holds everything that was typed, written or spoken."""
    spoken = speak(tokenize(title))
    written = fold(title)
    return all(run in written or run in spoken for run in WORD_CHARACTERS.findall(fold(text)))
