"""How easy a lesson reads: the same measures as for every page, over everything a learner reads."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape

from a11y_checker.wagtail_app.readability import LONG_CHARS, Readability, measure

END = re.compile(r"(?<=[。！？])")


def list_texts(lesson: Any) -> Iterator[str]:
    """Give every text of a lesson (a LessonPage) that people read, in its order."""
    yield lesson.answer
    for block in lesson.steps:
        yield block.value["text"]
        yield block.value["picture"]["alt"]
        yield from (word["meaning"] for word in block.value["words"])
    yield from lesson.done.splitlines()
    for block in lesson.quiz:
        yield block.value["question"]
        yield from (choice["why"] for choice in block.value["choices"])
    yield from lesson.mistakes.splitlines()
    yield from lesson.plan.splitlines()


def find_long_sentences(lesson: Any) -> list[str]:
    """Return the sentences of more than 50 characters, in the order of the lesson."""
    parts = (part.strip() for text in list_texts(lesson) for part in END.split(text or ""))
    return [part for part in parts if len(part) > LONG_CHARS]


def measure_lesson(lesson: Any) -> Readability | None:
    """Return mean length of sentences, share of kanji, long sentences and hard words; None without a sentence."""
    text = "".join(f"<p>{escape(text)}</p>" for text in list_texts(lesson) if text)
    return measure(text) if text else None
