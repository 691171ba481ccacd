"""Three things and more stand in a list."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text

# Our choice: from three on; a list of two reads well in a sentence.
MANY = 3
_ITEM = r"[^、。・，,\s（）()「」]{1,14}"
_LISTED = re.compile(rf"{_ITEM}(?:[、・，]\s?{_ITEM}){{{MANY - 1},}}")
_MARKS = re.compile(r"[、・，]\s?")
_JOIN = ("名詞", "接尾辞")


def check(text: Text) -> Iterator[Found]:
    """Find sentences with three nouns and more in a row."""
    kinds = {token.end: token.part_of_speech[0] for token in text.tokens}
    for sentence in text.sentences:
        if not sentence.is_full:
            continue
        for match in _LISTED.finditer(text.text, sentence.start, sentence.end):
            ends = [match.start() + mark.start() for mark in _MARKS.finditer(match.group())]
            # The last item runs on into the sentence; what stands before a mark must be a noun.
            if (
                len(ends) >= MANY - 1
                and all(kinds.get(end) in _JOIN for end in ends)
                and not text.is_apart(*match.span())
            ):
                yield Found(
                    match.start(),
                    match.end(),
                    f"{len(ends) + 1}つのものが並んでいます。箇条書き（リスト）にしてください。",
                    f"{len(ends) + 1} things in a row. Make a list of them.",
                    HINT,
                )


RULE = Rule(
    "list-items",
    {"ja": "3つ以上のものは箇条書きにする", "en": "Three things and more in a list"},
    "Plain Japanese guideline 2020: lists and numbers for steps; three is our choice",
    check,
)
