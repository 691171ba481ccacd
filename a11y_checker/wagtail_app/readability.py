"""How hard a Japanese text is to read: length of sentences and share of kanji. Wagtail's own figure counts English syllables."""

import re
from dataclasses import dataclass

from lxml import html

_END = re.compile(r"(?<=[。！？])|\n+")
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Readability:
    """mean_chars: mean length of the sentences. kanji_percent: kanji among all letters. longest: the longest sentence."""

    mean_chars: int
    kanji_percent: int
    longest: str


def measure(page: bytes) -> Readability | None:
    """Return the figures of the main part of a page in HTML; None when it has no sentence."""
    document = html.document_fromstring(page.decode("utf-8", "replace"))
    main = next(iter(document.xpath("//main")), document)
    blocks = (" ".join(block.text_content().split()) for block in main.iter("p", "li", "dd", "td"))
    sentences = [
        part.strip() for block in blocks for part in _END.split(block) if part.strip().endswith(("。", "！", "？"))
    ]
    if not sentences:
        return None
    text = "".join(sentences)
    letters = len(_LETTER.findall(text)) or 1
    return Readability(
        round(sum(map(len, sentences)) / len(sentences)),
        round(100 * len(_KANJI.findall(text)) / letters),
        max(sentences, key=len),
    )
