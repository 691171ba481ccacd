"""A sentence is short."""

from collections.abc import Iterator

from translations.easy_japanese.finding import ERROR, WARNING, Found, Rule
from translations.easy_japanese.text import Text

# Our choice: the guideline says "short"; a reader of N4 loses the thread of more. Of a text read in haste about 30.
LONG, TOO_LONG = 50, 80  # characters without white space
LONG_IN_DISASTER, TOO_LONG_IN_DISASTER = 30, 50


def check(text: Text) -> Iterator[Found]:
    """Find sentences over the limit."""
    long, too_long = (LONG_IN_DISASTER, TOO_LONG_IN_DISASTER) if text.is_disaster else (LONG, TOO_LONG)
    for sentence in text.sentences:
        length = sentence.length
        if length <= long or sentence.is_list:
            continue
        yield Found(
            sentence.start,
            sentence.end,
            f"この文は{length}文字あります。{long}文字までの文に分けてください。",
            f"This sentence has {length} characters. Part it into sentences of at most {long}.",
            ERROR if length > too_long else WARNING,
        )


RULE = Rule(
    "sentence-length",
    {"ja": "文が短い", "en": "Sentences are short"},
    "Plain Japanese guideline 2020: one sentence short; limits are ours",
    check,
)
