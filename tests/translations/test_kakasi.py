import sys

import pytest

from translations import KakasiUnavailable, guess_reading, kakasi, romanise


def test_without_pykakasi_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pykakasi", None)
    kakasi._converter.cache_clear()

    with pytest.raises(KakasiUnavailable, match=r"\[kakasi\]"):
        romanise("おの")


def test_guess_and_romanise():
    pytest.importorskip("pykakasi")
    kakasi._converter.cache_clear()

    assert romanise("こうこかん") == "koukokan"
    assert romanise("しんぶんし") == "shinbunshi"
    assert guess_reading("図書館") == "としょかん"
