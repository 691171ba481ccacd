"""No sentence or phrase stands there twice that stands once in the source: an engine that loops."""

import re

from translations.quality.finding import Finding, Pair

# Our choice: twelve characters or more, twice in a row with nothing but spaces and marks between.
_TWICE = re.compile(r"(?P<phrase>\S.{10,}?\S)[\s.,;:!?。、]*(?P=phrase)", re.DOTALL)
_TWICE_SHORT = re.compile(r"(?P<phrase>\w{2,})(?:\W+(?P=phrase)\b){2,}", re.IGNORECASE)
# A name or month twice in a row. Small letters may repeat (had had; Vietnamese doubles words).
_TWICE_NAME = re.compile(r"\b(?P<phrase>[A-Z][a-z]{2,}) (?P=phrase)\b")


def check(pair: Pair) -> list[Finding]:
    """Find a phrase that comes twice, or a word three times in a row, unless the source repeats as well."""
    match = _TWICE.search(pair.target) or _TWICE_SHORT.search(pair.target)
    if not match and pair.locale in ("en", "pt-br"):
        match = _TWICE_NAME.search(pair.target)
    if not match or _TWICE.search(pair.source) or _TWICE_SHORT.search(pair.source):
        return []
    phrase = match["phrase"][:60]
    return [
        Finding(
            "repeats",
            f"「{phrase}」が続けて繰り返されています。余分なら消してください。",
            f'"{phrase}" is repeated. Delete one.',
        )
    ]
