"""Sentences are short."""

import re

from a11y_checker.blocks import Block
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import Wording, no_target

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]")
_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)|「[^」]*」|『[^』]*』")
# Our choice within the 60 to 80 characters that guidelines give; brackets and quotations are not counted.
MAX_CHARS = 80


def _look(block: Block, page: Page) -> Verdict | None:
    """Fail the longest sentence of a block; headings and cells without a full stop are not read."""
    sentences = list(_SENTENCE.finditer(block.text))
    if not sentences:
        return None
    if len(block.text) <= MAX_CHARS:
        return passed()
    match = max(sentences, key=lambda found: _length(found.group()))
    if _length(match.group()) <= MAX_CHARS:
        return passed()
    words = match.group().strip()
    position = match.start() + match.group().index(words[0])
    return failed("long", block.element_at(position), words=words[:15], count=_length(words))


def _length(sentence: str) -> int:
    return len(_BRACKETS.sub("", sentence).strip())


_WORDING = Wording(_look, r"[。！？!?]", usual=no_target)

RULE = Rule(
    id="long-sentence",
    name={"ja": "一文が長すぎない", "en": "Sentences are short"},
    criteria=("3.1.5",),
    impact="minor",
    items=("G65", "J31"),
    verdicts=_WORDING.verdicts,
    why={
        "ja": "長い文は、読むのにも聞くのにも、始めを覚えていなければなりません。",
        "en": "A long sentence asks readers and listeners to keep its beginning in mind.",
    },
    messages={
        "long": {
            "ja": "「{words}…」の文が{count}字あります。",
            "en": "The sentence “{words}…” has {count} characters.",
        },
    },
    fixes={
        "": {
            "ja": "一つの文に一つのことを書き、60字までを目安に分けてください。",
            "en": "Say one thing in a sentence; aim at 60 characters at most.",
        },
    },
    source="WCAG 2.2, SC 3.1.5; municipal guideline item G65",
)
