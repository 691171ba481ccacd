"""Cells with one symbol are explained by a legend."""

import re

from lxml import etree

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.tables import Table, tables

_SYMBOL = re.compile(r"[○◯〇●◎×✕✖☓△▲▽□■☆★✓✔レ]")
_DITTO = re.compile(r"[〃々″]|同上|同右|同左")
_MOST_CHARS = 2
_LEGEND = r"{}\s?(?:印|マーク)?\s?(?:[：:＝=…→]|は|が|の(?:印|日|ところ|所|欄))"


def applicability(page: Page) -> list[Element]:
    """Data tables with a cell that holds one symbol or a ditto mark and nothing else."""
    return list(page.once(_with_symbols))


def _with_symbols(page: Page) -> dict[Element, list[Element]]:
    """The cells with symbols of every data table that has some."""
    found = ((table.element, _cells(table)) for table in tables(page) if table.is_data)
    return {table: cells for table, cells in found if cells}


def _cells(table: Table) -> list[Element]:
    return [cell for row in table.rows for cell in row if _is_symbol(_text(cell)) and not _is_labelled(cell)]


def _is_symbol(text: str) -> bool:
    return 0 < len(text) <= _MOST_CHARS and bool(_SYMBOL.fullmatch(text) or _DITTO.fullmatch(text))


def _is_labelled(cell: Element) -> bool:
    return any(e.get("aria-label") or e.tag == "img" for e in cell.iter(etree.Element))


def _text(cell: Element) -> str:
    return raw_text(cell).strip("　 ")


def expectation(table: Element, page: Page) -> Verdict:
    """Fail ditto marks, and symbols that nothing on the page explains."""
    cells = page.once(_with_symbols)[table]
    for cell in cells:
        if _DITTO.fullmatch(_text(cell)):
            return failed("ditto", cell, words=_text(cell))
    text = " ".join(block.text for block in page.blocks)
    used = {_text(cell) for cell in cells}
    explained = any(re.search(_LEGEND.format(re.escape(symbol)), text) for symbol in used)
    if explained or "凡例" in text:
        return passed()
    return failed("no_legend", cells[0], words="・".join(sorted(used)))


RULE = Rule(
    id="symbol-cell",
    name={"ja": "記号だけのセルに凡例がある", "en": "Cells of one symbol have a legend"},
    criteria=("1.3.3",),
    impact="moderate",
    items=("G32", "J18"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "○や×は読み上げられないことがあり、意味は人によって違います。「〃」は、上のセルを見ないと分かりません。",
        "en": "○ and × may not be spoken, and mean different things to people; “〃” makes sense only to those who see the cell above.",
    },
    messages={
        "no_legend": {
            "ja": "表の記号「{words}」の意味が、どこにも書かれていません。",
            "en": "Nothing explains the table's symbols “{words}”.",
        },
        "ditto": {
            "ja": "セルが「{words}」だけです。上のセルと同じ内容が、読む人に伝わりません。",
            "en": "The cell is only “{words}”; its value is lost for listeners.",
        },
    },
    fixes={
        "no_legend": {
            "ja": "「使えます」のように言葉で書くか、表の前に「○：使えます　×：使えません」と書いてください。",
            "en": "Write words (“使えます”), or explain the symbols before the table: “○：使えます　×：使えません”.",
        },
        "ditto": {
            "ja": "上のセルと同じ内容を書いてください。",
            "en": "Repeat what the cell above says.",
        },
    },
    source="WCAG 2.2, SC 1.3.3, failure F26",
)
