"""Cells name header cells of their own table."""

from a11y_checker.dom import Element, closest
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Cells with a headers attribute."""
    return page.exposed("td[headers], th[headers]")


def expectation(cell: Element, page: Page) -> Verdict:
    """Fail an id that is missing, of no cell, of another table, or of the cell itself."""
    table = closest(cell, "table")
    identifiers = (cell.get("headers") or "").split()
    for identifier in identifiers:
        target = page.by_id(identifier, cell)
        if target is None:
            return failed("missing", identifier=identifier)
        if target.tag not in ("th", "td") or closest(target, "table") is not table or target is cell:
            return failed("no_cell", identifier=identifier)
    return passed()


RULE = Rule(
    id="headers-attribute",
    name={"ja": "headers が同じ表のセルを指す", "en": "The headers attribute names cells of its table"},
    criteria=("1.3.1",),
    impact="serious",
    items=("G23",),
    michecker=("C_332.0", "C_332.1", "C_332.2"),
    act=("a25f45",),
    applicability=applicability,
    expectation=expectation,
    replaces=("td-headers-attr",),
    why={
        "ja": "セルの見出しが読まれず、何の値か分かりません。",
        "en": "The cell's heading is not read, and nobody knows what the value is of.",
    },
    messages={
        "missing": {
            "ja": "headers が指す id「{identifier}」がありません。",
            "en": "The headers attribute names the id “{identifier}”, which is not there.",
        },
        "no_cell": {
            "ja": "headers が指す「{identifier}」は、この表のほかのセルではありません。",
            "en": "“{identifier}” in the headers attribute is no other cell of this table.",
        },
    },
    fixes={
        "": {
            "ja": "見出しのセル（th）の id を書くか、headers を消して scope を使ってください。",
            "en": "Name the id of a header cell (th), or use scope instead.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, technique H43, failure F90",
)
