"""Questions about the words of a sentence, and verbs in the form of another."""

import functools
from collections.abc import Sequence

from translations.tokens import Token, tokenize

# Last kana of a godan verb's dictionary form: before ます, before ない, and て and た with the sound they change to.
_GODAN = {
    "う": ("い", "わ", "って", "った", "え"),
    "く": ("き", "か", "いて", "いた", "け"),
    "ぐ": ("ぎ", "が", "いで", "いだ", "げ"),
    "す": ("し", "さ", "して", "した", "せ"),
    "つ": ("ち", "た", "って", "った", "て"),
    "ぬ": ("に", "な", "んで", "んだ", "ね"),
    "ぶ": ("び", "ば", "んで", "んだ", "べ"),
    "む": ("み", "ま", "んで", "んだ", "め"),
    "る": ("り", "ら", "って", "った", "れ"),
}
_SURU = ("し", "し", "して", "した", "すれ")
_KURU = ("き", "こ", "きて", "きた", "くれ")
_FORMS = ("stem", "nai", "te", "ta", "ba")


def is_suru_noun(token: Token) -> bool:
    """Whether a noun becomes a verb with する."""
    return token.part_of_speech[0] == "名詞" and token.part_of_speech[2] == "サ変可能"


def is_verb(token: Token, lemma: str) -> bool:
    """Whether a word is a form of this verb."""
    return token.dictionary_form == lemma and token.part_of_speech[0] == "動詞"


@functools.cache
def inflect(verb: str, form: str) -> str | None:
    """Give a form of a verb: stem (書き), nai (書か), te (書いて), ta (書いた), ba (書け), plain (書く); None for what is no verb."""
    if form == "plain":
        return verb
    tokens = tokenize(verb)
    kind = tokens[-1].part_of_speech if tokens else ("", "", "", "", "", "")
    if kind[0] != "動詞":
        return None
    number = _FORMS.index(form)
    if kind[4].startswith("五段"):
        if verb.endswith("行く") and form in ("te", "ta"):
            return verb[:-1] + {"te": "って", "ta": "った"}[form]
        return verb[:-1] + _GODAN[verb[-1]][number]
    if kind[4].startswith("サ行変格"):
        return verb.removesuffix("する") + _SURU[number]
    if kind[4].startswith("カ行変格"):
        return verb.removesuffix("来る").removesuffix("くる") + (
            "来" + _KURU[number][1:] if verb.endswith("来る") else _KURU[number]
        )
    return verb[:-1] + ("", "", "て", "た", "れ")[number]


def put(tokens: Sequence[Token], number: int, verb: str) -> tuple[int, str] | None:
    """Give the end of a verb with its endings, and another verb with the same ones: 提出しました is 出しました.

    None where the form is not known here.
    """
    form = form_at(tokens, number)
    made = inflect(verb, form[0]) if form else None
    if form is None or made is None:
        return None
    last = number + form[1]
    while form[0] in ("stem", "nai") and last + 1 < len(tokens):
        after = tokens[last + 1]
        if after.part_of_speech[0] != "助動詞" or after.start != tokens[last].end:
            break
        made += after.surface
        last += 1
    return tokens[last].end, made


def form_at(tokens: Sequence[Token], number: int) -> tuple[str, int] | None:
    """Say in which form the verb stands, and how many words behind it belong to the form: して is ("te", 1).

    None where it is passive, causative or in a form that is not known here.
    """
    shape = tokens[number].part_of_speech[5]
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    follows = after.surface if after else ""
    if follows in ("て", "で") and after and after.part_of_speech[1] == "接続助詞":
        return "te", 1
    if follows in ("た", "だ") and after and after.part_of_speech[0] == "助動詞":
        return "ta", 1
    if shape.startswith("連用形"):
        if follows == "、":
            return "te", 0
        return ("stem", 0) if after and after.dictionary_form in ("ます", "たい", "やすい", "にくい") else None
    if shape.startswith("未然形"):
        return ("nai", 0) if after and after.dictionary_form in ("ない", "なく") else None
    if shape.startswith("仮定形"):
        return "ba", 0
    return ("plain", 0) if shape.startswith(("終止形", "連体形")) else None
