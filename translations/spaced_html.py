"""Writes spaces between the phrases of a page in easy Japanese. Nothing else of the HTML is changed."""

import re

from translations.easy_japanese.spacing import SPACE, begins_phrase
from translations.furigana.runs import Piece, runs
from translations.tokens import tokenize

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def add_spaces(html: str, *, is_japanese: bool = True) -> str:
    """Give an HTML document or fragment with a space before each phrase that has none.

    A phrase goes on over inline tags (<b>市役所</b>へ); the text of code, forms and drawings, and what is in another language, stays
    as it is. Before furigana, not after: text inside ruby is left alone.
    """
    out: list[str] = []
    done = 0
    for run in runs(html, is_japanese, _JAPANESE):
        tokens = tokenize("".join(piece.text for piece in run))
        for number in range(1, len(tokens)):
            if begins_phrase(tokens, number):
                place = _place(run, tokens[number].start)
                if place is not None:
                    out += (html[done:place], SPACE)
                    done = place
    return "".join([*out, html[done:]])


def _place(run: list[Piece], at: int) -> int | None:
    """Give where a character of the run's text stands in the source."""
    for piece in run:
        if piece.at <= at < piece.at + len(piece.text):
            if piece.is_entity:
                return piece.start if at == piece.at else None
            return piece.start + at - piece.at
    return None
