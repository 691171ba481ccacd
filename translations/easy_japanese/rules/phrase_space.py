"""Where a page asks for it, spaces part the phrases."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.spacing import with_spaces
from translations.easy_japanese.text import Text

# Our choice: a short sentence has two phrases or three, and reads well without spaces.
SHORT_CHARS = 12


def check(text: Text) -> Iterator[Found]:
    """Find sentences without any space, on pages that are to have them."""
    if not text.is_spaced:
        return
    for sentence in text.sentences:
        if sentence.length > SHORT_CHARS and not any(letter.isspace() for letter in sentence.text):
            yield Found(
                sentence.start,
                sentence.end,
                "言葉と言葉の間に、空白を入れてください（分かち書き）。",
                "Put spaces between the phrases.",
                HINT,
                with_spaces(sentence.text),
            )


RULE = Rule(
    "phrase-space",
    {"ja": "分かち書きをする（求めるページだけ）", "en": "Spaces between phrases, where asked for"},
    "Plain Japanese guideline 2020: spaces between phrases in disaster texts, optional elsewhere",
    check,
)
