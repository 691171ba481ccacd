"""What a table is for: data, layout, or not clear. Shared by the table rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from a11y_checker.dom import Element, ancestors, children, explicit_role, raw_text, words
from a11y_checker.page import Page

# Our choice: cells longer than this are running text, as layout tables have it.
LONG_CELL_CHARS = 60
_HEAVY = words("table img form ul ol dl h1 h2 h3 h4 h5 h6 iframe video div")


@dataclass(frozen=True)
class Table:
    """The rows of one table, without those of tables inside it."""

    element: Element
    rows: list[list[Element]]

    @cached_property
    def headers(self) -> list[Element]:
        """The header cells (th, or td with a header's role)."""
        roles = ("columnheader", "rowheader")
        return [cell for row in self.rows for cell in row if cell.tag == "th" or explicit_role(cell) in roles]

    @property
    def is_grid(self) -> bool:
        """Whether it has two rows and two columns at least."""
        return len(self.rows) > 1 and max(map(len, self.rows), default=0) > 1

    @cached_property
    def is_marked_as_data(self) -> bool:
        """Whether the mark-up says that it is a data table."""
        element = self.element
        parts = ("caption", "thead", "tfoot", "colgroup")
        has_part = any(child.tag in parts for child in children(element))
        return bool(self.headers) or element.get("summary") is not None or has_part

    @cached_property
    def looks_like_data(self) -> bool:
        """Whether a table without header cells is a grid of short values: never a picture beside its text."""
        if not self.is_grid or len({len(row) for row in self.rows if row}) > 1:
            return False
        cells = [cell for row in self.rows for cell in row]
        texts = [raw_text(cell) for cell in cells]
        heavy = any(descendant.tag in _HEAVY for cell in cells for descendant in cell.iterdescendants())
        if heavy or max(map(len, texts)) > LONG_CELL_CHARS:
            return False
        filled = sum(1 for text in texts if text)
        links = sum(1 for cell in cells if any(descendant.tag == "a" for descendant in cell.iter()))
        # Our choice: mostly filled, and not a menu of links.
        return filled >= 0.7 * len(cells) and links < 0.5 * len(cells)

    @property
    def is_data(self) -> bool:
        """Whether it is a data table, by its mark-up or its looks."""
        return self.is_marked_as_data or self.looks_like_data


def tables(page: Page) -> list[Table]:
    """Every table that assistive technology gets as one."""
    return page.once(_tables)


def _tables(page: Page) -> list[Table]:
    return [table for element, table in page.once(_every).items() if explicit_role(element) not in _NO_TABLE]


def read_table(element: Element, page: Page) -> Table:
    """The table's own rows and cells."""
    known = page.once(_every).get(element)
    return _read(element) if known is None else known


_NO_TABLE = ("none", "presentation")


def _every(page: Page) -> dict[Element, Table]:
    return {element: _read(element) for element in page.exposed("table")}


def _read(element: Element) -> Table:
    rows = [row for row in element.iter("tr") if _table_of(row) is element]
    return Table(element, [[cell for cell in row if cell.tag in ("td", "th")] for row in rows])


def _table_of(row: Element) -> Element | None:
    return next((place for place in ancestors(row) if place.tag == "table"), None)
