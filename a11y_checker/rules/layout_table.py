"""Tables are not used for layout."""

from a11y_checker.dom import Element, raw_text, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import LONG_CELL_CHARS, read_table, tables

_HEAVY = words("img table ul ol dl form h1 h2 h3 h4 h5 h6 iframe video object")
_LOOKS = ("width", "height", "bgcolor", "background", "align", "valign")


def applicability(page: Page) -> list[Element]:
    """Tables that nothing marks as data and that do not look like data."""
    return [table.element for table in tables(page) if not table.is_data]


def expectation(element: Element, page: Page) -> Verdict:
    """Ask about a table that arranges pictures or passages; a small plain one is left alone."""
    table = read_table(element, page)
    cells = [cell for row in table.rows for cell in row]
    if len(cells) < 2:
        return passed()
    heavy = any(child.tag in _HEAVY for cell in cells for child in cell.iter() if child is not cell)
    long = any(len(raw_text(cell)) > LONG_CELL_CHARS for cell in cells)
    dressed = any(place.get(name) for place in (element, *cells) for name in _LOOKS) or element.get("border") == "0"
    return cant_tell("layout") if heavy or (long and dressed) else passed()


RULE = Rule(
    id="layout-table",
    name={"ja": "レイアウトのために表を使っていない", "en": "Tables are not used for layout"},
    criteria=("1.3.2",),
    impact="minor",
    items=("G25", "J17"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "表として読み上げられ、行と列を数えながら聞くことになります。せまい画面では横にはみ出します。",
        "en": "It is announced as a table, row by row, and runs off narrow screens.",
    },
    messages={
        "layout": {
            "ja": "この表は、文や画像を並べるためのものではありませんか。行ごとに読まれても意味が通るか確かめてください。",
            "en": "Does this table only arrange text and pictures? See whether it makes sense when read row by row.",
        },
    },
    fixes={
        "": {
            "ja": "並べるだけなら、表をやめて CSS で並べてください。データなら、見出しのセル（th）を付けてください。",
            "en": "For arranging use CSS instead; for data add header cells (th).",
        },
    },
    source="WCAG 2.2, SC 1.3.2, failure F49; municipal guideline item G25",
)
