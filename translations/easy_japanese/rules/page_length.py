"""A page is about one sheet of paper."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text

# Source: companions of the Plain Japanese guideline: about one page of A4.
MOST_CHARS = 1000


def check(text: Text) -> Iterator[Found]:
    """Remark on a text of more than one sheet."""
    length = sum(sentence.length for sentence in text.sentences)
    if length > MOST_CHARS:
        yield Found(
            0,
            0,
            f"全部で{length}文字あります。{MOST_CHARS}文字くらいまでにしてください。読む人に必要なことだけを書きます。",
            f"{length} characters in all. Keep to about {MOST_CHARS}: only what this reader must know and do.",
            HINT,
        )


RULE = Rule(
    "page-length",
    {"ja": "ページが長すぎない", "en": "The page is not too long"},
    "Plain Japanese guideline 2020: only what the reader needs, about one A4 sheet",
    check,
)
