"""A text from which facts are taken one kind after another, so that no digit is counted twice."""

import re
from collections.abc import Callable

from translations.facts.fact import Fact
from translations.facts.literals import literals_of, normalise

_TAKEN = "\0"


class TextOfFacts:
    """The normalised text; what a reader has taken is hidden from the readers after it."""

    def __init__(self, text: str) -> None:
        """Take a text and find its literals."""
        self.rest = normalise(text)
        self.facts = literals_of(self.rest)
        for fact in self.facts:
            self._hide(fact.start, fact.end)

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], tuple[str, str, bool] | None]) -> None:
        """Read each match as (kind, value, is_required); None leaves it for the readers after this one."""
        for match in list(pattern.finditer(self.rest)):
            fact = read(match)
            if fact:
                kind, value, is_required = fact
                self.facts.append(Fact(kind, value, match.start(), match.end(), is_required))
                self._hide(match.start(), match.end())

    def add(self, facts: list[Fact]) -> None:
        """Add facts that a reader has built itself, and hide where they stand."""
        self.facts += facts
        for fact in facts:
            self._hide(fact.start, fact.end)

    def in_order(self) -> list[Fact]:
        """Give the facts in the order of the text."""
        return sorted(self.facts, key=lambda fact: (fact.start, fact.end))

    def _hide(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + _TAKEN * (end - start) + self.rest[end:]


def number(digits: str, times: int = 1) -> str:
    """Give one spelling of a number: "1,000" and "1000.0" are "1000". digits: with . for the decimal point."""
    plain = digits.replace(",", "")
    value = float(plain) * times
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def date(year: str | int | None, month: str | int, day: str | int | None = None) -> str | None:
    """Give a date as Fact.value has it; None for a month or day that no calendar has."""
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    first = str(year) if year else "-"
    return f"{first}-{int(month):02d}" + (f"-{int(day):02d}" if day is not None else "")


def clock(hour: int, minute: int) -> str | None:
    """Give a time of the 24-hour clock; 24:00 is 00:00 of the next day. None for what no clock shows."""
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return None
    return f"{hour % 24:02d}:{minute:02d}"
