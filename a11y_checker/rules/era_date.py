"""A date in the Japanese era also has the Gregorian year."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import LAW, Wording, narrow, no_target

_ERA_DATE = re.compile(
    r"(?:令和|平成|\bR|\bH)\s?(元|\d{1,2}|[一二三四五六七八九十]{1,3})年[）)]?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"|\b[RH]\s?(\d{1,2})[./](?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?![\d./])"
)
_ERA_YEAR = r"(?:令和|平成)\s?{}年(?:度)?\s?[（(](?:西暦)?\s?(?:19|20)\d\d年?"
_GREGORIAN = re.compile(r"(?:19|20)\d\d\s?(?:年|[/.(（-])")
# Our choice: the number of a law follows its date this closely.
_LAW_CHARS = 12


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail an era date without a Gregorian year in the block, unless the page explains that year once."""
    text = narrow(block.text)
    for match in _ERA_DATE.finditer(text):
        after = text[match.end() : match.end() + _LAW_CHARS]
        if LAW.search(after) or "生まれ" in after or "生れ" in after:
            continue
        if _GREGORIAN.search(text) or (match.group(1) or match.group(2)) in page.once(_explained):
            return passed()
        return failed("era_only", block.element_at(match.start()), words=match.group())
    return None


def _explained(page: Page) -> set[str]:
    """The era years that the page gives together with the Gregorian year."""
    pairs = re.compile(_ERA_YEAR.format(r"(元|\d{1,2})"))
    other = re.compile(r"(?:19|20)\d\d年?\s?[（(](?:令和|平成)\s?(元|\d{1,2})年")
    texts = [narrow(block.text) for block in page.blocks]
    return {match.group(1) for text in texts for pattern in (pairs, other) for match in pattern.finditer(text)}


_WORDING = Wording(_look, r"令和|平成|\b[RH]\s?[元\d一二三四五六七八九十]", narrowed=True, usual=no_target)

RULE = Rule(
    id="era-date",
    name={"ja": "和暦の日付に西暦もある", "en": "Era dates also have the Gregorian year"},
    criteria=(),
    impact="minor",
    items=("G34", "J19"),
    verdicts=_WORDING.verdicts,
    house=True,
    why={
        "ja": "元号になじみのない人は、いつのことか分かりません。",
        "en": "People who are not used to Japanese eras cannot tell which year it is.",
    },
    messages={
        "era_only": {
            "ja": "「{words}」に西暦がありません。",
            "en": "“{words}” has no Gregorian year.",
        },
    },
    fixes={
        "": {
            "ja": "「2026年（令和8年）4月1日」のように、西暦も書いてください。",
            "en": "Give the Gregorian year as well: “2026年（令和8年）4月1日”.",
        },
    },
    source="Municipal guideline item G34",
)
