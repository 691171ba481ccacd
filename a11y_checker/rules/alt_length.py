"""A text alternative is short."""

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

# Source: miChecker, item C_80.0.
MAX_CHARS = 150


def applicability(page: Page) -> list[Element]:
    """Images with a text alternative."""
    return [e for e in page.exposed("img[alt], area[alt], input[type=image][alt]") if squeeze(e.get("alt"))]


def expectation(image: Element, page: Page) -> Verdict:
    """Ask about a text alternative that is as long as a paragraph."""
    count = len(squeeze(image.get("alt")))
    return cant_tell("long", count=count) if count > MAX_CHARS else passed()


RULE = Rule(
    id="alt-length",
    name={"ja": "代替テキストが長すぎない", "en": "Text alternatives are short"},
    criteria=("1.1.1",),
    impact="minor",
    items=("G18", "G21"),
    michecker=("C_80.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "途中で止めたり、聞き直したりできません。見出しや表も使えません。",
        "en": "Listeners cannot stop in the middle or go back, and it holds no headings or tables.",
    },
    messages={
        "long": {
            "ja": "代替テキストが{count}字あります。本文に書いたほうがよくありませんか。",
            "en": "The text alternative has {count} characters. Would it be better in the text?",
        },
    },
    fixes={
        "": {
            "ja": "代替テキストは一文にし、詳しい説明は画像のそばに文章や表で書いてください。",
            "en": "Keep it to one sentence and put the details beside the picture as text or a table.",
        },
    },
    source="WCAG 2.2, SC 1.1.1, techniques G73 and G92",
)
