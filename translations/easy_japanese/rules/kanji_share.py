"""A sentence has few kanji."""

from collections.abc import Iterator

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import KANJI, Text

# Source: companions of the Plain Japanese guideline: up to 13 kanji in a sentence of daily life. In haste: 3 to 4 is the guide
# value; twice that is our choice, as every kanji here has its furigana.
MANY, MANY_IN_DISASTER = 13, 8


def check(text: Text) -> Iterator[Found]:
    """Find sentences with more kanji than the guide value; names, quotations and brackets are not counted."""
    many = MANY_IN_DISASTER if text.is_disaster else MANY
    for sentence in text.sentences:
        found = list(KANJI.finditer(text.text, sentence.start, sentence.end))
        count = sum(not text.is_apart(match.start(), match.end()) for match in found)
        if count > many:
            yield Found(
                sentence.start,
                sentence.end,
                f"漢字が{count}字あります。{many}字までにしてください（名前は数えません）。",
                f"There are {count} kanji. Use at most {many} in a sentence (names are not counted).",
            )


RULE = Rule(
    "kanji-share",
    {"ja": "漢字が少ない", "en": "Sentences have few kanji"},
    "Companions of the Plain Japanese guideline: 3 to 4 kanji in disaster texts, up to 13 in daily life",
    check,
)
