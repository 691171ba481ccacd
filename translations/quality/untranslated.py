"""There is a translation, and it is not the Japanese itself."""

from translations.facts.literals import JAPANESE
from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Find an empty translation, and one that is the same as the Japanese."""
    if not pair.target.strip():
        return [Finding("untranslated", "訳がありません。書いてください。", "There is no translation. Write one.")]
    is_same = pair.target.strip() == pair.source.strip() and JAPANESE.search(pair.source)
    is_kept = any(term.kind == "keep" and term.term == pair.source.strip() for term in pair.glossary.terms.values())
    # Names of places are often written alike in Chinese; easy Japanese may keep an easy sentence.
    if not is_same or is_kept or pair.locale.startswith(("ja", "zh")):
        return []
    return [Finding("untranslated", "日本語のままです。訳してください。", "This is still the Japanese. Translate it.")]
