"""No emoji, emoticons and repeated exclamation marks."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_EMOJI = re.compile(r"[\U0001f300-\U0001faff♡♥❤❣☺☹✨✿❀☀-☃⚠✌✋✊☝]\ufe0f?")
_INNER = r"\s*＊;；:´`｀・･^＾_＿ωДд∀▽ﾟ゜°≧≦＞＜><＝=T￣ー‐。｡,､oO0xεノ゛∇⌒"
_FACE = re.compile(rf"[（(][{_INNER}]*[\^＾ωДд∀▽´｀`≧≦￣;；⌒_＿][{_INNER}]+[）)]|[mｍ][（(]\s?_+\s?_+\s?[）)][mｍ]?")
_CRIES = re.compile(r"[！!？?]{2,}|[!！][?？]")


def _look(block: Block, page: Page) -> Verdict:
    """Fail the first of them."""
    for key, pattern in (("emoji", _EMOJI), ("face", _FACE), ("cries", _CRIES)):
        match = pattern.search(block.text)
        if match is not None:
            return failed(key, block.element_at(match.start()), words=match.group())
    return passed()


_WORDING = Wording(_look, "|".join(pattern.pattern for pattern in (_EMOJI, _FACE, _CRIES)))

RULE = Rule(
    id="emoticon",
    name={"ja": "絵文字・顔文字がない", "en": "No emoji and emoticons"},
    criteria=(),
    impact="minor",
    items=("G32", "J39"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "読み上げソフトは、「笑顔、かっこ、アクサン」のように関係のない言葉で読みます。",
        "en": "Screen readers speak them as words that have nothing to do with the text.",
    },
    messages={
        "emoji": {
            "ja": "絵文字「{words}」があります。",
            "en": "There is an emoji: “{words}”.",
        },
        "face": {
            "ja": "顔文字「{words}」があります。",
            "en": "There is an emoticon: “{words}”.",
        },
        "cries": {
            "ja": "「{words}」のように、記号が重ねてあります。",
            "en": "Marks are piled up: “{words}”.",
        },
    },
    fixes={
        "cries": {
            "ja": "一つにするか、「。」にしてください。",
            "en": "Use one mark, or “。”.",
        },
        "": {
            "ja": "消すか、言葉で書いてください。",
            "en": "Remove it, or say it in words.",
        },
    },
    source="Municipal guideline item G32; WCAG 2.2, technique H86",
)
