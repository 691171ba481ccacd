"""Wakachigaki: a space between the phrases of a Japanese text, as books for beginners have it."""

import re
from collections.abc import Sequence

from translations.tokens import Token, tokenize

# Our choice: lines may break there, and it is narrow enough to keep a sentence one.
SPACE = " "
_MARKS = ("補助記号", "空白", "記号")
_TAILS = ("助詞", "助動詞", "接尾辞")
# Verbs that carry on the word before them: して います, 書いて ください stay one phrase.
_CARRIED = ("動詞", "形容詞")
_OPEN = re.compile(r"[「『（(〈《【“]")


def with_spaces(text: str, space: str = SPACE) -> str:
    """Give the text with a space before each phrase that has none there; what stands in the text stays as it is."""
    tokens = tokenize(text)
    out = []
    for number, token in enumerate(tokens):
        if number and begins_phrase(tokens, number):
            out.append(space)
        out.append(token.surface)
    return "".join(out)


def begins_phrase(tokens: Sequence[Token], number: int) -> bool:
    """Whether a phrase begins with this word, and no space or mark parts it from the one before."""
    before, token = tokens[number - 1], tokens[number]
    kind, kind_before = token.part_of_speech, before.part_of_speech
    if kind_before[0] in _MARKS or before.surface.isspace() or token.surface.isspace():
        return False
    if _OPEN.match(token.surface):
        return kind_before[0] in ("助詞", "助動詞")
    if kind[0] in (*_MARKS, *_TAILS):
        return False
    if kind_before[0] == "接頭辞":
        return False
    if kind[0] in _CARRIED and kind[1] == "非自立可能":
        # 書いて|ください, 申請|する, 電話|できます
        return kind_before[0] == "助詞" and before.surface not in ("て", "で")
    if kind[0] == "動詞" and kind_before[0] == "動詞" and kind_before[5].startswith("連用形"):
        return False  # 問い合わせる, 申し込む: one verb of two
    return not (kind[0] == "名詞" and kind_before[0] in ("名詞", "接尾辞"))
