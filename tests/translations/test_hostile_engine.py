"""An engine that drops, doubles, reorders and invents gets nothing wrong past the checks."""

import pytest

from tests.benchmarks.translations.hostile import HostileEngine, is_intact, make, outcome
from translations.glossary import shipped
from translations.pipeline import translate


def run(seed, harm):
    made, engine = make(seed), HostileEngine(seed, harm)
    engine.pieces = made.pieces
    [done] = translate([made.html], "en", engine=engine, glossary=shipped("en"))
    return made, done


@pytest.mark.parametrize("start", [0, 100, 200])
def test_nothing_wrong_escapes(start):
    escaped = [
        (made.html, done.html)
        for made, done in (run(seed, harm=3) for seed in range(start, start + 100))
        if outcome(made, done) == "escaped"
    ]

    assert escaped == []


def test_a_faithful_engine_is_believed():
    """Without harm most segments come through, so that the test above does not pass by refusing all."""
    done = [run(seed, harm=0) for seed in range(60)]
    outcomes = [outcome(made, result) for made, result in done]

    assert "escaped" not in outcomes
    assert outcomes.count("intact") > 20


@pytest.mark.parametrize("harm", ["{} 7", "{} Monday", "{} の", '{} <a id="a1">x</a>'])
def test_the_judge_sees_harm(harm):
    made, done = run(8, harm=0)

    assert is_intact(made, done.html)
    assert not is_intact(made, harm.format(done.html))
