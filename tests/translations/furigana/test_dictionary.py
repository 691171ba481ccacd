import collections

import pytest

from translations import Dictionary, DictionaryError, Entry, check_entry, load_entries, shipped_dictionary
from translations.furigana.dictionary import TABLES
from translations.tables import FOLDER, read_rows

HEADER = "surface\treading\tcontext\tsource\tstatus\n"


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]

    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", TABLES)
def test_surface_with_two_readings_has_a_context(name):
    without_context = collections.Counter(entry.surface for entry in load_entries(name) if not entry.context)

    assert [surface for surface, count in without_context.items() if count > 1] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_row_has_a_source(path):
    assert [row for row in read_rows(path) if not row["source"]] == []


def test_every_town_of_ono_reads_as_in_the_postal_data():
    readings = {entry.surface: entry.reading for entry in shipped_dictionary() if not entry.context}

    assert [readings[town] for town in ("王子町", "上本町", "広渡町", "粟生町", "榊町", "来住町")] == [
        "おうじちょう",
        "かみほんまち",
        "こうどちょう",
        "あおちょう",
        "さがきちょう",
        "きしちょう",
    ]


def test_version_follows_the_entries():
    one = Dictionary([Entry("甲", "こう"), Entry("乙", "おつ")])

    assert one.version == Dictionary([Entry("乙", "おつ"), Entry("甲", "こう", source="other")]).version
    assert one.version != one.with_entries([Entry("甲", "かん")]).version


def test_later_entry_wins():
    assert list(Dictionary([Entry("甲", "こう"), Entry("甲", "かん")])) == [Entry("甲", "かん")]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (Entry("甲", "こう"), None),
        (Entry("", "こう"), "surface is empty"),
        (Entry(" 甲", "こう"), "white space"),
        (Entry("甲", "コウ"), "must be in hiragana"),
        (Entry("甲", ""), "must be in hiragana"),
        (Entry("甲", "こう", status="maybe"), "must be sure or confirm"),
    ],
)
def test_check_entry_says_what_is_wrong(entry, problem):
    found = check_entry(entry)

    assert found is None if problem is None else problem in found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEADER + "甲\tこう\t\tsrc\tsure\n乙\tオツ\t\tsrc\tsure\n", "line 3.*must be in hiragana"),
        (HEADER + "甲\tこう\n", "line 2: 2 columns instead of 5"),
    ],
)
def test_broken_row_names_file_and_line(tmp_path, content, message):
    path = tmp_path / "furigana.tsv"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(DictionaryError, match=message) as caught:
        load_entries(path)

    assert str(path) in str(caught.value)


def test_table_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "furigana.tsv"
    path.write_bytes((HEADER + "甲\tこう\t\tsrc\tsure\n").encode("cp932"))

    with pytest.raises(DictionaryError, match="Save the file as UTF-8"):
        load_entries(path)
