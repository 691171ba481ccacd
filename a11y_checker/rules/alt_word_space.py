"""No blanks inside words of text alternatives and buttons."""

import re

from a11y_checker.dom import Element
from a11y_checker.japanese import is_spaced_word
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_BLANK = "[ \u3000\u00a0]"
_JAPANESE = r"[\u3041-\u3096\u30a1-\u30fc\u3005\u4e00-\u9fff]"
_RUN = re.compile(rf"(?<!{_JAPANESE}){_JAPANESE}(?:{_BLANK}+{_JAPANESE})+(?!{_JAPANESE})")


def applicability(page: Page) -> list[Element]:
    """Images and buttons whose words stand in an attribute."""
    found = page.exposed(
        "img[alt], area[alt], input[type=image][alt], input[type=submit][value], input[type=button][value]"
    )
    return [e for e in found if _words(e).strip()]


def _words(element: Element) -> str:
    is_button = element.tag == "input" and (element.get("type") or "").lower() != "image"
    return element.get("value" if is_button else "alt") or ""


def expectation(element: Element, page: Page) -> Verdict:
    """Fail the first word that is pulled apart."""
    for match in _RUN.finditer(_words(element)):
        if is_spaced_word(re.sub(_BLANK, " ", match.group()).split()):
            return failed("spaced", words=match.group(), right=re.sub(_BLANK, "", match.group()))
    return passed()


RULE = Rule(
    id="alt-word-space",
    name={"ja": "代替テキストとボタンの単語に空白がない", "en": "No blanks inside words of alternatives"},
    criteria=("1.3.2",),
    impact="moderate",
    items=("G27", "J01"),
    michecker=("B_29", "B_30", "B_31", "B_34", "B_37", "C_300.3"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "一文字ずつ、別々の言葉として読み上げられます。",
        "en": "Screen readers take the characters for separate words.",
    },
    messages={
        "spaced": {
            "ja": "「{words}」は、言葉の途中に空白があります。",
            "en": "“{words}” has blanks inside a word.",
        },
    },
    fixes={
        "": {
            "ja": "「{right}」と続けて書いてください。",
            "en": "Write “{right}” without blanks.",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failure F32",
)
