"""Tables for layout carry no marks of data tables."""

from a11y_checker.dom import Element, closest, explicit_role, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Tables that say that they are for looks only."""
    return [table for table in page.exposed("table") if explicit_role(table) in ("none", "presentation")]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail header cells, a caption or a summary in it."""
    if squeeze(element.get("summary")):
        return failed("marks", mark="summary")
    mark = next((place for place in element.iter("caption", "th", "thead") if closest(place, "table") is element), None)
    if mark is not None and mark.tag != "thead":
        return failed("marks", mark, mark=mark.tag)
    return passed()


RULE = Rule(
    id="layout-table-marks",
    name={"ja": "レイアウトの表にデータの表の印がない", "en": "Layout tables carry no data marks"},
    criteria=("1.3.1",),
    impact="moderate",
    items=("G25",),
    michecker=("C_23.2",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "データの表のように読み上げられ、聞く人が表の意味を探してしまいます。",
        "en": "It is announced like data, and listeners look for a meaning that is not there.",
    },
    messages={
        "marks": {
            "ja": "レイアウトのための表（role=presentation）に {mark} があります。",
            "en": "A table for layout (role=presentation) has a {mark}.",
        },
    },
    fixes={
        "": {
            "ja": "データの表なら role を消し、並べるだけなら {mark} を消してください。",
            "en": "For data remove the role; for layout remove the {mark}.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, failure F46",
)
