"""Every link of the source is in the translation, and no other."""

from translations.quality.finding import Finding, Pair


def check(pair: Pair) -> list[Finding]:
    """Find links that were lost or doubled, and links the source does not have."""
    wanted, there = sorted(pair.source_links), sorted(pair.target_links)
    if wanted == there:
        return []
    if len(there) < len(wanted) or set(wanted) - set(there):
        return [
            Finding(
                "links",
                f"リンクが {len(wanted)}個のうち {len(set(wanted) & set(there))}個しかありません。"
                "日本語と同じことばにリンクを付けてください。",
                f"Only {len(set(wanted) & set(there))} of {len(wanted)} links are left. Put them on the same words as in the Japanese.",
            )
        ]
    return [
        Finding(
            "links",
            f"リンクが日本語より多いです（{len(there)}個、日本語は {len(wanted)}個）。余分なものを消してください。",
            f"There are {len(there)} links, and {len(wanted)} in the Japanese. Delete what is too much.",
        )
    ]
