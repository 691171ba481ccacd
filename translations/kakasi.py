"""Last resort for a word that Sudachi does not know, and Hepburn romanisation; the only module that imports pykakasi.

pykakasi is licensed under the GPL and therefore an optional extra (docs/decisions/0001-licence.md).
"""

import functools
from typing import Any

from translations.errors import KakasiUnavailable


def guess_reading(word: str) -> str:
    """Give what pykakasi makes of a word, in hiragana: a suggestion for a person to confirm, never shown to readers.

    Raises KakasiUnavailable if pykakasi is not installed.
    """
    return "".join(part["hira"] for part in _converter().convert(word))


def romanise(kana: str) -> str:
    """Give kana in Latin letters after Hepburn, as 外務省 does for passports but with long vowels written out.

    Raises KakasiUnavailable if pykakasi is not installed.
    """
    return "".join(part["hepburn"] for part in _converter().convert(kana))


@functools.cache
def _converter() -> Any:
    try:
        import pykakasi  # optional extra

        return pykakasi.kakasi()  # type: ignore[no-untyped-call]
    except ImportError as error:
        raise KakasiUnavailable(
            "pykakasi がありません。ローマ字と、知らないことばの読みの案は pip install '.[kakasi]' のあとで使えます。 / "
            "pykakasi is missing; romanisation and suggestions for unknown words need it. Run: pip install '.[kakasi]'"
        ) from error
