"""The statement as files: CSV for spreadsheet programs, and a tagged PDF (PDF/UA-1)."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import typst

from a11y_checker.wagtail_app.yearly.statement import CHECKLIST_COLUMNS

TEMPLATES = Path(__file__).parent / "typst"
# Source: Debian package fonts-morisawa-bizud-gothic (SIL Open Font License 1.1).
FONT_DIR = Path("/usr/share/fonts/truetype/bizud-gothic")
# A spreadsheet program takes a cell that begins so for a formula. Source: OWASP, "CSV Injection"; full-width forms as well.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The mark of the checklist for "does not apply" is no formula.
PLAIN = {"－"}
# How typst names a character without a shape, which PDF/UA forbids.
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# What printers have always set where a character was missing.
MISSING = "〓"
# Our choice: a text with more characters that the font does not hold is no text of an office.
MOST_MISSING = 60


class FontMissing(Exception):
    """BIZ UDPGothic is not installed on this machine; without it a Japanese PDF would be empty boxes."""


def write_checklist(statement: dict[str, Any]) -> bytes:
    """Return the 達成基準チェックリスト as CSV: UTF-8 with a byte-order mark, every cell quoted, no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(CHECKLIST_COLUMNS)
    writer.writerows([neutralise(row[name]) for name in CHECKLIST_COLUMNS] for row in statement["checklist"])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def neutralise(text: str) -> str:
    """Return the text so that no spreadsheet program takes it for a formula: an apostrophe before it."""
    if text in PLAIN or not text.lstrip(" 　").startswith(FORMULA_STARTS):
        return text
    return f"'{text}"


def write_result_pdf(statement: dict[str, Any], city: str) -> bytes:
    """Return the whole statement as a tagged PDF. Raises FontMissing."""
    days = {"stated_on": format_day(statement["stated_on"]), "period": [format_day(day) for day in statement["period"]]}
    return compile_pdf("result.typ", {**statement, **days, "city": city})


def compile_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return a template of the folder typst/ filled with the data; a character that the font does not hold becomes 〓.

    Raises FontMissing.
    """
    if not FONT_DIR.is_dir():
        raise FontMissing(f"Install the font BIZ UDPGothic into {FONT_DIR} (Debian: fonts-morisawa-bizud-gothic).")
    text = json.dumps(data, ensure_ascii=False)
    for _character in range(MOST_MISSING):
        try:
            return compile_text(template, text)
        except typst.TypstError as error:
            found = find_missing(error)
            if not found:
                raise
            text = text.replace(json.dumps(found, ensure_ascii=False)[1:-1], MISSING)
    return compile_text(template, text)


def compile_text(template: str, data: str) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        sys_inputs={"data": data},
    )


def find_missing(error: typst.TypstError) -> str:
    """Return the character that typst says no font holds; an empty text for any other error."""
    match = NOT_SHOWN.search(str(error))
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), match[1]) if match else ""


def format_day(iso: str) -> str:
    """Return 2026年11月27日; an empty text stays one."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
