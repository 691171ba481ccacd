"""Reads the tables of translations/data."""

from pathlib import Path

from translations.errors import DictionaryError

FOLDER = Path(__file__).parent / "data"


def read_rows(name: str | Path) -> list[dict[str, str]]:
    """Give the rows of a table as column → value; a relative name is looked up in translations/data.

    The first line names the columns; columns are parted by tabs; empty lines are skipped.
    The key "line" is added: the line's number.
    Raises DictionaryError for a row with another number of columns, or a file that is not UTF-8.
    """
    path = FOLDER / name
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{path}: UTF-8 で保存してください（{error.start} バイト目）。 / "
            f"Not UTF-8 (byte {error.start}). Save the file as UTF-8."
        ) from error
    columns = lines[0].split("\t") if lines else []
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        values = line.split("\t")
        if len(values) != len(columns):
            raise DictionaryError(
                f"{path}, {number}行目: 列が {len(values)}個あります（{len(columns)}個のはずです）。 / "
                f"line {number}: {len(values)} columns instead of {len(columns)} ({', '.join(columns)}). "
                "Mend or delete the line."
            )
        rows.append({**dict(zip(columns, values, strict=True)), "line": str(number)})
    return rows
