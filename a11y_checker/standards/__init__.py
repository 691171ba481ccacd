"""Success criteria, guideline items and profiles, read from the data files of this folder.

criteria.tsv           one line per success criterion, with the clauses of both JIS editions
guideline.tsv          items G01–G66 of the municipal guideline and Japanese checks J01–J42;
                       `status` says which are confirmed for Ono City and which are our
                       reconstruction of the family of guidelines it belongs to
guideline_sources.tsv  the guidelines that the reconstruction was put together from
hard_readings.tsv      names of the city that are hard to read (Ono City; Japan Post postal data), for the city to edit
jargon.tsv             loan words to explain, with plain words for them (municipal word lists of item G65; the
                       国立国語研究所 committee's 「外来語」言い換え提案, 2006), for the city to edit
michecker.tsv          the miChecker items that static HTML decides (org.eclipse.actf, checkitem.xml; in our words);
                       `also` names rules that cover an item and do not say so themselves
human_checks.tsv       what a person has to look at, per success criterion
self_check.tsv         questions of the yearly 取組確認・評価表, in our words after the subjects of the ministry's guideline
                       (みんなの公共サイト運用ガイドライン), for the city to edit; an id stays with its meaning
profiles.toml          which criteria and clauses a profile judges
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVELS = ("A", "AA", "AAA")
DEFAULT_PROFILE = "city-2012"
DEFAULT_LEVEL = "AA"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion.

    since: WCAG version that brought it in ("2.0", "2.1", "2.2").
    clauses: its number in an edition of JIS X 8341-3 ("2010", "2016"); absent where it has none.
    only_with: CSS selector of what it is about; a page without it cannot fail it. "" = any page.
    human: what a person looks at, because no program can.
    """

    number: str
    level: str
    name: Mapping[str, str]
    since: str
    dropped_in_22: bool
    clauses: Mapping[str, str]
    only_with: str
    human: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the city's guideline (G01 …) or one Japanese check (J01 …)."""

    id: str
    name: Mapping[str, str]
    expects: str
    criteria: tuple[str, ...]
    automation: str
    status: str


@dataclass(frozen=True, slots=True)
class MicheckerItem:
    """One item of miChecker 3.1.

    criteria: those of its JIS mapping; without any it serves older guidelines and miChecker's JIS profile leaves it out.
    also: rules that cover it, besides those that name it themselves.
    """

    id: str
    kind: str
    criteria: tuple[str, ...]
    detects: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the yearly look at how the city works for accessibility."""

    id: str
    chapter: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A named choice of criteria, clause numbers and house rules."""

    id: str
    name: Mapping[str, str]
    version: str
    clauses: str
    house_rules: bool

    def criteria(self, level: str) -> dict[str, Criterion]:
        """The success criteria in force up to a level, by number."""
        highest = LEVELS.index(level)
        return {
            number: criterion
            for number, criterion in all_criteria().items()
            if LEVELS.index(criterion.level) <= highest
            and criterion.since <= self.version
            and not (self.version == "2.2" and criterion.dropped_in_22)
        }

    def clause(self, number: str) -> str | None:
        """The clause of this profile's JIS edition for a success criterion."""
        return all_criteria()[number].clauses.get(self.clauses)


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


@cache
def all_criteria() -> Mapping[str, Criterion]:
    """Every success criterion of WCAG 2.0 to 2.2, by number."""
    human = {row["number"]: row for row in _rows("human_checks.tsv")}
    return {row["number"]: _criterion(row, human.get(row["number"], {})) for row in _rows("criteria.tsv")}


def _criterion(row: Mapping[str, str], human: Mapping[str, str]) -> Criterion:
    clauses = {"2010": row["clause_2010"], "2016": row["clause_2016"]}
    return Criterion(
        number=row["number"],
        level=row["level"],
        name={"ja": row["name_ja"], "en": row["name_en"]},
        since=row["since"],
        dropped_in_22=row["dropped_in_22"] == "yes",
        clauses={edition: clause for edition, clause in clauses.items() if clause},
        only_with=human.get("only_with", ""),
        human={"ja": human.get("look_ja", ""), "en": human.get("look_en", "")},
    )


@cache
def all_items() -> Mapping[str, Item]:
    """Every guideline item and Japanese check, by id."""
    return {
        row["id"]: Item(
            id=row["id"],
            name={"ja": row["name_ja"], "en": row["name_en"]},
            expects=row["expects"],
            criteria=tuple(row["criteria"].split()),
            automation=row["automation"],
            status=row["status"],
        )
        for row in _rows("guideline.tsv")
    }


@cache
def all_profiles() -> Mapping[str, Profile]:
    """Every profile, by id."""
    data = tomllib.loads(files(__name__).joinpath("profiles.toml").read_text(encoding="utf-8"))
    return {
        key: Profile(
            id=key,
            name={"ja": row["name_ja"], "en": row["name_en"]},
            version=row["criteria"],
            clauses=row["clauses"],
            house_rules=row["house_rules"],
        )
        for key, row in data.items()
    }


@cache
def hard_readings() -> Mapping[str, str]:
    """Names that are hard to read, with their reading."""
    return {row["name"]: row["reading"] for row in _rows("hard_readings.tsv")}


@cache
def fix_examples() -> Mapping[str, str]:
    """A corrected line for each rule whose words on mending hold none."""
    return {row["rule"]: row["example"] for row in _rows("fix_examples.tsv")}


@cache
def jargon() -> Mapping[str, str]:
    """Loan words that need an explanation, with plain words for them."""
    return {row["word"]: row["plain"] for row in _rows("jargon.tsv")}


@cache
def michecker_items() -> tuple[MicheckerItem, ...]:
    """The miChecker items that static HTML decides."""
    return tuple(
        MicheckerItem(
            row["id"], row["kind"], tuple(row["criteria"].split()), row["detects"], tuple(row["also"].split())
        )
        for row in _rows("michecker.tsv")
    )


@cache
def self_check_questions() -> tuple[Question, ...]:
    """The questions of the 取組確認・評価表, chapter by chapter."""
    return tuple(
        Question(
            row["id"],
            {"ja": row["chapter_ja"], "en": row["chapter_en"]},
            {"ja": row["question_ja"], "en": row["question_en"]},
        )
        for row in _rows("self_check.tsv")
    )
