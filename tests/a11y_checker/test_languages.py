"""Which language a text is in, where its words leave no doubt."""

import pytest

from a11y_checker.languages import SMALL_WORDS, detect, is_doubtful, is_registered


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The library is open from nine to five and closed on Mondays.", "en"),
        ("Vous pouvez emprunter des livres avec votre carte, mais pas les revues qui sont dans la salle.", "fr"),
        ("Die Bibliothek ist von neun bis siebzehn Uhr geöffnet und am Montag nicht.", "de"),
        ("De bibliotheek is van negen tot vijf open, maar op maandag zijn wij dicht.", "nl"),
        ("図書館は月曜日がお休みです。本は二週間借りられます。", "ja"),
        ("도서관은 월요일에 쉽니다", "ko"),
        ("Midori Hall", ""),
        ("市立図書館", ""),
        ("図書館の library card の申込み", ""),
        ("", ""),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


def test_no_small_word_belongs_to_two_languages() -> None:
    words = [word for words in SMALL_WORDS.values() for word in words]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("tag", ["ja", "JA", "en-US", "zh-Hant-TW", "ain"])
def test_registered(tag: str) -> None:
    assert is_registered(tag)


@pytest.mark.parametrize("tag", ["", "jp", "jpn", "eng", "i-lux", "japanese", "x"])
def test_not_registered(tag: str) -> None:
    assert not is_registered(tag)


def test_doubt_needs_a_language_that_we_know() -> None:
    assert is_doubtful("Midori hall concert tonight", "de")
    assert not is_doubtful("Midori Hall Concert", "vi")
    assert not is_doubtful("市立図書館", "ja")
