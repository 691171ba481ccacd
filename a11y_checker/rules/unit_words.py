"""Units are written so that they are read right."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, narrow, no_target

# Signs that screen readers leave out or spell letter by letter. Our own list.
_UNITS = {
    "km2": "平方キロメートル", "km²": "平方キロメートル", "㎢": "平方キロメートル", "m2": "平方メートル", "m²": "平方メートル",
    "㎡": "平方メートル", "m3": "立方メートル", "m³": "立方メートル", "㎥": "立方メートル", "cm2": "平方センチメートル",
    "㎠": "平方センチメートル", "㎞": "キロメートル", "㎝": "センチメートル", "㎜": "ミリメートル", "㎏": "キログラム",
    "㎎": "ミリグラム", "㏄": "シーシー", "㎖": "ミリリットル", "ℓ": "リットル", "㍑": "リットル", "ha": "ヘクタール",
}  # fmt: skip
_NUMBER_AND_UNIT = re.compile(
    r"(?<![A-Za-z])(\d[\d,.]*)\s?("
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![A-Za-z0-9])"
)


_NAMED = re.compile(r"\d\s?(?:平方|立方)?[ァ-ヶー]*(?:メートル|グラム|リットル|ヘクタール|アール)")
_HINT = rf"[\d.,]\s?[{''.join(re.escape(unit[0]) for unit in _UNITS)}平立ァ-ヶー]"


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail the first number with such a unit."""
    text = narrow(block.text)
    match = _NUMBER_AND_UNIT.search(text)
    if match is None:
        return passed() if _NAMED.search(text) else None
    words, unit = match.group(), match.group(2)
    return failed("sign", block.element_at(match.start()), words=words, right=f"{match.group(1)}{_UNITS[unit]}")


_WORDING = Wording(_look, _HINT, narrowed=True, usual=no_target)

RULE = Rule(
    id="unit-words",
    name={"ja": "単位が正しく読み上げられる書き方である", "en": "Units are written so that they are read right"},
    criteria=(),
    impact="minor",
    items=("G36",),
    house=True,
    verdicts=_WORDING.verdicts,
    why={
        "ja": "読み上げソフトが、単位を飛ばしたり、「エム二」のように読んだりします。",
        "en": "Screen readers skip the unit or read it letter by letter.",
    },
    messages={
        "sign": {
            "ja": "「{words}」の単位は、正しく読み上げられないことがあります。",
            "en": "The unit in “{words}” may be read wrongly.",
        },
    },
    fixes={
        "": {
            "ja": "「{right}」のように、言葉で書いてください。",
            "en": "Write it in words: “{right}”.",
        },
    },
    source="Municipal guideline item G36",
)
