"""Words with one agreed translation: the city's terms, names of places, and what is never translated.

glossary = shipped("en")
[found.term.target for found in glossary.find("小野市の市役所")]  # ["Ono City", "City Hall"]
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translations.errors import GlossaryError
from translations.tables import FOLDER, read_rows

# must: the translation has to hold the target. name: the target is put in by program, no engine sees the word.
# keep: stays as it is, letter by letter.
KINDS = ("must", "name", "keep")
SHIPPED = ("en", "pt-br", "vi", "zh-hans", "ko")


@dataclass(frozen=True)
class Term:
    """One row: term in Japanese, target in the other language.

    target: the form to write; other accepted forms follow after "|". Equal to the term for kind "keep".
    """

    term: str
    target: str
    kind: str = "must"
    note: str = ""

    @property
    def preferred(self) -> str:
        """The form that is put in by program and suggested to people."""
        return self.target.split("|")[0]

    @property
    def forms(self) -> list[str]:
        """Every accepted form."""
        return [form for form in self.target.split("|") if form]


@dataclass(frozen=True)
class Found:
    """A term at a place of a text; end exclusive."""

    term: Term
    start: int
    end: int


class Glossary:
    """The terms of one language pair."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        """Take terms; of two rows for one word the later wins."""
        self.terms = {term.term: term for term in terms}

    def with_terms(self, terms: Iterable[Term]) -> "Glossary":
        """Give a glossary in which these terms win over those that are there."""
        return Glossary([*self.terms.values(), *terms])

    def find(self, text: str) -> list[Found]:
        """Give the terms of a text from left to right; of two that overlap the longer, 市役所 and not 市."""
        if not self.terms:
            return []
        return [Found(self.terms[match[0]], match.start(), match.end()) for match in self._pattern.finditer(text)]

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.terms, key=len, reverse=True)
        return re.compile("|".join(re.escape(term) for term in longest_first))


def load(path: Path) -> list[Term]:
    """Give the terms of a TSV file with the columns term, target, kind, note, source.

    Raises GlossaryError for a row without a target or with another kind, DictionaryError for a row of another shape.
    """
    terms = []
    for row in read_rows(path):
        term = Term(row["term"].strip(), row["target"].strip(), row["kind"].strip(), row["note"].strip())
        problem = problem_of(term)
        if problem:
            ja, en = problem
            raise GlossaryError(f"{path}, {row['line']}行目: {ja} / line {row['line']}: {en}")
        terms.append(term)
    return terms


def problem_of(term: Term) -> tuple[str, str] | None:
    """Say in Japanese and English what is wrong with a term; None if nothing is."""
    if not term.term:
        return "日本語のことばがありません。書いてください。", "The term is empty. Write it, or delete the line."
    if term.kind not in KINDS:
        kinds = ", ".join(KINDS)
        return (
            f"種類「{term.kind}」はありません。{kinds} のどれかにしてください。",
            f'There is no kind "{term.kind}". Write one of {kinds}.',
        )
    if term.kind == "keep" and term.target not in ("", term.term):
        return (
            f"「{term.term}」は訳さないことばです。訳を消すか、種類を変えてください。",
            f'"{term.term}" is never translated: delete its target or change its kind.',
        )
    if term.kind != "keep" and not term.forms:
        return (
            f"「{term.term}」の訳がありません。書くか、行を消してください。",
            f'The term "{term.term}" has no translation. Add one or delete the line.',
        )
    return None


@functools.cache
def shipped(locale: str) -> Glossary:
    """Give the glossary that comes with the program; empty for a language without one."""
    path = FOLDER / "glossary" / f"{locale}.tsv"
    return Glossary(load(path)) if path.exists() else Glossary()
