"""Numbers, dates, times and weekdays are the same, however each language writes them."""

from collections import Counter
from collections.abc import Sequence

from translations.facts import Fact, facts_of
from translations.quality.finding import Finding, Pair

KINDS = {"number", "date", "time", "weekday"}
_Values = Counter[tuple[str, str]]


def check(pair: Pair) -> list[Finding]:
    """Find what is missing in the translation and what was added to it."""
    source = [*facts_of(pair.source, "ja"), *_of_terms(pair)]
    missing, added = compare(source, facts_of(pair.target, pair.locale))
    found = []
    if missing:
        found.append(
            Finding(
                "figures",
                f"日本語にある {_names(missing, 'ja')} が訳にありません。訳に書いてください。",
                f"The Japanese has {_names(missing, 'en')}, the translation does not. Write it there.",
            )
        )
    if added:
        found.append(
            Finding(
                "figures",
                f"訳の {_names(added, 'ja')} は日本語にありません。直すか消してください。",
                f"The translation has {_names(added, 'en')}, the Japanese does not. Correct or delete it.",
            )
        )
    return found


def _of_terms(pair: Pair) -> list[Fact]:
    """Give the figures that the glossary's own words bring in, as in "people aged 75 and over" for 後期高齢者."""
    words = [form for found in pair.glossary.find(pair.source) for form in found.term.forms]
    return [fact._replace(is_required=False) for form in words for fact in facts_of(form, pair.locale)]


def compare(source: Sequence[Fact], target: Sequence[Fact]) -> tuple[_Values, _Values]:
    """Give what the target lacks and what it has too much, as counts of (kind, value)."""
    wanted, there = figures(source), figures(target)
    missing = _count(wanted, only_required=True) - _count(there)
    added = _count(there, only_required=True) - _count(wanted)
    return missing, added


def figures(facts: Sequence[Fact]) -> list[Fact]:
    """Give the facts of this check, with the year of a date apart: one language writes it first, another last."""
    found = []
    for fact in facts:
        year, _, day = fact.value.partition("-")
        if fact.kind == "date" and year:
            found += [fact._replace(value=f"--{day}"), fact._replace(kind="number", value=year)]
        elif fact.kind in KINDS:
            found.append(fact)
    return found


def _count(facts: list[Fact], *, only_required: bool = False) -> _Values:
    return Counter((fact.kind, fact.value) for fact in facts if fact.is_required or not only_required)


_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Sun.")}


def _names(values: _Values, language: str) -> str:
    between = "、" if language == "ja" else ", "
    return between.join(_name(kind, value, language) for kind, value in sorted(values.elements()))


def _name(kind: str, value: str, language: str) -> str:
    if kind == "date":
        month, _, day = value.lstrip("-").partition("-")
        if language == "ja":
            return f"「{int(month)}月{f'{int(day)}日' if day else ''}」"
        return f'"{value.lstrip("-")}" (month{"-day" if day else ""})'
    if kind == "weekday":
        day_name = _WEEKDAYS[language][int(value) - 1]
        return f"「{day_name}曜日」" if language == "ja" else f'"{day_name}"'
    return f"「{value}」" if language == "ja" else f'"{value}"'
