"""The texts of the lessons: all there, easy to read, short, and their quizzes can be answered. No database."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from a11y_checker.rules.platform_characters import _VENDOR
from a11y_checker.standards import jargon
from a11y_checker.wagtail_app.readability import measure
from courses.demo.lesson_files import FOLDER, LessonFile, read_lessons, read_paths, read_staff_lessons, read_yaml
from translations import judge_easy

LESSONS = [*read_lessons(), *read_staff_lessons()]
# Source: acceptance of the lessons: no sentence over 50 characters, steps at most 80.
SENTENCE_MAX_CHARS = 50
STEP_MAX_CHARS = 80
# Our choice: English needs about twice the characters of Japanese for the same words.
ENGLISH_STEP_MAX_CHARS = 160
# Our choice of the easy band: half of the longest sentence on average, and more kana than kanji as in books for all
# from about the fourth year of school.
EASY_MEAN_CHARS = 25
EASY_KANJI_PERCENT = 40
# Our choice: texts in easy Japanese reach 90 by the rules of easy Japanese; plain lessons come close to it.
EASY_SCORE_MINIMUM = 80
# Fields that are names or codes, not texts.
WITHOUT_SENTENCES = {"reading", "english", "device", "competences", "courses", "shows", "on", "roles"}
# Words of machines that beginners do not know; a lesson that uses one explains it, or one it builds on does.
TERMS = ("アイコン", "タップ", "パスワード", "Wi-Fi", "アプリ", "二次元コード", "スタンプ", "再起動", "通知")
JAPANESE = re.compile(r"[ぁ-ん]")


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Return every text of a lesson that people read."""
    if key in WITHOUT_SENTENCES:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[。！？])", text) if part.strip()]


def name(lesson: LessonFile) -> str:
    return f"{lesson.group}-{lesson.slug}"


def test_all_lessons_are_there():
    paths = read_paths()
    numbers = [lesson.number for lesson in read_lessons()]
    first = paths["groups"][0]["folder"]
    courses = {row["slug"] for row in read_yaml(FOLDER.parent / "courses.yaml")["courses"]}

    assert numbers == list(range(1, 25))
    assert len(read_staff_lessons()) == 6
    assert [path["lessons"] for path in paths["paths"]] == [
        [1, 2, 3, 5, 7],
        [5, 19, 20, 15, 21],
        [9, 14, 16, 17],
        [11, 12, 13],
        [8, 20, 23, 24],
    ]
    assert {name(x): set(x.translations) for x in LESSONS if x.translations} == {
        name(x): {"en", "ja-simple"} for x in LESSONS if x.group == first
    }
    assert {course for lesson in LESSONS for course in lesson.data["courses"]} - courses == set()
    assert {before for lesson in LESSONS for before in lesson.data["before"] if before >= lesson.number} == set()


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_a_lesson_is_short_and_easy(lesson):
    versions = [lesson.data, *([lesson.translations["ja-simple"]] if lesson.translations else [])]

    for version in versions:
        steps = [(step["heading"], step["text"]) for step in version["steps"]]
        long_sentences = [s for text in texts(version) for s in sentences(text) if len(s) > SENTENCE_MAX_CHARS]
        assert long_sentences == []
        assert [text for _heading, text in steps if len(text) > STEP_MAX_CHARS] == []
        figures = measure("".join(f"<p>{text}</p>" for _heading, text in steps).encode())
        assert figures.mean_chars <= EASY_MEAN_CHARS
        assert figures.kanji_percent <= EASY_KANJI_PERCENT
        assert [text for text in texts(version) if _VENDOR.search(text)] == []


def test_every_lesson_is_easy_by_the_score_of_easy_japanese():
    scores = {name(x): judge_easy("\n".join(step["text"] for step in x.data["steps"])).score for x in read_lessons()}

    assert len(scores) == 24
    assert {lesson: score for lesson, score in scores.items() if score < EASY_SCORE_MINIMUM} == {}


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_a_lesson_is_complete(lesson):
    data = lesson.data

    assert 4 <= len(data["steps"]) <= 6
    assert 1 <= len(data["quiz"]) <= 3
    assert len(data["note"]["plan"]) == 3
    assert data["minutes"] in range(10, 31)
    assert data["level"] in range(1, 7)
    assert data["done"]
    assert data["needs"]
    for step in data["steps"]:
        picture = step["picture"]
        assert len(sentences(picture["alt"])) in (1, 2)
        assert JAPANESE.search(picture["alt"])
        assert len([row for row in picture["shows"] if row.startswith("*")]) in (1, 2)
    for question in data["quiz"]:
        assert question["question"].endswith("か。")
        assert [choice.get("right", False) for choice in question["choices"]].count(True) == 1
        assert len(question["choices"]) in (2, 3)
        assert all(choice["why"].endswith("。") for choice in question["choices"])


@pytest.mark.parametrize("lesson", [x for x in LESSONS if x.translations], ids=name)
def test_a_translation_has_the_parts_of_the_lesson(lesson):
    for version in lesson.translations.values():
        assert len(version["steps"]) == len(lesson.data["steps"])
        assert len(version["done"]) == len(lesson.data["done"])
        assert [[c.get("right", False) for c in q["choices"]] for q in version["quiz"]] == [
            [c.get("right", False) for c in q["choices"]] for q in lesson.data["quiz"]
        ]
    steps = lesson.translations["en"]["steps"]
    assert [step["text"] for step in steps if len(step["text"]) > ENGLISH_STEP_MAX_CHARS] == []


def test_terms_are_explained_where_they_are_used_or_before():
    lessons = {lesson.number: lesson for lesson in LESSONS}

    def explained(number: int) -> set[str]:
        data = lessons[number].data
        own = {word for step in data["steps"] for word in step.get("words", {})}
        return own.union(*(explained(before) for before in data["before"]))

    for number, lesson in lessons.items():
        spoken = " ".join(step["text"] for step in lesson.data["steps"])
        used = {term for term in TERMS if term in spoken}
        if number < 100:  # The staff know their tools.
            assert (number, used - explained(number)) == (number, set())
        assert (number, [word for word in jargon() if word in spoken]) == (number, [])
