"""Lists as files: CSV and XLSX that spreadsheet programs open without surprises (courses.md §7.3, INV-34)."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cms.dates import format_era_year

# A spreadsheet program takes a cell that begins so for a formula. Source: OWASP, "CSV Injection"; full-width forms as well.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = b"\xef\xbb\xbf"
# Characters of JIS X 0208 for which Python's cp932 knows only the other of two code points. Source: Unicode, CP932.TXT.
SAME_IN_CP932 = str.maketrans({"〜": "～", "−": "－", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢", "—": "―"})
# What printers have always set where a character was missing.
MISSING = "〓"
# Source: Excel's own limit on names of sheets, and characters that it refuses there.
SHEET_NAME_CHARS = 31
SHEET_NAME_REFUSED = re.compile(r"[\[\]:*?/\\]")
FILE_NAME_REFUSED = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


@dataclass(frozen=True)
class Table:
    """A list to be read or saved. name: 出席簿, for example. columns: Japanese headings.

    rows: text, whole numbers, dates or moments; None is an empty cell. Telephone and postal codes are text.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"Every row of {self.name} needs {len(self.columns)} cells.")


class NotInCp932(ValueError):
    """The table has characters that CP932 cannot hold. characters: each once, in the order of their appearance."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"CP932 has no {' '.join(characters)}. Use UTF-8, or replace them.")


def add_era_columns(table: Table) -> Table:
    """Return the table with a column of the year in the Japanese calendar after every column that holds dates."""
    dated = [
        at
        for at in range(len(table.columns))
        if any(isinstance(row[at], date) for row in table.rows)  # a moment is a date, too
    ]
    columns: list[str] = []
    for at, name in enumerate(table.columns):
        columns += [name, f"{name}（和暦）"] if at in dated else [name]
    rows = []
    for row in table.rows:
        cells: list[Any] = []
        for at, value in enumerate(row):
            cells += [value, describe_era_day(value)] if at in dated else [value]
        rows.append(cells)
    return Table(table.name, tuple(columns), rows)


def describe_era_day(value: Any) -> str:
    """Return 令和8年11月27日; an empty text for what is no date."""
    if not isinstance(value, date):
        return ""
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{format_era_year(day)}{day.month}月{day.day}日"


def format_cell(value: Any) -> str:
    """Return a cell as text: dates as 2026-11-27, moments as 2026-11-27 10:00 in Japan."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def neutralise(text: str) -> str:
    """Return the text so that no spreadsheet program takes it for a formula: an apostrophe before it."""
    starts = any(form.startswith(FORMULA_STARTS) for form in (text.lstrip(" 　"), text.lstrip()))
    return f"'{text}" if starts else text


def write_csv(table: Table) -> bytes:
    """Return the table as CSV: UTF-8 with BOM, CRLF, every cell in quotation marks, formulas neutralised."""
    return BOM + write_csv_text(table).encode("utf-8", "replace")


def write_csv_text(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(neutralise(name) for name in table.columns)
    writer.writerows([neutralise(format_cell(value)) for value in row] for row in table.rows)
    return text.getvalue()


def write_csv_cp932(table: Table, replaces: bool = False) -> bytes:
    """Return the table as CSV in CP932, for label programs that read nothing else.

    Raises NotInCp932 with the characters that it cannot hold, unless `replaces`: then each of them becomes 〓.
    """
    text = write_csv_text(table).translate(SAME_IN_CP932)
    missing = find_missing_in_cp932(text)
    if missing and not replaces:
        raise NotInCp932(missing)
    return text.translate(dict.fromkeys(map(ord, missing), MISSING)).encode("cp932")


def find_missing_in_cp932(text: str) -> str:
    """Return the characters that CP932 cannot hold, each once."""
    missing = []
    for char in dict.fromkeys(text):
        try:
            char.encode("cp932")
        except UnicodeEncodeError:
            missing.append(char)
    return "".join(missing)


def write_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: numbers as numbers, everything else as text, so that no leading 0 is lost."""
    book = Workbook(write_only=True)
    book.properties.title = table.name
    book.properties.creator = ""
    sheet = book.create_sheet(SHEET_NAME_REFUSED.sub(" ", table.name)[:SHEET_NAME_CHARS] or "一覧")
    for at, name in enumerate(table.columns, start=1):
        cells = [name, *(format_cell(row[at - 1]) for row in table.rows)]
        sheet.column_dimensions[get_column_letter(at)].width = find_width(cells)
    sheet.freeze_panes = "A2"
    sheet.append(make_cell(sheet, name, is_heading=True) for name in table.columns)
    for row in table.rows:
        sheet.append(make_cell(sheet, value) for value in row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def find_width(cells: Sequence[str]) -> int:
    """Return the width of a column in characters; a full-width one counts twice. Our choice: at most 50."""
    return min(max(sum(1 + (ord(char) > 0xFF) for char in cell) for cell in cells) + 2, 50)


def make_cell(sheet: Any, value: Any, is_heading: bool = False) -> WriteOnlyCell:
    """Return a cell: a number, or text that stays text whatever it begins with."""
    if isinstance(value, int) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", format_cell(value)))
    cell.data_type, cell.number_format = "s", "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def make_file_name(fiscal_year: int, subject: str, what: str, on: date, extension: str) -> str:
    """Return 2026年度_スマホ入門_出席簿_20261127.csv, without characters that a file system refuses."""
    parts = [f"{fiscal_year}年度", subject, what, f"{on:%Y%m%d}"]
    # Source: ext4 and NTFS hold 255 bytes; 25 characters of a part are at most 75 bytes of UTF-8.
    cleaned = [FILE_NAME_REFUSED.sub("", part).replace(" ", "").strip("._")[:25] for part in parts]
    return "_".join(part for part in cleaned if part) + f".{extension}"
