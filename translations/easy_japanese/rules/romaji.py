"""No words in Latin letters, names and well-known marks left out."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, WARNING, Found, Rule
from translations.easy_japanese.text import Text

_WORD = re.compile(r"(?<![A-Za-z0-9_@./#%&=?-])[A-Za-z][A-Za-z'-]*[A-Za-z](?![A-Za-z0-9_@/=-])")
# Marks that stand so on buttons, cards and signs.
_KNOWN = frozenset(
    "PDF SNS QR PIN OK ID PC TV DVD CD AED ATM JR NHK LINE Wi-Fi WiFi URL SIM USB Web web AI SMS Excel Word kg cm mm km ml".split()
)


def check(text: Text) -> Iterator[Found]:
    """Find words in small letters, and abbreviations that are not explained. Names begin with a capital."""
    for match in _WORD.finditer(text.text):
        word = match.group()
        start, end = match.span()
        if word in _KNOWN or text.is_set_off(start, end) or text.is_address(start) or text.is_explained(end):
            continue
        if word.islower():
            yield Found(
                start,
                end,
                f"「{word}」はローマ字です。日本語で書いてください。",
                f"「{word}」 stands in Latin letters. Write it in Japanese.",
                WARNING,
            )
        elif word.isupper():
            yield Found(
                start,
                end,
                f"「{word}」の意味がわからない人がいます。すぐ後ろの〈　〉に意味を書いてください。",
                f"Explain the abbreviation 「{word}」 in 〈 〉.",
                HINT,
            )


RULE = Rule(
    "romaji",
    {"ja": "ローマ字の言葉を使わない", "en": "No words in Latin letters"},
    "Plain Japanese guideline 2020: no romaji except names",
    check,
)
