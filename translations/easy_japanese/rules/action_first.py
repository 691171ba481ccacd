"""What the reader is to do stands first."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Sentence, Text

# Our choice: a page of fewer sentences is read to its end.
SHORT, FIRST = 6, 4  # sentences


def check(text: Text) -> Iterator[Found]:
    """Remark on a page whose first request comes late. A page that asks for nothing is fine."""
    full = [sentence for sentence in text.sentences if sentence.is_full]
    if len(full) < SHORT:
        return
    if any(_acts(sentence) for sentence in full[:FIRST]):
        return
    asking = next((number for number, sentence in enumerate(full) if _asks(sentence)), None)
    if asking is not None and asking >= FIRST:
        yield Found(
            0,
            0,
            f"読む人にしてほしいことが、{asking + 1}番目の文ではじめて出てきます。はじめに書いてください。",
            f"What the reader is to do comes in sentence {asking + 1} only. Begin with it.",
            HINT,
        )


def _asks(sentence: Sentence) -> bool:
    return any(mark in sentence.text for mark in ("ください", "ましょう", "できます", "必要です", "要ります"))


def _acts(sentence: Sentence) -> bool:
    """Whether it says what somebody does: 避難所へ逃げます. Steps are told so."""
    return any(
        token.dictionary_form == "ます"
        and before.part_of_speech[0] == "動詞"
        and before.dictionary_form not in ("ある", "いる", "できる")
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False)
    )


RULE = Rule(
    "action-first",
    {"ja": "してほしいことを先に書く", "en": "The action comes first"},
    "Plain Japanese guideline 2020: conclusion and action first; the place is our choice",
    check,
)
