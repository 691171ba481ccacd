"""Tables are simple: none inside another, and few merged cells."""

from a11y_checker.dom import Element, ancestors
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import Table, tables

# Our choice: a heading over two columns is common; so many merged cells, and such a share, are hard to follow by ear.
_MOST_MERGED, _MERGED_SHARE = 4, 0.25


def applicability(page: Page) -> list[Element]:
    """Tables of data."""
    return list(page.once(_data_tables))


def _data_tables(page: Page) -> dict[Element, Table]:
    return {table.element: table for table in tables(page) if table.is_data and not page.is_hidden(table.element)}


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a table inside a table of data; ask about many merged cells."""
    found = page.once(_data_tables)
    if any(place in found for place in ancestors(element)):
        return failed("nested")
    cells = [cell for row in found[element].rows for cell in row]
    merged = [
        cell
        for cell in cells
        if any((cell.get(name) or "1").strip() not in ("0", "1") for name in ("colspan", "rowspan"))
    ]
    if len(merged) >= _MOST_MERGED and len(merged) >= _MERGED_SHARE * len(cells):
        return cant_tell("merged", count=len(merged))
    return passed()


RULE = Rule(
    id="table-simple",
    name={"ja": "表が単純である", "en": "Tables are simple"},
    criteria=(),
    impact="minor",
    items=("G24",),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、今どの行のどの列にいるのか分からなくなります。",
        "en": "Listeners lose track of the row and column they are in.",
    },
    messages={
        "nested": {
            "ja": "表のセルの中に、別の表があります。",
            "en": "There is a table inside a cell of another table.",
        },
        "merged": {
            "ja": "結合したセルが {count} か所あります。表を分けるなどして、単純にできないかを確かめてください。",
            "en": "The table has {count} merged cells. See whether it can be made simpler, say as two tables.",
        },
    },
    fixes={
        "": {
            "ja": "表を二つに分け、それぞれに題名を付けてください。例: <table><caption>大人の料金</caption>…</table>",
            "en": "Make two tables, each with its own caption: <table><caption>Fees for adults</caption>…</table>",
        },
    },
    source="Municipal guideline item G24",
)
