"""No line break inside a word."""

import re
from itertools import pairwise

from a11y_checker.blocks import BREAK, Block
from a11y_checker.japanese import is_spaced_word, word_over_break
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, no_target

_KATAKANA = re.compile(r"[ァ-ヶー]")
# No Japanese word begins with these, so a line that does goes on with a word.
_NO_BEGINNING = re.compile(r"[ーぁぃぅぇぉっゃゅょゎんァィゥェォッャュョヮン々ゝゞヽヾ]")
_BEFORE = re.compile(r"[ァ-ヶー]+$|[一-鿿々]+$|[ぁ-ゖー]+$")
_AFTER = re.compile(r"[ァ-ヶー]+|[一-鿿々]+|[ぁ-ゖー]+")


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail a break that parts one word; ask nothing about breaks between words."""
    if BREAK not in block.text:
        return None
    parts = block.text.split(BREAK)
    characters = [part.strip(" \u3000\u00a0") for part in parts]
    if len(characters) > 1 and all(len(c) == 1 and c.isalpha() for c in characters) and is_spaced_word(characters):
        return failed("column", words="".join(characters))
    position = 0
    for before, after in pairwise(parts):
        position += len(before) + 1
        word = _broken_word(before, after)
        if word:
            return failed("inside", block.element_at(position), words=word)
    return passed()


def _broken_word(before: str, after: str) -> str:
    """The word that goes on over the break, "" when none is known to."""
    head, tail = _BEFORE.search(before), _AFTER.match(after)
    if head is None or tail is None:
        return ""
    left, right = head.group(), tail.group()
    same_script = bool(_KATAKANA.match(left)) == bool(_KATAKANA.match(right))
    if same_script and _NO_BEGINNING.match(right):
        return left + right
    return word_over_break(left, right)


_WORDING = Wording(_look, BREAK, usual=no_target)

RULE = Rule(
    id="word-break",
    name={"ja": "単語の途中に改行がない", "en": "No line break inside a word"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G27", "J02"),
    verdicts=_WORDING.verdicts,
    why={
        "ja": "二つの言葉として読み上げられ、検索でも見つかりません。",
        "en": "Screen readers take the two halves for separate words, and searches miss them.",
    },
    messages={
        "inside": {
            "ja": "「{words}」の途中に改行（br）があります。",
            "en": "There is a line break (br) inside “{words}”.",
        },
        "column": {
            "ja": "「{words}」が、一文字ずつ改行してあります。",
            "en": "“{words}” is written with a line break after each character.",
        },
    },
    fixes={
        "": {
            "ja": "改行を消してください。幅や縦書きは CSS で決められます。",
            "en": "Remove the break; width and vertical writing can be set with CSS.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failure F32; municipal guideline item G27",
)
