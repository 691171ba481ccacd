"""A page has headings."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text

# Our choice: so many sentences one below the other are a wall.
MANY = 9  # sentences


def check(text: Text) -> Iterator[Found]:
    """Remark on a long text none of whose lines is a heading or an item of a list."""
    full = sum(sentence.is_full for sentence in text.sentences)
    if full >= MANY and full == len(text.sentences):
        yield Found(
            0,
            0,
            "見出しがありません。何について書いてあるか、見出しを付けてください。",
            "There is no heading. Say with headings what each part is about.",
            HINT,
        )


RULE = Rule(
    "page-headings",
    {"ja": "見出しがある", "en": "There are headings"},
    "Plain Japanese guideline 2020: headings; the number is our choice",
    check,
)
