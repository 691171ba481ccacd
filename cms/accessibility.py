"""What the city tells its accessibility checker. Named in the setting A11Y_CHECKER, never imported by the checker."""

from collections.abc import Mapping

from translations.furigana.dictionary import load

# The lists of names among the sources of the furigana dictionary; its other rows are plain words.
NAME_SOURCES = ("Japan Post", "public name")


def local_readings() -> Mapping[str, str]:
    """Names of the city's places and houses that a stranger or a speech program misreads, with their reading in kana."""
    return {
        entry.surface: entry.reading
        for entry in load("furigana.tsv")
        if entry.source.startswith(NAME_SOURCES) and not entry.context
    }
