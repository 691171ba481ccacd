"""Regions have a name, headings a level."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, explicit_role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def applicability(page: Page) -> list[Element]:
    """Elements made a region or a heading by their role."""
    return [e for e in page.exposed("[role]") if explicit_role(e) in ("region", "heading") and e.tag not in _TAGS]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a region without a name and a heading without a level."""
    if explicit_role(element) == "heading":
        return passed() if (element.get("aria-level") or "").strip().isdecimal() else failed("heading")
    return passed() if accessible_name(element, page) else failed("region")


RULE = Rule(
    id="role-details",
    name={"ja": "領域に名前、見出しにレベルがある", "en": "Regions have names, headings levels"},
    criteria=(),
    impact="moderate",
    items=("G66", "G03"),
    michecker=("C_703.5", "C_703.7"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "名前のない領域は移る先に選べず、レベルのない見出しは文書の組み立てが分かりません。",
        "en": "Nobody can go to a region without a name, and a heading without a level hides the outline.",
    },
    messages={
        "region": {
            "ja": "領域（role=region）に名前がありません。",
            "en": "A region (role=region) has no name.",
        },
        "heading": {
            "ja": "見出し（role=heading）にレベル（aria-level）がありません。",
            "en": "A heading (role=heading) has no level (aria-level).",
        },
    },
    fixes={
        "region": {
            "ja": "aria-labelledby か aria-label で名前を付けるか、role を消してください。",
            "en": "Name it with aria-labelledby or aria-label, or remove the role.",
        },
        "heading": {
            "ja": "h2 などの見出しの要素にしてください。",
            "en": "Use a heading element such as h2.",
        },
    },
    source="WAI-ARIA 1.2, roles region and heading; WCAG 2.2, techniques ARIA12 and ARIA20",
)
