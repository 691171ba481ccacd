"""A hard word that people need in real life is explained where it first stands."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.vocabulary import load_easy_terms

_SAYS = r"[」』]?(?:は、?|とは、?)[^。]{1,60}(?:こと|もの|所|ところ|場所|人|紙|カード|お金|書類|しくみ|家|建物|病気|日|ごみ|知らせ)です"


def check(text: Text) -> Iterator[Found]:
    """Find the first place of each term without an explanation on the page. 避難所 hides 避難."""
    taken: list[tuple[int, int]] = []
    standing: list[str] = []
    for term, meaning in sorted(load_easy_terms().items(), key=lambda row: -len(row[0])):
        if term not in text.text or any(term in longer for longer in standing):
            continue
        standing.append(term)
        places = [
            match.span()
            for match in re.finditer(re.escape(term), text.text)
            if not any(first <= match.start() < last for first, last in taken)
        ]
        taken += places
        if not meaning or not places or _is_explained(text, term, places):
            continue
        start, end = next((place for place in places if not text.is_set_off(*place)), (0, 0))
        if end:
            yield Found(
                start,
                end,
                f"「{term}」は覚えておくとよい言葉です。はじめに出たところで、意味を書いてください。",
                f"People need the word 「{term}」. Explain it where it first stands.",
                HINT,
                f"{term}〈{meaning}〉",
            )


def _is_explained(text: Text, term: str, places: list[tuple[int, int]]) -> bool:
    if any(text.is_explained(end) for _start, end in places):
        return True
    return re.search(re.escape(term) + _SAYS, text.text) is not None


RULE = Rule(
    "term-explained",
    {"ja": "必要な言葉に説明がある", "en": "Words of real life are explained"},
    "Plain Japanese guideline 2020: keep words that are needed, and explain them; the list is ours (easy_terms.tsv)",
    check,
)
