"""A sentence says who does what."""

from collections.abc import Iterator

from translations.easy_japanese.finding import HINT, Found, Rule
from translations.easy_japanese.text import Text
from translations.tokens import Token

# Verbs whose られる is a passive in texts of an office. That of others (食べられます, 見られます) mostly says what one can do.
_PASSIVE = frozenset(
    "決める 定める 認める 求める 考える 設ける 含める 禁じる 感じる 与える 建てる 発する 課する 講じる 命じる 掲げる 述べる 授ける".split()
)
# Passives that are words of their own, and easy ones.
_WORDS = frozenset(("行く", "来る", "知る", "生む", "恵む", "言う"))


def check(text: Text) -> Iterator[Found]:
    """Find passives, and causatives of する; 飲ませる and its like are needed: a child does not drink by itself."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for number in range(1, len(tokens)):
            token, verb = tokens[number], tokens[number - 1]
            if text.is_apart(token.start, token.end) or token.part_of_speech[0] != "助動詞":
                continue
            if _is_passive(token, verb):
                yield Found(
                    verb.start,
                    token.end,
                    f"「{verb.surface}{token.surface}…」は受け身です。「だれが何をする」の形で書いてください。",
                    "A passive. Say who does it.",
                )
            elif token.dictionary_form == "せる" and verb.dictionary_form == "する" and not _is_humble(tokens, number):
                yield Found(
                    verb.start,
                    token.end,
                    "「させる」は、だれがするか、わかりにくいです。「する」で書けませんか。",
                    "A causative. Can it be said with する?",
                    HINT,
                )


def _is_passive(token: Token, verb: Token) -> bool:
    if token.dictionary_form == "れる":
        return verb.part_of_speech[0] == "動詞" and verb.dictionary_form not in _WORDS
    return token.dictionary_form == "られる" and verb.dictionary_form in _PASSIVE


def _is_humble(tokens: tuple[Token, ...], number: int) -> bool:
    """Whether it is させていただく, which the rule on honorifics knows."""
    return [token.dictionary_form for token in tokens[number + 1 : number + 3]] == ["て", "いただく"]


RULE = Rule(
    "passive",
    {"ja": "受け身や「させる」を使わない", "en": "No passive, no causative"},
    "Plain Japanese guideline 2020: no passive and causative where the active works",
    check,
)
