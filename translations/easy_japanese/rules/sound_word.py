"""No words that paint a sound or a feeling."""

import re
from collections.abc import Iterator

from translations.easy_japanese.finding import Found, Rule
from translations.easy_japanese.text import Text

_TWICE = re.compile(r"([ァ-ヺー]{2,3})\1|([ぁ-んー]{2,3})\2")
# Doubled words that are no sounds, and that beginners learn.
_PLAIN = frozenset(
    "いろいろ ときどき それぞれ だんだん なかなか もともと ますます そろそろ わざわざ たまたま まだまだ もうもう さまざま たびたび "
    "すみずみ ひとびと いちいち ところどころ ひとつひとつ つぎつぎ しばしば いよいよ まあまあ どうどう もしもし べつべつ ただただ "
    "どんどん ゆっくり それそれ わりわり あれこれ いつもいつも どこどこ だれだれ".split()
)


def check(text: Text) -> Iterator[Found]:
    """Find adverbs of two equal halves: ズキズキ, ふらふら."""
    for token in text.tokens:
        if token.part_of_speech[0] not in ("副詞", "名詞", "形状詞") or token.surface in _PLAIN:
            continue
        if _TWICE.fullmatch(token.surface) and not text.is_apart(token.start, token.end):
            yield Found(
                token.start,
                token.end,
                f"「{token.surface}」のような言葉は、外国の人にはわかりません。ほかの言葉で書いてください。",
                f"「{token.surface}」 paints a sound; people from elsewhere do not know it. Use another word.",
            )


RULE = Rule(
    "sound-word",
    {"ja": "「ズキズキ」のような言葉を使わない", "en": "No words that paint sounds"},
    "Plain Japanese guideline 2020: no onomatopoeia",
    check,
)
