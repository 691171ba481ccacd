"""INV-34: lists as files that no spreadsheet program misreads."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.tables import (
    NotInCp932,
    Table,
    add_era_columns,
    make_file_name,
    write_csv,
    write_csv_cp932,
    write_xlsx,
)
from tests.factories.courses import at

STARTS = "=+-@\t\r\n＝＋－＠"
# Control characters that no name or address holds break the reading of CSV itself.
TEXT = st.text(st.characters(exclude_characters="\x00\ud800", exclude_categories=["Cs"]), max_size=20)


def read(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_inv_34_csv_has_bom_crlf_quotes_and_no_formula(rows):
    table = Table("名簿", ("名前", "電話番号"), rows)

    data = write_csv(table)

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b'"\r\n')
    read_back = read(data)[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read_back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in read_back for cell in row if cell.lstrip().startswith(tuple(STARTS))]


def test_inv_34_every_cell_is_quoted_and_leading_zeros_stay():
    table = Table("名簿", ("名前", "電話番号", "番号", "日"), [("試験 花子", "0794001000", 3, date(2026, 11, 27))])

    assert write_csv(table).decode("utf-8-sig") == (
        '"名前","電話番号","番号","日"\r\n"試験 花子","0794001000","3","2026-11-27"\r\n'
    )


@pytest.mark.parametrize("start", STARTS)
def test_inv_34_formulas_are_neutralised_in_headings_too(start):
    table = Table("名簿", (f"{start}1+1",), [(f"{start}cmd|' /C calc'!A0",), (f"  {start}1",)])

    assert all(row[0].startswith("'") for row in read(write_csv(table)))


def test_xlsx_keeps_text_as_text_and_numbers_as_numbers():
    table = Table("名/簿", ("名前", "電話番号", "数"), [("=1+1", "0794001000", 12), ("a\x07b", None, 0)])

    sheet = load_workbook(io.BytesIO(write_xlsx(table))).active

    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["名前", "電話番号", "数"],
        ["=1+1", "0794001000", 12],
        ["a b", None, 0],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n"]
    assert sheet["B2"].number_format == "@"
    assert sheet.title == "名 簿"


def test_era_stands_beside_every_date_on_request():
    table = Table(
        "名簿", ("名前", "日", "時"), [("花子", date(2019, 4, 30), at("2019-05-01 00:30")), ("正", None, None)]
    )

    with_era = add_era_columns(table)

    assert with_era.columns == ("名前", "日", "日（和暦）", "時", "時（和暦）")
    assert with_era.rows[0] == ["花子", date(2019, 4, 30), "平成31年4月30日", at("2019-05-01 00:30"), "令和元年5月1日"]
    assert with_era.rows[1][2] == ""


def test_cp932_names_what_it_cannot_hold_and_replaces_only_when_told():
    table = Table("宛名", ("名前",), [("髙橋 〜−",), ("吉𠮷田🙂",)])

    with pytest.raises(NotInCp932) as refusal:
        write_csv_cp932(table)

    assert refusal.value.characters == "𠮷🙂"
    assert read(write_csv_cp932(table, replaces=True), "cp932") == [["名前"], ["髙橋 ～－"], ["吉〓田〓"]]


@given(TEXT)
def test_cp932_never_writes_a_question_mark_for_another_character(text):
    data = write_csv_cp932(Table("宛名", ("名前",), [(text,)]), replaces=True)

    assert data.decode("cp932").count("?") == text.count("?")


def test_rows_need_a_cell_for_every_column():
    with pytest.raises(ValueError, match="2 cells"):
        Table("名簿", ("名前", "電話番号"), [("花子",)])


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("スマホ入門", "2026年度_スマホ入門_出席簿_20261127.csv"),
        ('../a:b"c\r\n', "2026年度_abc_出席簿_20261127.csv"),
        ("", "2026年度_出席簿_20261127.csv"),
    ],
)
def test_file_names_are_those_of_the_design(subject, name):
    assert make_file_name(2026, subject, "出席簿", date(2026, 11, 27), "csv") == name


def test_file_names_stay_short_enough_for_a_disk():
    assert len(make_file_name(2026, "長" * 300, "出席簿", date(2026, 11, 27), "xlsx").encode()) <= 255
