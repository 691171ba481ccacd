"""Jargon and loan words are explained."""

from a11y_checker.dom import Element
from a11y_checker.japanese import LOAN_WORD, is_glossed
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.standards import jargon
from a11y_checker.wording import blocks_with


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail a word without an explanation right behind it, in the block where it stands for the first time."""
    found: dict[Element, Verdict] = {}
    seen: set[str] = set()
    for block in blocks_with(LOAN_WORD, page):
        for match in LOAN_WORD.finditer(block.text):
            plain = jargon().get(match.group())
            if plain is None or match.group() in seen:
                continue
            seen.add(match.group())
            if is_glossed(block.text, match.start(), match.end()) or block.is_inside(match.start(), "dfn", "abbr"):
                found.setdefault(block.element, passed())
            elif not (block.element in found and found[block.element].key):
                place = block.element_at(match.start())
                found[block.element] = failed("unexplained", place, words=match.group(), plain=plain)
    return found


RULE = Rule(
    id="jargon",
    name={"ja": "専門用語・外来語に説明がある", "en": "Jargon is explained"},
    criteria=("3.1.3",),
    impact="minor",
    items=("G65", "J32"),
    verdicts=verdicts,
    why={
        "ja": "言葉の意味が分からないと、自分に関係があることかどうかも分かりません。",
        "en": "Without the word's meaning readers cannot tell whether the page concerns them.",
    },
    messages={
        "unexplained": {
            "ja": "「{words}」に説明がありません。",
            "en": "“{words}” is not explained.",
        },
    },
    fixes={
        "": {
            "ja": "「{plain}」のように言いかえるか、初めに「{words}（{plain}）」と書いてください。",
            "en": "Use plain words (“{plain}”), or explain it at first: “{words}（{plain}）”.",
        },
    },
    source="WCAG 2.2, SC 3.1.3; word lists of municipal guidelines (item G65)",
)
