"""Figures and Latin letters have one width: the half one."""

import re
import unicodedata
from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:[．，：][０-９]+)*")
_NARROW_KANA = re.compile(r"[ｦ-ﾟ]+")


def check(text: Text) -> Iterator[Found]:
    """Find figures and letters in full width, and katakana in half width."""
    for pattern in (_WIDE, _NARROW_KANA):
        for match in pattern.finditer(text.text):
            new = unicodedata.normalize("NFKC", match.group())
            yield Found(
                *match.span(),
                f"「{match.group()}」は「{new}」と書いて、字の幅をそろえてください。",
                f"Write 「{new}」: one width throughout.",
                HINT,
                new,
            )


RULE = Rule(
    "letter-width",
    {"ja": "数字や英字の幅がそろっている", "en": "One width of figures and letters"},
    "Plain Japanese guideline 2020: full and half width consistent; half width is our choice",
    check,
)
