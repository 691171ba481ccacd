"""No Japanese is left in the translation."""

import re

from translations.quality.finding import Finding, Pair

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]+")
_KANA_OR_KANJI = re.compile(r"[ぁ-ゖァ-ヺ々一-鿿㐀-䶿]+")
# Our choice: frequent kanji that simplified Chinese does not have (it writes 图, 气, 对, 广, 县, 价 …).
_JAPANESE_ONLY = re.compile(
    r"[図気対広県価働込峠畑辻円駅薬歯齢児労営総続発経済変検験権戻売読転関険応実単戦収桜栄沢浜渋滝竜]+"
)


def check(pair: Pair) -> list[Finding]:
    """Find kana, and kanji where the language has none of its own. Words that are never translated are left out."""
    if pair.locale.startswith("ja"):
        return []
    text = pair.target
    for term in pair.glossary.terms.values():
        if term.kind == "keep":
            text = text.replace(term.term, " ")
    patterns = (_KANA, _JAPANESE_ONLY) if pair.locale.startswith("zh") else (_KANA_OR_KANJI,)
    left = [words for pattern in patterns for words in pattern.findall(text)]
    if not left:
        return []
    return [
        Finding(
            "leftovers",
            f"日本語の「{'」「'.join(left)}」が残っています。訳してください。",
            f"Japanese is left: {', '.join(left)}. Translate it.",
        )
    ]
