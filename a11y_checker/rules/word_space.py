"""No blanks inside a word."""

from collections.abc import Mapping

from a11y_checker.dom import Element
from a11y_checker.japanese import SPACED_PAIR, find_spaced_words, join_spaced
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed
from a11y_checker.rule import Rule
from a11y_checker.wording import all_but, blocks_with


def verdicts(page: Page) -> Mapping[Element, Verdict]:
    """Fail the first spaced word of a block of running text."""
    found: dict[Element, Verdict] = {}
    for block in blocks_with(SPACED_PAIR, page):
        match = next(find_spaced_words(block.text), None)
        if match is not None:
            words = match.group()
            right = join_spaced(words)
            found[block.element] = failed("spaced", block.element_at(match.start()), words=words, right=right)
    return all_but(found, page)


RULE = Rule(
    id="word-space",
    name={"ja": "単語の途中に空白がない", "en": "No blanks inside a word"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G27", "J01"),
    michecker=("B_15",),
    verdicts=verdicts,
    why={
        "ja": "間を空けた「日時」は「ひ、とき」のように別々の言葉として読み上げられ、検索でも見つかりません。",
        "en": "Screen readers take the characters for separate words, and searches do not find them.",
    },
    messages={
        "spaced": {
            "ja": "「{words}」は、言葉の途中に空白があります。",
            "en": "“{words}” has blanks inside a word.",
        },
    },
    fixes={
        "": {
            "ja": "「{right}」と続けて書いてください。幅は CSS（letter-spacing など）でそろえられます。",
            "en": "Write “{right}” without blanks; CSS (letter-spacing) can align it.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failure F32 and technique C8",
)
