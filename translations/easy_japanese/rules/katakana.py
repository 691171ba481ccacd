"""Words from other languages are few, and well known."""

import re
from collections.abc import Iterator, Mapping

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text, is_name
from translations.easy_japanese.vocabulary import load_loanwords
from translations.tokens import Token

_KATAKANA = re.compile(r"[ァ-ヺー・]*[ァ-ヺ][ァ-ヺー・]*")
_ALL = re.compile(r"[ァ-ヺー]+")
_TWICE = re.compile(r"([ァ-ヺー]{2,3})\1|[ァ-ヺ]+(?:ッ|ン|リ)$")


def check(text: Text) -> Iterator[Found]:
    """Find katakana words that are in no list of known ones. 「」 and brackets, names, and native words (ゴミ, カギ) are left out."""
    words = load_loanwords()
    for match in _KATAKANA.finditer(text.text):
        start, end = match.span()
        if match.group().strip("・") in words and not words[match.group().strip("・")]:
            continue
        if text.is_apart(start, end) or text.is_explained(end):
            continue
        inside = [token for token in text.tokens if start <= token.start and token.end <= end]
        if match.group() in words:
            yield _say(start, end, match.group(), words[match.group()])
            continue
        for token in inside:
            if not _is_known(token, words):
                yield _say(token.start, token.end, token.surface, words.get(token.surface, ""))


def _is_known(token: Token, words: Mapping[str, str]) -> bool:
    if len(token.surface) < 2 or not _ALL.fullmatch(token.surface) or is_name(token):
        return True
    if token.part_of_speech[0] in ("副詞", "感動詞") or _TWICE.fullmatch(token.surface):
        return True  # sounds have a rule of their own
    if token.is_known and not _ALL.fullmatch(token.normalized_form) and not token.normalized_form.isascii():
        return True  # a Japanese word in katakana: ゴミ, カギ, ケガ
    return words.get(token.surface) == ""


def _say(start: int, end: int, word: str, easier: str) -> Found:
    if easier:
        return Found(
            start,
            end,
            f"「{word}」を知らない人がいます。「{easier}」と書いてください。",
            f"Not everybody knows 「{word}」. Write 「{easier}」.",
            replacement=None if easier.endswith("こと") or "、" in easier else easier,
        )
    return Found(
        start,
        end,
        f"「{word}」を知らない人がいます。日本語で言いかえるか、すぐ後ろの〈　〉に意味を書いてください。",
        f"Not everybody knows 「{word}」. Say it in Japanese, or explain it in 〈 〉 right behind it.",
    )


RULE = Rule(
    "katakana",
    {"ja": "カタカナの言葉が少ない", "en": "Few katakana words, and known ones"},
    "Plain Japanese guideline 2020: few loan words; the list of known ones is ours (loanwords.tsv)",
    check,
)
