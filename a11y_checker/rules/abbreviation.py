"""Abbreviations in Latin letters are explained."""

import re

from a11y_checker.dom import Element, words
from a11y_checker.japanese import is_glossed
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import blocks_with, narrow

_WORD = re.compile(r"(?<![A-Za-z0-9&./@_+-])[A-Z][A-Za-z]?[A-Z]{1,4}s?(?![A-Za-z0-9&@_+-]|\.[a-z])")
# Known to everybody, or names of units and things. Source: the traps of check J33, and everyday Japanese.
_KNOWN = words(
    "PDF FAX TEL AED NPO ATM CD DVD TV PC USB URL QR SNS NHK JR IC ID OK HP GPS LED LAN AM PM KB MB GB CM KM CSV HTML PTA"
    " BS FM JA AI IT NG PR PET WC UV BBS EU UN USA UK OS SIM SD HDMI DIY LINE NTT NEW VIP GW MAX IH"
    " ZIP RSS AV SOS MRI CT EV SL BGM DJ MC QA XML JPEG JPG PNG GIF WHO JICA JIS ISO UTF WORD EXCEL"
)

_COMPOUND = re.compile(r"[ァ-ヶー一-鿿]{1,10}")


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail an abbreviation without an explanation right behind it, in the block where it stands for the first time."""
    found: dict[Element, Verdict] = {}
    seen: set[str] = set()
    for block in blocks_with(_WORD, page, narrowed=True):
        text = narrow(block.text)
        for match in _WORD.finditer(text):
            word = match.group()
            if word in seen or word in _KNOWN:
                continue
            seen.add(word)
            if _is_explained(text, match) or block.is_inside(match.start(), "abbr", "dfn"):
                found.setdefault(block.element, passed())
            elif not (block.element in found and found[block.element].key):
                found[block.element] = failed("unexplained", block.element_at(match.start()), words=word)
    return found


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Whether it is explained right behind, or behind the word that it is the beginning of: RSウイルス（…）."""
    rest = _COMPOUND.match(text, match.end())
    return is_glossed(text, match.start(), match.end()) or (
        rest is not None and is_glossed(text, match.start(), rest.end())
    )


RULE = Rule(
    id="abbreviation",
    name={"ja": "略語に説明がある", "en": "Abbreviations are explained"},
    criteria=("3.1.4",),
    impact="minor",
    items=("G65", "J33"),
    verdicts=verdicts,
    why={
        "ja": "アルファベットの略語は、知らない人には何のことか分かりません。",
        "en": "People who do not know the letters cannot tell what they stand for.",
    },
    messages={
        "unexplained": {
            "ja": "略語「{words}」に説明がありません。",
            "en": "The abbreviation “{words}” is not explained.",
        },
    },
    fixes={
        "": {
            "ja": "初めに「{words}（日本語の説明）」と書いてください。",
            "en": "Explain it at first: “{words}（…）”.",
        },
    },
    source="WCAG 2.2, SC 3.1.4, techniques G97 and H28",
)
