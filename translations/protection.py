"""Keeps from the engine what it must not touch, and puts it back: names, telephone numbers, addresses, codes.

Two ways: a placeholder in the middle of the sentence, which keeps the engine's view of the whole and which some engines lose;
and a hard split, which translates what stands between and cannot lose anything.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from translations.facts.literals import JAPANESE, half_width, literals_of
from translations.glossary import Glossary

# Our choice: capitals with a figure between, no underscore (SentencePiece turns it into a space), in no language a word.
_PLACEHOLDER = re.compile(r"ZQ(\d+)X", re.IGNORECASE)
_MARKS = re.compile(r"^[\s、。：:・（）()「」『』〜～，．！？!?]+|[\s、。：:・（）()「」『』〜～，．！？!?]+$")
_WESTERN = {
    "、": ", ", "。": ". ", "：": ": ", "・": ", ", "（": " (", "）": ") ", "「": ' "', "」": '" ', "『": ' "', "』": '" ',
    "〜": " - ", "～": " - ", "，": ", ", "．": ". ", "！": "! ", "？": "? ", "\u3000": " ",
}  # fmt: skip
_CLOSING = re.compile(r"\s+([,.:;)!?])")
_OPENING = re.compile(r"([(])\s+")
_WITHOUT_SPACES = {"zh-hans", "zh-hant", "ja-simple"}


class Protected(NamedTuple):
    """A part that no engine may see; end exclusive. replacement: what stands there in the translation."""

    start: int
    end: int
    replacement: str


def protected_parts(text: str, glossary: Glossary) -> list[Protected]:
    """Give the parts of a line that are put in by program, from left to right, none overlapping."""
    plain = half_width(text)
    found = [Protected(fact.start, fact.end, plain[fact.start : fact.end]) for fact in literals_of(plain)]
    for term in glossary.find(text):
        if term.term.kind == "must" or any(part.start < term.end and term.start < part.end for part in found):
            continue
        found.append(Protected(term.start, term.end, term.term.preferred or term.term.term))
    return sorted(found)


def with_placeholders(text: str, parts: list[Protected]) -> str:
    """Give the line with a placeholder for each part."""
    out, done = "", 0
    for n, part in enumerate(parts, 1):
        out += f"{text[done : part.start]} ZQ{n}X "
        done = part.end
    return (out + text[done:]).strip()


def fill(translated: str, parts: list[Protected]) -> str | None:
    """Put the parts in the place of the placeholders; None if one is lost, doubled or invented."""
    numbers = sorted(int(number) for number in _PLACEHOLDER.findall(translated))
    if numbers != list(range(1, len(parts) + 1)):
        return None
    return tidy(_PLACEHOLDER.sub(lambda match: parts[int(match[1]) - 1].replacement, translated))


def between(text: str, parts: list[Protected]) -> list[str]:
    """Give the Japanese words before, between and after the parts, without marks at their ends: what a hard split sends."""
    return [words for piece in _pieces(text, parts) if JAPANESE.search(words := _MARKS.sub("", _MARKS.sub("", piece)))]


def joined(text: str, parts: list[Protected], locale: str, translate: Callable[[str], str | None]) -> str | None:
    """Translate around the parts. translate: gives the translation of what `between` gave; None if one has none."""
    pieces = _pieces(text, parts)
    out = ""
    for n, piece in enumerate(pieces):
        words = _MARKS.sub("", _MARKS.sub("", piece))
        target = words
        if JAPANESE.search(words):
            found = translate(words)
            if found is None:
                return None
            target = found.strip().rstrip(".") if n < len(pieces) - 1 else found.strip()
        start = piece.find(words) if words else len(piece)
        before, after = piece[:start], piece[start + len(words) :] if words else ""
        out += f" {_marks(before, locale)}{target}{_marks(after, locale)} "
        if n < len(parts):
            out += parts[n].replacement
    return tidy(out, locale)


def tidy(text: str, locale: str = "en") -> str:
    """Give the text with one space between words and none before a closing mark."""
    one_space = re.sub(r"[ \t\u3000]+", " ", text).strip()
    if locale in _WITHOUT_SPACES:
        return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", one_space)
    return re.sub(r"\.\.(?!\.)", ".", _OPENING.sub(r"\1", _CLOSING.sub(r"\1", one_space)))


def _marks(marks: str, locale: str) -> str:
    return marks if locale in _WITHOUT_SPACES else "".join(_WESTERN.get(mark, mark) for mark in marks)


def _pieces(text: str, parts: list[Protected]) -> list[str]:
    ends = [0, *(part.end for part in parts)]
    starts = [*(part.start for part in parts), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]
