"""Words that many readers do not know, with easier ones: translations/data/easy_words.tsv."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLE = Path(__file__).parent.parent / "data" / "easy_words.tsv"


@cache
def load_easy_words() -> Mapping[str, str]:
    """Give hard word → easier words, for a person to put in; a program must not replace one by the other."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return MappingProxyType({row["word"]: row["easier"] for row in rows})
