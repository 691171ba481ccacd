"""A year stays with its date."""

from translations.facts import facts_of
from translations.quality.figures import compare
from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Ask for a look where a date with a year has become a date and a year apart: the year may belong to another date now."""
    source, target = facts_of(pair.source, "ja"), facts_of(pair.target, pair.locale)
    there = [fact.value for fact in target if fact.kind == "date"]
    apart = [
        fact.value for fact in source if fact.kind == "date" and fact.value[:1].isdigit() and fact.value not in there
    ]
    if not apart or any(compare(source, target)):
        return []  # figures says what is missing
    return [
        Finding(
            "years",
            f"日付「{'」「'.join(apart)}」の年と月日が離れています。同じ日付のままか確かめてください。",
            f"The year of {', '.join(apart)} stands apart from its month and day. Is it still the same date?",
            is_certain=False,
        )
    ]
