"""Words that many readers do not know, with easier ones: translations/data/easy_words.tsv."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from translations.tables import read_rows


@cache
def load_easy_words() -> Mapping[str, str]:
    """Give hard word → easier words, for a person to put in; a program must not replace one by the other."""
    return MappingProxyType({row["word"]: row["easier"] for row in read_rows("easy_words.tsv")})
