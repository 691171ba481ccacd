"""A link's text is more than a symbol."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links with a name; those without one are another rule's."""
    return [link for link in page.exposed("a[href], area[href]") if accessible_name(link, page)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a name without a single letter or digit; single letters and numbers may be an index."""
    name = accessible_name(link, page)
    return passed() if any(c.isalnum() for c in name) else failed("symbol", name=name)


RULE = Rule(
    id="link-text-symbol",
    name={"ja": "リンクの文字が記号だけでない", "en": "Link text is more than a symbol"},
    criteria=(),
    impact="moderate",
    items=("G37", "J08"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "記号は読み上げられないことがあり、どこへ行くリンクか分かりません。",
        "en": "Symbols may not be spoken, so nobody can hear where the link leads.",
    },
    messages={
        "symbol": {
            "ja": "リンクの文字が記号（「{name}」）だけです。",
            "en": "The link text is only a symbol (“{name}”).",
        },
    },
    fixes={
        "": {
            "ja": "「次のページ」のように、行き先を言葉で書いてください。",
            "en": "Say in words where it leads, such as “次のページ”.",
        },
    },
    source="Municipal guideline item G37; WCAG 2.2, technique G91",
)
