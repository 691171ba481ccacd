"""A name for the state of everything a reading follows from, for the keys of a cache."""

import functools
import hashlib
from pathlib import Path

from translations import tokens
from translations.furigana.dictionary import Dictionary, shipped
from translations.tables import FOLDER


def dictionary_version(dictionary: Dictionary | None = None) -> str:
    """Give 32 hexadecimal digits that change whenever a text may get other readings or other ruby.

    It covers the dictionary, the tables, this package's code, SudachiPy and its dictionary, and is the same on every
    machine with the same versions.
    """
    parts = [_program(), tokens.dictionary_version(), (dictionary or shipped()).version]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@functools.cache
def _program() -> str:
    """Hash the code and the tables."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in [package.parent / "tokens.py", *sorted(package.glob("*.py")), *sorted(FOLDER.glob("*.tsv"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
