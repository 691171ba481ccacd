"""One fact of a text."""

from typing import NamedTuple


class Fact(NamedTuple):
    """What is stated, and where.

    kind: "number", "date", "time", "weekday", or a literal: "url", "mail", "phone", "postcode", "code".
    value: the same in every language: "50000", "2026-04-01" ("--04-01" without a year, "--04" for a month), "17:15"
        (24-hour clock), "3" for Wednesday; a literal as it is written, in half-width characters.
    start, end: code points of the normalised text (facts.literals.normalise), end exclusive.
    is_required: False where a translation may leave it out without changing what is said (一人, 第一, an era beside its year).
    """

    kind: str
    value: str
    start: int
    end: int
    is_required: bool = True
