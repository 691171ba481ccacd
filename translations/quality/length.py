"""A translation is neither much shorter nor much longer than the source."""

from translations.quality.finding import Finding, Pair

# Characters of the target for one of Japanese: (fewest, most). Our choice, from the pairs in data/models/pairs.ja-en.tsv
# (English 1.1 to 6.7, median 2.4) and twice as wide at both ends; Chinese is about as long as Japanese, Korean a little longer.
RATIOS = {"zh-hans": (0.3, 2.5), "ko": (0.4, 3.0)}
_OTHERS = (0.6, 12.0)
_FROM_CHARS = 8  # shorter texts say nothing


def check(pair: Pair) -> list[Finding]:
    """Warn of a length that no faithful translation has."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    low, high = RATIOS.get(pair.locale, _OTHERS)
    if source < _FROM_CHARS or low * source <= target <= high * source:
        return []
    if target < low * source:
        ja, en = "短すぎます。抜けたところはありませんか。", "much shorter than the Japanese. Is something missing?"
    else:
        ja, en = "長すぎます。余分なことばはありませんか。", "much longer than the Japanese. Is something too much?"
    return [
        Finding(
            "length",
            f"訳が日本語（{source}字）に比べて {ja}",
            f"The translation ({target} characters) is {en}",
            is_certain=False,
        )
    ]
