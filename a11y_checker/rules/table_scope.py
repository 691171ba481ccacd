"""Header cells say what they head."""

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import Table, tables

# Source: HTML Standard, attribute scope of th.
VALUES = ("col", "row", "colgroup", "rowgroup")


def applicability(page: Page) -> list[Element]:
    """Header cells with text in tables that have other cells too."""
    found: list[Element] = []
    for table in tables(page):
        if any(cell.tag == "td" for row in table.rows for cell in row) or _has_scope(table):
            found += [cell for cell in table.headers if cell.tag == "th" and not page.is_hidden(cell)]
    return found


def _has_scope(table: Table) -> bool:
    return any(cell.get("scope") is not None for cell in table.headers)


def expectation(cell: Element, page: Page) -> Verdict:
    """Fail a wrong scope, and a missing one unless other cells name this one in headers."""
    given = cell.get("scope")
    value = squeeze(given).lower()
    if given is not None and value not in VALUES:
        return failed("invalid", value=given)
    if value or cell.get("role") in ("columnheader", "rowheader") or _is_named(cell, page):
        return passed()
    return failed("missing")


def _is_named(cell: Element, page: Page) -> bool:
    identifier = cell.get("id")
    return bool(identifier) and identifier in page.once(_named_ids)


def _named_ids(page: Page) -> set[str]:
    return {name for cell in page.select("[headers]") for name in (cell.get("headers") or "").split()}


RULE = Rule(
    id="table-scope",
    name={"ja": "表の見出しセルに向き（scope）がある", "en": "Header cells state their scope"},
    criteria=(),
    impact="minor",
    items=("G23",),
    michecker=("C_331.0", "C_331.1"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "列の見出しか行の見出しかが伝わらず、音声で読む人が値と見出しを結び付けにくくなります。",
        "en": "Listeners cannot tell whether a header is a column's or a row's, and match values less easily.",
    },
    messages={
        "missing": {
            "ja": "表の見出しセル（th）に scope がありません。",
            "en": "The header cell (th) has no scope.",
        },
        "invalid": {
            "ja": 'scope="{value}" は正しい値ではありません。',
            "en": 'scope="{value}" is not a valid value.',
        },
    },
    fixes={
        "": {
            "ja": '列の見出しなら scope="col"、行の見出しなら scope="row" を付けてください。',
            "en": 'Add scope="col" for a column, scope="row" for a row.',
        },
    },
    source="Municipal guideline item G23; WCAG 2.2, technique H63",
)
