"""What is done is said by a verb, not by a noun with を行う."""

from collections.abc import Iterator

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text
from translations.easy_japanese.words import is_suru_noun, is_verb, put
from translations.tokens import Token

_DO = ("行う", "行なう", "おこなう")
_CARRY_OUT = ("実施", "実行", "施行")
_JOINS = ("名詞", "接尾辞", "接頭辞")


def check(text: Text) -> Iterator[Found]:
    """Find 「相談を行う」 and 「相談を実施する」; 「相談する」 says the same."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for number in range(1, len(tokens) - 1):
            if tokens[number].surface != "を" or tokens[number - 1].part_of_speech[0] not in _JOINS:
                continue
            if any(is_verb(tokens[number + 1], verb) for verb in _DO):
                yield from _say(text, tokens, number, number + 1)
            elif (
                tokens[number + 1].surface in _CARRY_OUT
                and number + 2 < len(tokens)
                and is_verb(tokens[number + 2], "する")
            ):
                yield from _say(text, tokens, number, number + 2)


def _say(text: Text, tokens: tuple[Token, ...], number: int, verb: int) -> Iterator[Found]:
    """number: of を. verb: of the word that is inflected."""
    noun = tokens[number - 1]
    found = put(tokens, verb, "する")
    end = found[0] if found else tokens[verb].end
    is_single = is_suru_noun(noun) and (number < 2 or tokens[number - 2].part_of_speech[0] not in _JOINS)
    old = text.text[tokens[number].start : end]
    new = None if found is None else found[1] if is_single else f"を{found[1]}"
    yield Found(
        tokens[number].start,
        end,
        f"「{noun.surface}{old}」は、「{noun.surface}{new or 'をする'}」と書くとやさしくなります。",
        f"「{noun.surface}{new or 'をする'}」 is easier.",
        replacement=new,
    )


RULE = Rule(
    "suru-noun",
    {"ja": "「〜を行う」「〜を実施する」と書かない", "en": "Verbs, not nouns with を行う"},
    "Plain Japanese guideline 2020: verbs in the place of nouns; を行う and を実施する",
    check,
)
