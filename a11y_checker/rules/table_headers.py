"""Data tables have header cells."""

from a11y_checker.dom import Element, children, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import read_table, tables


def applicability(page: Page) -> list[Element]:
    """Tables of values. What may be a layout table is not judged here."""
    return [table.element for table in tables(page) if table.is_data]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a table of values without one header cell; ask when only its first row and column say so."""
    table = read_table(element, page)
    if table.headers:
        return passed()
    if not table.looks_like_data:
        marked = any(c.tag in ("caption", "thead") and raw_text(c) for c in children(element))
        return failed("no_headers") if marked and table.is_grid else cant_tell("maybe_layout")
    return failed("no_headers")


RULE = Rule(
    id="table-headers",
    name={"ja": "データの表に見出しセルがある", "en": "Data tables have header cells"},
    criteria=("1.3.1",),
    impact="serious",
    items=("G23",),
    michecker=("C_331.2",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、表を一ますずつ聞きます。見出しセルがないと、その値が何か分かりません。",
        "en": "Listeners hear a table cell by cell; without header cells they cannot tell what a value is.",
    },
    messages={
        "no_headers": {
            "ja": "表に見出しセル（th）がありません。",
            "en": "The table has no header cells (th).",
        },
        "maybe_layout": {
            "ja": "見出しセル（th）のない表です。値の表か、配置のための表かを確かめてください。",
            "en": "A table without header cells (th). See whether it holds values or only arranges things.",
        },
    },
    fixes={
        "no_headers": {
            "ja": '見出しのますを <th scope="col">、行の見出しを <th scope="row"> にしてください。',
            "en": 'Make the headings <th scope="col">, and those of rows <th scope="row">.',
        },
        "maybe_layout": {
            "ja": "値の表なら th を付け、配置のためなら表を使わず CSS で並べてください。",
            "en": "Give a table of values th cells; arrange other things with CSS instead of a table.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, failure F91 and technique H51",
)
