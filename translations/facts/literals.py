"""Finds what is copied letter by letter: URLs, mail addresses, telephone numbers, post codes, codes such as A101."""

import re
import unicodedata

from translations.facts.fact import Fact

# Source: RFC 3986 for the characters of a URL; a closing bracket, comma or full stop at the end belongs to the sentence.
_URL = r"(?:https?://|www\.)[\w.~:/?#@!$&'*+;=%-]+[\w/#=&~-]"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# Source: 総務省「電気通信番号計画」: a domestic number starts with 0 and has ten or eleven digits in all, less for 0120-type.
_PHONE = r"(?<![\d-])(?:\+81[- ]?\(?[1-9]\d{0,3}\)?|\(?0\d{1,4}\)?)[- ]?\d{1,4}[- ]\d{3,4}(?![\d-])"
# Source: 日本郵便: three digits, hyphen, four digits.
_POSTCODE = r"(?<![\d-])\d{3}-\d{4}(?![\d-])"
# Our choice: letters with digits (A4, R7-123, B101), and three or more groups of digits (lot numbers such as 1-2-3).
_CODE = r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,4}-?\d[A-Za-z0-9-]*[A-Za-z0-9]|[A-Za-z]{1,4}\d)(?![A-Za-z0-9])"
_GROUPS = r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])"
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}\Z")
_HOUR = re.compile(r"[Hh]\d{2}\Z")  # the 30 of 8h30 is no code

_LITERAL = re.compile(
    f"(?P<url>{_URL})|(?P<mail>{_MAIL})|(?P<phone>{_PHONE})|(?P<postcode>{_POSTCODE})|(?P<code>{_CODE}|{_GROUPS})",
    re.ASCII,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
# ！..～ are the full-width forms of !..~, one for one.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# One letter that only Japanese is written with, or Japanese and Chinese: kana, kanji.
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ々一-鿿㐀-䶿]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[‐‑‒–—―−－ーｰ](?=\d)")


def normalise(text: str) -> str:
    """Give the text with full-width letters and digits as half-width (NFKC), and one kind of hyphen between digits."""
    return unicodedata.normalize("NFKC", _BETWEEN_DIGITS.sub("-", text)).translate(_DASHES)


def half_width(text: str) -> str:
    """Give the text with full-width ASCII as half-width and one kind of hyphen between digits; every place stays the same."""
    return _BETWEEN_DIGITS.sub("-", text).translate(_HALF_WIDTH)


def literals_of(text: str) -> list[Fact]:
    """Give the literals of a normalised text, in their order."""
    found = []
    for match in _LITERAL.finditer(text):
        kind = str(match.lastgroup)
        if kind == "code" and (_ISO_DATE.match(match[0]) or _HOUR.match(match[0])):
            continue
        found.append(Fact(kind, _canonical(kind, match[0]), match.start(), match.end()))
    return found


def _canonical(kind: str, written: str) -> str:
    """Give one spelling: 0794-63-1000 for (0794)63-1000 and +81 794-63-1000 too."""
    if kind != "phone":
        return written
    groups = re.findall(r"\d+", written)
    if written.startswith("+81"):
        groups = [f"0{groups[1]}", *groups[2:]]
    return "-".join(groups)
