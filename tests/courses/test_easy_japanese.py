"""The lessons, the forms and the messages in easy Japanese are easy by our own rules."""

import re

import polib
import pytest

from courses.demo.lesson_files import read_lessons
from scripts.console import ROOT
from tests.courses.test_lesson_texts import texts
from translations import judge_easy

LESSONS = [lesson for lesson in read_lessons() if "ja-simple" in lesson.translations]
CATALOGUE = ROOT / "courses" / "locale" / "ja_Simple" / "LC_MESSAGES" / "django.po"
# Our choice: one sentence of many may be hard; a text of which one is very hard is not easy.
HARDEST = 60


def judge_all(found: list[str]) -> tuple[int | None, list[str]]:
    """Give the score of the texts, and the sentences that are hard."""
    report = judge_easy("\n".join(found))
    return report.score, [sentence.text for sentence in report.sentences if sentence.score < HARDEST]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_lessons_in_easy_japanese_are_easy(lesson):
    score, hard = judge_all(list(texts(lesson.translations["ja-simple"])))

    assert hard == []
    assert score >= 90


def test_forms_and_messages_in_easy_japanese_are_easy():
    entries = [entry.msgstr for entry in polib.pofile(str(CATALOGUE)) if entry.msgstr]
    score, hard = judge_all([re.sub(r"<[^>]+>|%\(\w+\)[sd]", "1", text) for text in entries])

    assert len(entries) > 200
    assert hard == []
    assert score >= 90
