"""Colours and the contrast between them. Arithmetic only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_RGB = re.compile(r"rgba?\(\s*([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)(?:\s*[,/]\s*([\d.]+%?))?\s*\)")


class Colour(NamedTuple):
    """A colour in sRGB; red, green and blue 0–255, alpha 0–1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def __str__(self) -> str:
        return f"#{round(self.red):02x}{round(self.green):02x}{round(self.blue):02x}"


WHITE = Colour(255, 255, 255)
CLEAR = Colour(0, 0, 0, 0)


@lru_cache(maxsize=4096)
def read_colour(text: str) -> Colour:
    """A computed colour, "rgb(…)" or "rgba(…)"; clear when it is neither."""
    match = _RGB.fullmatch(text.strip())
    if match is None:
        return CLEAR
    red, green, blue, alpha = match.groups()
    share = 1.0 if alpha is None else float(alpha[:-1]) / 100 if alpha.endswith("%") else float(alpha)
    return Colour(float(red), float(green), float(blue), share)


def over(top: Colour, below: Colour) -> Colour:
    """What a see-through colour looks like over an opaque one."""
    a = top.alpha
    return Colour(
        top.red * a + below.red * (1 - a), top.green * a + below.green * (1 - a), top.blue * a + below.blue * (1 - a)
    )


def luminance(colour: Colour) -> float:
    """Relative luminance, 0–1. Source: WCAG 2.2, definition "relative luminance"."""
    red, green, blue = (_linear(part / 255) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    # Source: WCAG 2.2; 0.04045 is the sRGB standard's value (WCAG's 0.03928 is an old draft's).
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio, 1–21. Source: WCAG 2.2, definition "contrast ratio"."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
