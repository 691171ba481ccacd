"""Figures of one kind stand in the order of the source: 9 to 17 o'clock, children 300 yen and adults 500."""

from translations.facts import facts_of
from translations.quality.figures import compare, figures
from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Ask for a look where the same figures stand in another order; another order may be right."""
    source, target = facts_of(pair.source, "ja"), facts_of(pair.target, pair.locale)
    if any(compare(source, target)):
        return []  # figures says it
    for kind in ("date", "time", "number"):
        before = [fact.value for fact in figures(source) if fact.kind == kind and fact.is_required]
        after = [fact.value for fact in figures(target) if fact.kind == kind and fact.value in before]
        if [value for value in before if value in after] != after:
            return [
                Finding(
                    "order",
                    f"数字の順番が日本語と違います（日本語は {'、'.join(before)}、訳は {'、'.join(after)}）。入れかわっていませんか。",
                    f"The figures stand in another order (Japanese: {', '.join(before)}; here: {', '.join(after)}). "
                    "Have they been exchanged?",
                    is_certain=False,
                )
            ]
    return []
