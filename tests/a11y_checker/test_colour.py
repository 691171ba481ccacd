"""Colours and contrast ratios, against published figures."""

import pytest

from a11y_checker.colour import CLEAR, Colour, contrast, over, read_colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # Source: WCAG 2.2, Understanding SC 1.4.3 (#767676 and #777777 lie on either side of 4.5:1), and black on white.
    [
        (Colour(0, 0, 0), Colour(255, 255, 255), 21.0),
        (Colour(255, 255, 255), Colour(255, 255, 255), 1.0),
        (Colour(0x76, 0x76, 0x76), Colour(255, 255, 255), 4.54),
        (Colour(0x77, 0x77, 0x77), Colour(255, 255, 255), 4.48),
        (Colour(255, 0, 0), Colour(255, 255, 255), 4.0),
    ],
)
def test_contrast(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("rgb(1, 2, 3)", Colour(1, 2, 3)),
        ("rgba(1, 2, 3, 0.5)", Colour(1, 2, 3, 0.5)),
        ("rgb(1 2 3 / 50%)", Colour(1, 2, 3, 0.5)),
        ("transparent", CLEAR),
        ("", CLEAR),
    ],
)
def test_read_colour(text: str, colour: Colour) -> None:
    assert read_colour(text) == colour


def test_over() -> None:
    assert over(Colour(0, 0, 0, 0.5), Colour(255, 255, 255)) == Colour(127.5, 127.5, 127.5)
    assert str(over(Colour(255, 0, 0, 0), Colour(0, 0, 255))) == "#0000ff"
