"""Figures for pages in other languages, without any network."""

import socket

import pytest

from a11y_checker.wagtail_app.readability import measure_page
from a11y_checker.wagtail_app.readability_foreign import LONG, measure_foreign

PLAIN = "<main><p>The office is open on weekdays. Please bring your card.</p></main>"
HEAVY = (
    "<main><p>Notwithstanding the aforementioned considerations, individuals requiring municipal documentation are respectfully "
    "requested to communicate their intentions to the administrative department responsible for residential registration.</p></main>"
)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("The network was asked.")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_english_has_its_formula_offline(no_network):
    plain, heavy = measure_foreign(PLAIN, "en"), measure_foreign(HEAVY, "en")

    assert (plain.mean, plain.ease, plain.is_plain, plain.long) == (5, 92, True, ())
    assert (heavy.is_plain, heavy.mean) == (False, 23)
    assert heavy.ease < 10


def test_readings_above_kanji_are_no_text():
    ruby = "<ruby>券<rp>（</rp><rt>けん</rt><rp>）</rp></ruby>"

    found = measure_page(f"<main><p>{ruby}を買います。</p></main>", "ja-simple")

    assert (found.longest, found.mean_chars, found.kanji_percent) == ("券を買います。", 7, 33)


NESTED = """<main><ul><li><h3>見出し</h3><svg><text>受信箱</text></svg><p>届いた手紙を見ます。</p>
<dl><dt>手紙</dt><dd>紙に書いた言葉です。</dd></dl></li></ul></main>"""


def test_a_text_inside_another_is_counted_once_and_words_of_a_drawing_never():
    found = measure_page(NESTED, "ja")

    assert (found.longest, found.mean_chars) == ("届いた手紙を見ます。", 10)


def test_portuguese_has_its_own_factors(no_network):
    found = measure_foreign("<p>A prefeitura fica aberta de segunda a sexta. Traga o seu cartão.</p>", "pt-br")

    assert (found.mean, found.is_plain) == (6, True)


@pytest.mark.parametrize(
    ("language", "text", "mean"),
    [
        ("vi", "Văn phòng mở cửa từ thứ hai đến thứ sáu.", 10),
        ("ko", "시청은 평일에 엽니다. 카드를 가져오십시오.", 2),
        ("zh-hans", "市政府平日开放。请带卡。", 5),
    ],
)
def test_languages_without_a_formula_have_the_length_alone(language, text, mean):
    found = measure_foreign(f"<p>{text}</p>", language)

    assert (found.mean, found.ease, found.is_plain) == (mean, None, False)


def test_long_sentences_are_named():
    long = " ".join(["word"] * (LONG["en"] + 1)) + "."

    assert measure_foreign(f"<p>{long} Short one.</p>", "en").long == (long,)


def test_what_cannot_be_measured_has_no_figures():
    assert measure_foreign("<p>Office hours</p>", "en") is None
    assert measure_foreign(PLAIN, "th") is None
    assert measure_page("<p>雨です。</p>", "ja-simple").kanji_percent == 33
