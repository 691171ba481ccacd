"""Writes Japanese in Latin letters (Hepburn) from our own readings, for names in the foreign versions: 好古館 is Kōkokan."""

import re

from translations.furigana.dictionary import Dictionary, shipped
from translations.furigana.readings import read_words
from translations.kakasi import romanise
from translations.tokens import Token, tokenize

# Particles that sound otherwise than they are written. Source: 現代仮名遣い (1986) 本文第2.
_PARTICLES = {"は": "わ", "へ": "え", "を": "お"}
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
# Parts of speech that are written together with the word before them: 行きます is ikimasu.
_ATTACHED = {"助動詞", "接尾辞"}
# Source: 外務省「ヘボン式ローマ字綴方表」, with the long vowels of ALA-LC marked where two kana of one word make them.
_LONG = {"ou": "ō", "oo": "ō", "uu": "ū", "aa": "ā", "ee": "ē"}


def to_romaji(text: str, dictionary: Dictionary | None = None) -> str:
    """Give the text in Latin letters, with spaces between words; names start with a capital letter.

    Raises KakasiUnavailable if pykakasi is not installed.
    """
    chosen = dictionary or shipped()
    words = {word.start: word for word in read_words(text, chosen)}
    out, done = "", 0
    for token in tokenize(text):
        if token.start < done:  # the middle of an entry of the dictionary, or of a number with its counter
            continue
        word = words.get(token.start)
        done = word.end if word else token.end
        latin = _latin(token, word.reading if word else "", is_name=bool(word and word.origin == "dictionary"))
        is_apart = out and latin[:1].isalnum() and out[-1].isalnum() and token.part_of_speech[0] not in _ATTACHED
        out += (" " if is_apart else "") + latin
    return out


def _latin(token: Token, reading: str, *, is_name: bool) -> str:
    """Give one word in Latin letters; what is neither kanji nor kana stays as it is."""
    kana = reading or token.surface
    if not reading and token.part_of_speech[0] == "助詞":
        kana = _PARTICLES.get(kana, kana)
    ending = (
        "u" if token.part_of_speech[0] == "動詞" and kana.endswith("う") else ""
    )  # 思う is omou and has no long vowel
    latin = _KANA.sub(lambda match: _long(romanise(match.group())), kana[: -1 if ending else None]) + ending
    return latin.capitalize() if is_name or token.part_of_speech[1] == "固有名詞" else latin


def _long(latin: str) -> str:
    return re.sub("ou|oo|uu|aa|ee", lambda match: _LONG[match.group()], latin)
