"""What a rule is, and what it says of a place in a text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from translations.easy_japanese.text import Text

# Our choice: points that a finding takes from its sentence's 100. Two errors and a warning make a sentence hard.
ERROR, WARNING, HINT = 40, 20, 5


class Found(NamedTuple):
    """What a rule gives for one place.

    start, end: code points of the whole text; both 0 for a remark on the whole page.
    ja, en: why, and what to do. weight: ERROR, WARNING or HINT.
    replacement: what can stand in the place of start to end; None where only a person can find the words.
    """

    start: int
    end: int
    ja: str
    en: str
    weight: int = WARNING
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A Found with the rule that gave it. sentence: number of the sentence from 0; None for a remark on the whole page."""

    rule: str
    start: int
    end: int
    ja: str
    en: str
    weight: int
    replacement: str | None
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. id: the file's name with hyphens. name: by language. source: where the rule and its figures come from."""

    id: str
    name: dict[str, str]
    source: str
    check: Callable[[Text], Iterable[Found]]
