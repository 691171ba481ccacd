"""A sentence ends in です or ます."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, WARNING, Found, Rule
from translations.easy_japanese.text import Sentence, Text
from translations.tokens import Token

_POLITE = frozenset(("ます", "です", "くださる", "ござる", "なさる"))
_TAIL = ("か", "ね", "よ", "た", "う", "ん", "ぬ", "よう")
_PLAIN_IS = {"だ。": "です。", "である。": "です。"}
# What a call or a number ends with: 小野市の人へ。
_CALLS = ("へ", "に", "から", "まで")
_LAST_BRACKETS = re.compile(r"[（(][^（）()]*[）)](?=[。！？]*$)")
_ALL_QUOTED = re.compile(r"[「『（(].*[」』）)][。！？]?")


def check(text: Text) -> Iterator[Found]:
    """Find full sentences in another style. Headings, labels and quotations have no style of their own."""
    for sentence in text.sentences:
        if not sentence.is_full or _ALL_QUOTED.fullmatch(sentence.text):
            continue
        words = _words(sentence)
        if not words or _is_polite(words) or words[-1].part_of_speech[0] == "感動詞":
            continue
        if words[-1].surface in _CALLS or words[-1].part_of_speech[1] == "数詞":
            continue
        yield from _say(text, sentence, words[-1])


def _words(sentence: Sentence) -> list[Token]:
    """Give the words without marks, and without brackets at the end."""
    brackets = _LAST_BRACKETS.search(sentence.text)
    end = sentence.start + brackets.start() if brackets else sentence.end
    return [token for token in sentence.tokens if token.end <= end and token.part_of_speech[0] != "補助記号"]


def _is_polite(words: list[Token]) -> bool:
    for token in reversed(words):
        if token.surface in _TAIL:
            continue
        return token.dictionary_form in _POLITE or token.surface in ("でしょ", "ましょ", "さい")
    return True


def _say(text: Text, sentence: Sentence, last: Token) -> Iterator[Found]:
    ending = next((plain for plain in _PLAIN_IS if sentence.text.endswith(plain)), "")
    before = text.text[sentence.end - len(ending) - 1 : sentence.end - len(ending)] if ending else ""
    if ending == "だ。" and ("\u3041" <= before <= "\u3096"):  # 読んだ。, そうだ。: not a noun
        ending = ""
    yield Found(
        sentence.end - len(ending) if ending else last.start,
        sentence.end,
        "文の終わりを「です」「ます」「ください」にしてください。",
        "End the sentence with です, ます or ください.",
        # A noun at the end may explain a word: 「機械の 声。」
        HINT if last.part_of_speech[0] in ("名詞", "接尾辞") else WARNING,
        _PLAIN_IS.get(ending),
    )


RULE = Rule(
    "polite-form",
    {"ja": "「です」「ます」で終わる", "en": "Sentences end in です or ます"},
    "Plain Japanese guideline 2020: です and ます, one style",
    check,
)
