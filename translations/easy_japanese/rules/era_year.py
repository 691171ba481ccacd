"""Years are those of the Western calendar."""

import re
from collections.abc import Iterator

from translations.easy_japanese.clock import DIGIT, ERAS, LETTERS, western_year
from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text

_YEAR = re.compile(rf"({'|'.join(ERAS)})({DIGIT}{{1,2}}|元|[〇一二三四五六七八九十]{{1,3}})年")
_SHORT = re.compile(rf"(?<![A-Za-zＡ-Ｚ0-9])([MTSHRＭＴＳＨＲ])({DIGIT}{{1,2}})(?:年|[.．/](?={DIGIT}{{1,2}}[.．/]))")
_WESTERN = re.compile(rf"度?[（(]{DIGIT}{{4}}年")
_FULL_WIDTH = str.maketrans("ＭＴＳＨＲ", "MTSHR")


def check(text: Text) -> Iterator[Found]:
    """Find years of eras; one in brackets behind the Western year is fine."""
    found = [(match, match[1]) for match in _YEAR.finditer(text.text)]
    found += [(match, LETTERS[match[1].translate(_FULL_WIDTH)]) for match in _SHORT.finditer(text.text)]
    for match, era in found:
        year = western_year(era, match[2])
        if year is None or text.is_apart(*match.span()) or _WESTERN.match(text.text, match.end()):
            continue
        yield Found(
            *match.span(),
            f"「{match.group()}」は、外国の人にはわかりません。「{year}年」と書いてください。",
            f"Write {year}年: people from elsewhere do not know the eras.",
            replacement=f"{year}年",
        )


RULE = Rule(
    "era-year",
    {"ja": "年は西暦で書く", "en": "Western calendar years"},
    "Plain Japanese guideline 2020: Western calendar years",
    check,
)
