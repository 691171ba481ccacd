"""No rows of symbols and no pictures made of characters."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_DECORATION = "★☆♪♫♬♥♡◆◇■□▲△▼▽◎※＊*━─═＝=→←＋+＃#～〜"
# Four of one symbol in a row, or five decorative ones of any kind.
_SAME = re.compile(r"([★☆♪♫♬♥♡◆◇■□▲△▼▽◎※＊*━─═＝=→←＋+＃#～〜…‥・｡。、＿_-])\1{3,}")
_MIXED = re.compile(r"[★☆♪♫♬♥♡◆◇■□▲△▼▽◎━─═]{5,}")
# Placeholders, masked numbers and blanks to fill in are not decoration.
_MASK = re.compile(r"[\dA-Za-z][*＊#＃-]{4,}|[*＊#＃-]{4,}[\dA-Za-z]|[(（][_＿\s]+[)）]")
# Source: miChecker, item C_6.1: under half of the characters are letters.
_LETTER_SHARE = 0.5
_ENOUGH_CHARS = 12


def _look(block: Block, page: Page) -> Verdict:
    """Fail a row of symbols, or a block that consists of symbols more than of letters."""
    text = block.text
    match = _SAME.search(text) or _MIXED.search(text)
    if match is not None and not _MASK.search(text):
        return failed("row", block.element_at(match.start()), words=match.group()[:10])
    symbols = sum(1 for c in text if c in _DECORATION)
    letters = sum(1 for c in text if c.isalnum())
    if len(text) >= _ENOUGH_CHARS and symbols > 4 and letters < _LETTER_SHARE * (symbols + letters):
        return failed("picture", block.element, words=text[:20])
    return passed()


_WORDING = Wording(_look, rf"[{_DECORATION}]|([…‥・･｡。、＿_-])\1{{3}}")

RULE = Rule(
    id="symbol-row",
    name={"ja": "記号を並べた飾りがない", "en": "No rows of symbols"},
    criteria=(),
    impact="minor",
    items=("G32", "J16"),
    michecker=("C_6.0", "C_6.1"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "読み上げソフトが「星、星、星」と一つずつ読むことがあり、聞く人には雑音になります。",
        "en": "Screen readers may read “star, star, star”: noise to those who listen.",
    },
    messages={
        "row": {
            "ja": "記号が並んでいます（「{words}」）。",
            "en": "Symbols stand in a row (“{words}”).",
        },
        "picture": {
            "ja": "「{words}」は、文字より記号が多くなっています。",
            "en": "“{words}” has more symbols than letters.",
        },
    },
    fixes={
        "": {
            "ja": "記号を消してください。区切りは hr や CSS の線で、強調は見出しで表せます。",
            "en": "Remove them; use hr or a CSS border as a divider and a heading for weight.",
        },
    },
    source="Municipal guideline item G32; WCAG 2.2, technique H86",
)
