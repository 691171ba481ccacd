"""A sentence says one thing."""

from collections.abc import Iterator

from translations.easy_japanese.finding import ERROR, WARNING, Found, Rule
from translations.easy_japanese.text import Sentence, Text
from translations.tokens import Token

# Our choice: two joints are "when …, do …, and …", which readers follow; from three on they go back to the beginning.
MANY, TOO_MANY = 3, 5  # joints of clauses
MANY_COMMAS = 5
_PARTICLES = frozenset("が けれど けれども けど ので から し と ながら のに つつ".split())
_NOUNS = frozenset("ため 場合 とき 時 際 うえ".split())
# What can be cut after です or ます, and the word that the next sentence begins with.
_CUTS = {"が": "でも、", "けれど": "でも、", "けれども": "でも、", "ので": "だから、", "から": "だから、"}


def check(text: Text) -> Iterator[Found]:
    """Find sentences with many clauses; where a clause ends politely, offer the full stop."""
    for sentence in text.sentences:
        if sentence.is_list:
            continue
        joints = sum(is_joint(sentence.tokens, number) for number in range(len(sentence.tokens)))
        commas = sentence.text.count("、")
        if joints >= MANY:
            yield Found(
                sentence.start,
                sentence.end,
                f"1つの文に、{joints + 1}つのことが書いてあります。1つの文では、1つのことだけを書いてください。",
                f"This sentence says {joints + 1} things. Say one thing in a sentence.",
                ERROR if joints >= TOO_MANY else WARNING,
            )
        elif commas >= MANY_COMMAS:
            yield Found(
                sentence.start,
                sentence.end,
                f"「、」が{commas}個あります。文を分けるか、箇条書きにしてください。",
                f"There are {commas} commas. Part the sentence, or make a list.",
            )
        if joints >= MANY or sentence.length > 40:
            yield from _cuts(text, sentence)


def is_joint(tokens: tuple[Token, ...], number: int) -> bool:
    """Whether a clause ends with this word and the sentence goes on."""
    token = tokens[number]
    if number + 1 >= len(tokens):
        return False
    after = tokens[number + 1].surface
    kind = token.part_of_speech
    if kind[1] == "接続助詞":
        if token.surface == "ば":
            return tokens[number + 1].dictionary_form not in ("なる", "いける", "よい", "いい")
        return token.surface in _PARTICLES or (token.surface in ("て", "で") and after == "、")
    if kind[0] == "助動詞" and kind[5].startswith("仮定形"):
        return token.dictionary_form in ("た", "だ")
    if kind[0] == "助動詞" and token.surface == "で" and number and tokens[number - 1].surface == "の":
        return True
    if kind[0] == "名詞" and token.surface in _NOUNS:
        return number > 0 and tokens[number - 1].part_of_speech[0] in ("動詞", "助動詞", "形容詞", "助詞")
    return kind[0] in ("動詞", "助動詞", "形容詞") and kind[5].startswith("連用形") and after == "、"


def _cuts(text: Text, sentence: Sentence) -> Iterator[Found]:
    """Give each 「ますが、」「ですので、」 with the full stop that can stand there."""
    tokens = sentence.tokens
    for number in range(2, len(tokens) - 1):
        # から, けれど: one word; ので: の and で.
        first = number - 1 if tokens[number].surface == "で" and tokens[number - 1].surface == "の" else number
        joint = text.text[tokens[first].start : tokens[number].end]
        polite = tokens[first - 1]
        is_polite = polite.dictionary_form in ("ます", "です") and polite.part_of_speech[5].startswith(("終止", "連体"))
        if joint not in _CUTS or tokens[number + 1].surface != "、" or not is_polite:
            continue
        yield Found(
            tokens[first].start,
            tokens[number + 1].end,
            f"「{polite.surface}{joint}、」で文を切ることができます。",
            f"The sentence can end before 「{joint}」.",
            0,
            f"。{_CUTS[joint]}",
        )


RULE = Rule(
    "one-message",
    {"ja": "1つの文で1つのことを言う", "en": "A sentence says one thing"},
    "Plain Japanese guideline 2020: one sentence, one message; counts are ours",
    check,
)
