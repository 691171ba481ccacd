"""No very long rows of kanji."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording

_KANJI = r"[\u3400-\u9fff々〇]"
_RUN = re.compile(f"{_KANJI}+")
# Our choice: the guideline family warns from 7 or 8; names of laws, bodies and posts are often that long.
MAX_KANJI = 11
# Dates in words are read number by number.
_DATE = re.compile(
    r"(?:明治|大正|昭和|平成|令和)?(?:[元〇一二三四五六七八九十百千]+[年月日]度?)+(?:[月火水木金土日]曜日?)?"
)
_ADDRESS = re.compile(r"[都道府県].*[市郡区町村]")
_NAME = re.compile(r"(?:法|省|庁|条例|委員会|協議会|審議会|大臣)$")
# Names of laws and bodies may be this long: they cannot be parted.
_MAX_NAME = 16


def _look(block: Block, page: Page) -> Verdict:
    """Fail the longest row of kanji in a block."""
    match = max(
        _RUN.finditer(_DATE.sub(lambda date: " " * len(date.group()), block.text)),
        key=lambda found: len(found.group()),
        default=None,
    )
    if match is None or len(match.group()) <= MAX_KANJI or _ADDRESS.search(match.group()):
        return passed()
    words = match.group()
    if _NAME.search(words) and len(words) <= _MAX_NAME:
        return passed()
    return failed("long", block.element_at(match.start()), words=words, count=len(words))


_WORDING = Wording(_look, rf"{_KANJI}{{{MAX_KANJI + 1}}}")

RULE = Rule(
    id="kanji-run",
    name={"ja": "漢字が長く続いていない", "en": "No long rows of kanji"},
    criteria=("3.1.5",),
    impact="minor",
    items=("G65", "J30"),
    verdicts=_WORDING.verdicts,
    why={
        "ja": "どこで切れるのかが分からず、読み間違えやすくなります。読み上げも不自然になります。",
        "en": "Readers cannot see where one word ends, and screen readers misread it.",
    },
    messages={
        "long": {
            "ja": "漢字が{count}字続いています（「{words}」）。",
            "en": "{count} kanji stand in a row (“{words}”).",
        },
    },
    fixes={
        "": {
            "ja": "「医療費の助成を受ける資格の申請書」のように、「の」「を」を入れて分けてください。",
            "en": "Part it with の or を: “医療費の助成を受ける資格の申請書”.",
        },
    },
    source="WCAG 2.2, SC 3.1.5; municipal guideline item G65",
)
