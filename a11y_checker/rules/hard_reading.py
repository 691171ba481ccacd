"""Names that are hard to read have their reading."""

import re
from functools import cache

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule
from a11y_checker.standards import hard_readings
from a11y_checker.wording import blocks_with


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Ask about a name without ruby or a reading in brackets, in the block where it stands for the first time."""
    found: dict[Element, Verdict] = {}
    seen: set[str] = set()
    readings = {**hard_readings(), **page.readings}
    pattern = _pattern(tuple(readings))
    for block in blocks_with(pattern, page):
        for match in pattern.finditer(block.text):
            name = match.group()
            if name in seen:
                continue
            seen.add(name)
            after = block.text[match.end() : match.end() + len(readings[name]) + 12]
            if block.is_inside(match.start(), "ruby") or re.match(r"[町市駅]?\s?[（(][ぁ-ゖー・ ]+[）)]", after):
                found.setdefault(block.element, passed())
            elif not (block.element in found and found[block.element].key):
                place = block.element_at(match.start())
                found[block.element] = cant_tell("no_reading", place, words=name, reading=readings[name])
    return found


# What stands right behind the name of a place: 粟生公民館, 来住小学校.
_PLACES = (
    "公民館|小学校|中学校|高校|保育|幼稚園|こども園|児童館|会館|地区|集会所|自治会|神社|交差点|団地|公園|橋|線|寺|川"
)


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, the longest first; no kanji right before it, so that it is a name of its own."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(
        r"(?<![\u3400-\u9fff])(?:"
        + "|".join(map(re.escape, longest_first))
        + r")(?:(?="
        + _PLACES
        + r")|(?![\u3400-\u9fff](?<!町|市|駅|の)))"
    )


RULE = Rule(
    id="hard-reading",
    name={"ja": "読みの難しい地名に読みがある", "en": "Hard names have their reading"},
    criteria=("3.1.6",),
    impact="minor",
    items=("G65", "J34"),
    automation="semi",
    verdicts=verdicts,
    why={
        "ja": "土地の名前は、読み上げソフトも、ほかの町の人も、正しく読めません。",
        "en": "Screen readers and people from elsewhere misread place names.",
    },
    messages={
        "no_reading": {
            "ja": "「{words}」に読みがありません。読めない人がいないか確かめてください。",
            "en": "“{words}” has no reading. See whether everybody can read it.",
        },
    },
    fixes={
        "": {
            "ja": "ふりがな（ruby）を付けるか、「{words}（{reading}）」と書いてください。",
            "en": "Add furigana (ruby), or write “{words}（{reading}）”.",
        },
    },
    source="WCAG 2.2, SC 3.1.6, technique H62; Japan Post postal data for the readings",
)
