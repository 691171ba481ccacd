"""Data tables have a caption."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, ancestors, children, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import tables

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WRAPPERS = ("div", "section", "figure")


def applicability(page: Page) -> list[Element]:
    """Data tables of two rows and two columns at least."""
    return [table.element for table in tables(page) if table.is_grid and table.is_data]


def expectation(table: Element, page: Page) -> Verdict:
    """Fail a table that nothing names: no caption, ARIA name, figure caption, or heading right before it."""
    if any(child.tag == "caption" and raw_text(child) for child in children(table)) or accessible_name(table, page):
        return passed()
    figure = next((place for place in ancestors(table) if place.tag == "figure"), None)
    if figure is not None and any(child.tag == "figcaption" and raw_text(child) for child in children(figure)):
        return passed()
    return passed() if _follows_heading(table) else failed("missing")


def _follows_heading(table: Element) -> bool:
    here = table
    while here.getprevious() is None:
        parent = here.getparent()
        if parent is None or parent.tag not in _WRAPPERS:
            return False
        here = parent
    before = here.getprevious()
    return before is not None and before.tag in _HEADINGS


RULE = Rule(
    id="table-caption",
    name={"ja": "データの表に題名（caption）がある", "en": "Data tables have a caption"},
    criteria=(),
    impact="minor",
    items=("G23",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "音声で読む人は、表に入る前に題名を聞いて、読むかどうかを決めます。",
        "en": "Listeners hear the caption first and decide whether to read the table.",
    },
    messages={
        "missing": {
            "ja": "表に題名（caption）がなく、すぐ前に見出しもありません。",
            "en": "The table has no caption, and no heading right before it.",
        },
    },
    fixes={
        "": {
            "ja": "<table> のすぐ後に <caption>月ごとの料金</caption> のように題名を書いてください。",
            "en": "Write one right after <table>: <caption>Fees by month</caption>.",
        },
    },
    source="Municipal guideline item G23; WCAG 2.2, technique H39",
)
