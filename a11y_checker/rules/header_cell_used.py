"""Every header cell heads a cell."""

from a11y_checker.dom import Element, explicit_role, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import Table, tables

_SPAN_LIMIT = 1000


def applicability(page: Page) -> list[Element]:
    """Header cells with text in tables that assistive technology gets."""
    found = [cell for table in tables(page) for cell in table.headers]
    return [c for c in found if _is_header(c) and raw_text(c) and not page.is_hidden(c)]


def _is_header(cell: Element) -> bool:
    return explicit_role(cell) in ("", "columnheader", "rowheader")


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return min(max(int(text), 1), _SPAN_LIMIT) if text.isdecimal() else 1


def _places(table: Table) -> dict[Element, tuple[range, range]]:
    """The rows and columns that every cell takes. Source: HTML Standard, "Forming a table"."""
    taken: set[tuple[int, int]] = set()
    places: dict[Element, tuple[range, range]] = {}
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            rows = range(y, min(y + _span(cell, "rowspan"), len(table.rows)))
            columns = range(x, x + _span(cell, "colspan"))
            taken |= {(r, c) for r in rows for c in columns}
            places[cell] = (rows, columns)
            x = columns.stop
    return places


def _used(page: Page) -> dict[Element, bool]:
    """For every header cell whether a cell is assigned to it."""
    names = ("colspan", "rowspan", "headers")
    if not any(page.index.with_attribute(name) for name in names):
        return {header: used for table in tables(page) for header, used in _used_in_plain(table).items()}
    found: dict[Element, bool] = {}
    for table in tables(page):
        places = _places(table)
        found.update((header, _heads(header, places)) for header in table.headers)
    return found


def _used_in_plain(table: Table) -> dict[Element, bool]:
    """The same for a table without merged cells and headers attributes, where a cell's place is its number."""
    lowest: dict[int, int] = {}
    for y, row in enumerate(table.rows):
        lowest.update(dict.fromkeys(range(len(row)), y))
    found: dict[Element, bool] = {}
    headers = set(table.headers)
    for y, row in enumerate(table.rows):
        last = max((x for x, cell in enumerate(row) if cell.tag == "td"), default=-1)
        for x, cell in enumerate(row):
            if cell in headers:
                below, beside, scope = lowest[x] > y, x + 1 < len(row), (cell.get("scope") or "").lower()
                heads = (below and not scope.startswith("row")) or (last > x and not scope.startswith("col"))
                found[cell] = heads or (scope.endswith("group") and (below or beside))
    return found


def _heads(header: Element, places: dict[Element, tuple[range, range]]) -> bool:
    rows, columns = places[header]
    scope = (header.get("scope") or "").lower()
    for cell, (cell_rows, cell_columns) in places.items():
        if cell is header:
            continue
        if cell.get("headers") is not None:
            if header.get("id") and header.get("id") in (cell.get("headers") or "").split():
                return True
            continue
        below = cell_rows.start >= rows.stop and _meet(columns, cell_columns)
        beside = cell_columns.start >= columns.stop and _meet(rows, cell_rows)
        if (below and not scope.startswith("row")) or (beside and not scope.startswith("col") and cell.tag == "td"):
            return True
        if scope.endswith("group") and (below or beside):
            return True
    return False


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def expectation(header: Element, page: Page) -> Verdict:
    """Fail a header cell without a cell."""
    return passed() if page.once(_used)[header] else failed("alone", text=raw_text(header)[:20])


RULE = Rule(
    id="header-cell-used",
    name={"ja": "見出しセルに対応するセルがある", "en": "Header cells head cells"},
    criteria=("1.3.1",),
    impact="serious",
    items=("G23",),
    act=("d0f69e",),
    replaces=("th-has-data-cells",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "表を聞く人は、見出しがどの値のものか分かりません。",
        "en": "Listeners cannot tell which value a heading belongs to.",
    },
    messages={
        "alone": {
            "ja": "見出しセル「{text}」に対応するセルがありません。",
            "en": "No cell belongs to the header cell “{text}”.",
        },
    },
    fixes={
        "": {
            "ja": "足りないセル（空なら <td></td>）を補うか、見出しでないなら td にしてください。",
            "en": "Add the missing cells (empty ones as <td></td>), or make it a td.",
        },
    },
    source='WCAG 2.2, SC 1.3.1; ACT rule d0f69e; HTML Standard, "Forming relationships between data cells and header cells"',
)
