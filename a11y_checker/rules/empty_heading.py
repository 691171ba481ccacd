"""Every heading has words."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, explicit_role, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Source: WAI-ARIA 1.2, "Presentational Roles Conflict Resolution": these attributes undo role none.
_GLOBAL = ("aria-label", "aria-labelledby", "aria-describedby", "aria-live", "aria-roledescription", "aria-controls")


def applicability(page: Page) -> list[Element]:
    """Headings that assistive technology gets."""
    return [e for e in page.exposed("h1, h2, h3, h4, h5, h6, [role]") if role(e) == "heading" or _stays_heading(e)]


def _stays_heading(element: Element) -> bool:
    is_none = explicit_role(element) in ("none", "presentation")
    return is_none and element.tag in _TAGS and any(element.get(name) is not None for name in _GLOBAL)


def expectation(heading: Element, page: Page) -> Verdict:
    """Fail a heading that nothing names."""
    if accessible_name(heading, page):
        return passed()
    return failed("image" if next(heading.iter("img", "svg"), None) is not None else "empty")


RULE = Rule(
    id="empty-heading",
    name={"ja": "見出しに文字がある", "en": "Headings have words"},
    criteria=(
        "1.3.1",
        "2.4.6",
    ),
    impact="moderate",
    items=("G04",),
    act=("ffd0e9",),
    replaces=("empty-heading",),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "見出しをたどって読む人は、空の見出しで止まり、何の部分か分かりません。",
        "en": "People who move by headings stop at an empty one and learn nothing.",
    },
    messages={
        "empty": {
            "ja": "見出しに文字がありません。",
            "en": "The heading has no text.",
        },
        "image": {
            "ja": "絵だけの見出しで、絵に代わりの文字がありません。",
            "en": "The heading holds only a picture without a text alternative.",
        },
    },
    fixes={
        "empty": {
            "ja": "見出しの文を書くか、要らない見出しなら消してください。間を空けるには CSS を使います。",
            "en": "Write the heading, or remove it; use CSS to make room.",
        },
        "image": {
            "ja": '画像の alt に見出しの文を書いてください（例：alt="開館時間"）。',
            "en": 'Put the heading into the alt: alt="Opening hours".',
        },
    },
    source="WCAG 2.2, SC 1.3.1, technique H42; ACT rule ffd0e9",
)
