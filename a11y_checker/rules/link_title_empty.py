"""A title attribute says something."""

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links with a title attribute."""
    return page.exposed("a[href][title], area[href][title]")


def expectation(link: Element, page: Page) -> Verdict:
    """Fail white space only."""
    return passed() if (link.get("title") or "").strip("\u3000\u00a0 \t\r\n") else failed("empty")


RULE = Rule(
    id="link-title-empty",
    name={"ja": "リンクの title が空でない", "en": "Link titles say something"},
    criteria=(),
    impact="minor",
    items=("G37",),
    michecker=("C_57.3",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "空の説明が読まれたり、リンクの文字が読まれなくなったりすることがあります。",
        "en": "Empty notes may be read, and may silence the link's own text.",
    },
    messages={
        "empty": {
            "ja": "リンクの title 属性が空です。",
            "en": "The link's title attribute is empty.",
        },
    },
    fixes={
        "": {
            "ja": "title 属性を消してください。",
            "en": "Remove the title attribute.",
        },
    },
    source="WCAG 2.2, technique H33",
)
