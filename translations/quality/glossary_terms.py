"""Words of the glossary are translated as the city has agreed."""

import re
from collections import Counter

from translations.glossary import Term
from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Find terms whose agreed word is missing, and names that come more often than in the source."""
    counts = Counter(found.term for found in pair.glossary.find(pair.source))
    others = [form for term in counts for form in forms(term)]
    found = []
    for term, times in counts.items():
        there = max((occurrences(form, pair.target, pair.locale) for form in forms(term)), default=0)
        wanted = term.preferred or term.term
        if not there:
            found.append(
                Finding(
                    "glossary-terms",
                    f"「{term.term}」は用語集で「{wanted}」です。そう書いてください。",
                    f'The glossary has "{wanted}" for 「{term.term}」. Write it so.',
                )
            )
        elif term.kind != "must" and there != times and not _is_part(wanted, others):
            found.append(
                Finding(
                    "glossary-terms",
                    f"「{wanted}」が {there}回あります（日本語は {times}回）。確かめてください。",
                    f'"{wanted}" comes {there} times, and {times} in the Japanese. Please look.',
                    is_certain=False,
                )
            )
    return found


def forms(term: Term) -> list[str]:
    """Give what may stand in the translation for a term."""
    return [term.term] if term.kind == "keep" else term.forms


def occurrences(form: str, text: str, locale: str) -> int:
    """Count a form in a text in any case, as whole words, in English also with the s of the plural."""
    if locale in ("zh-hans", "zh-hant", "ko") or locale.startswith("ja"):
        return text.count(form)
    plural = "(?:e?s)?" if locale == "en" else ""
    return len(re.findall(rf"(?<!\w){re.escape(form)}{plural}(?!\w)", text, re.IGNORECASE))


def _is_part(form: str, others: list[str]) -> bool:
    """Tell whether another term of the sentence holds this one, as Ono Station holds Ono."""
    return any(form != other and form.lower() in other.lower() for other in others)
