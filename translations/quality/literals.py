"""Telephone numbers, addresses of mail and web, post codes and codes are copied letter by letter."""

from collections import Counter

from translations.facts import literals_of
from translations.facts.literals import normalise
from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Find literals that are missing or changed, and those that the source does not have."""
    source = Counter(fact.value for fact in literals_of(normalise(pair.source)))
    target = Counter(fact.value for fact in literals_of(normalise(pair.target)))
    missing, added = source - target, target - source
    found = []
    if missing:
        names = sorted(missing)
        found.append(
            Finding(
                "literals",
                f"「{'」「'.join(names)}」が訳にありません。日本語からそのまま写してください。",
                f"{', '.join(names)} is missing. Copy it from the Japanese as it is.",
            )
        )
    if added:
        names = sorted(added)
        found.append(
            Finding(
                "literals",
                f"訳の「{'」「'.join(names)}」は日本語にありません。直すか消してください。",
                f"{', '.join(names)} is not in the Japanese. Correct or delete it.",
            )
        )
    return found
