"""Short ASCII addresses made of Japanese titles."""

from collections.abc import Callable
from itertools import groupby

import jaconv
from django.utils.text import slugify

from translations import Token, to_kana, tokenize

# Our choice: an address that can be read out on the telephone.
SLUG_LENGTH_CHARS = 40
# Between words: particles, punctuation and spaces (Sudachi's first column of the part of speech).
SEPARATORS = {"助詞", "補助記号", "空白", "記号"}
FALLBACK = "page"


def make_slug(title: str) -> str:
    """Return an address for the title in Hepburn romanisation: 公民館の使い方 becomes kouminkan-tsukaikata.

    At most SLUG_LENGTH_CHARS long, cut between words where possible; "page" when nothing can be read.
    """
    words = []
    for is_separator, tokens in groupby(tokenize(title), key=is_between_words):
        if not is_separator:
            words.append(romanise(list(tokens)))
    slug = ""
    for word in filter(None, words):
        longer = f"{slug}-{word}" if slug else word[:SLUG_LENGTH_CHARS]
        if len(longer) > SLUG_LENGTH_CHARS:
            break
        slug = longer
    return slug or FALLBACK


def is_between_words(token: Token) -> bool:
    return token.part_of_speech[0] in SEPARATORS


def romanise(tokens: list[Token]) -> str:
    reading = to_kana("".join(token.surface for token in tokens))
    hiragana = jaconv.kata2hira(jaconv.h2z(reading, kana=True, ascii=False, digit=False))
    return slugify(jaconv.kana2alphabet(hiragana).replace("ー", "").replace("-", ""))


def find_free_slug(title: str, is_free: Callable[[str], bool]) -> str:
    """Return the slug of the title, with -2, -3 … behind it when it is taken already."""
    slug = make_slug(title)
    candidate, number = slug, 2
    while not is_free(candidate):
        candidate, number = f"{slug}-{number}", number + 1
    return candidate
