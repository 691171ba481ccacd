"""The harness that scores an engine: its references are whole and new to the tiny package, its figures move with the engine."""

import pytest

from tests.benchmarks.translations import quality
from translations.tables import FOLDER


class Echo:
    """Says what people wrote; with `spoil`, without figures."""

    def __init__(self, pairs, spoil=False):
        self.known, self.spoil = dict(pairs), spoil

    def translate(self, texts, source, target):
        said = [self.known[text] for text in texts]
        return ["".join(letter for letter in text if not letter.isdigit()) for text in said] if self.spoil else said


def test_the_hundred_sentences_are_new_to_the_tiny_package():
    known = {line.split("\t")[0] for line in (FOLDER / "models/pairs.ja-en.tsv").read_text("utf-8").splitlines()}
    (_, _, pairs), *_others = quality.references()

    assert len(dict(pairs)) == 100
    assert known.isdisjoint(dict(pairs))


def test_there_are_references_in_every_language():
    assert {locale for locale, _, pairs in quality.references() if len(pairs) >= 50} == {
        "en",
        "ko",
        "pt-br",
        "vi",
        "zh-hans",
    }


@pytest.mark.parametrize("locale", ["en", "ko", "zh-hans"])
def test_a_perfect_engine_gets_full_marks_and_a_worse_one_less(locale):
    pairs = next(pairs for code, name, pairs in quality.references() if code == locale and name.startswith("demo"))[:40]

    perfect = quality.row(Echo(pairs), locale, pairs)
    chrf, bleu, stopped = quality.row(Echo(pairs, spoil=True), locale, pairs).split(" | ")

    assert perfect == "100.0 | 100.0 | 0"
    assert float(chrf) < 100
    assert float(bleu) < 100
    assert int(stopped) > 0
