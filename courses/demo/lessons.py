"""Loads the lessons below /koza/manabu/ from their files."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wagtail.models import Page

from courses.demo.lesson_files import LessonFile, read_lessons, read_paths
from courses.models import CataloguePage, CoursePage, LessonIndexPage, LessonPage

# Source: courses.md §9.2, maintenance.
RECHECK_MONTHS = 12
MONTH = timedelta(days=30)  # about
LIST_FIELDS = ("needs", "done")
PLAIN_FIELDS = ("title", "reading", "level", "minutes", "device")


def load_lessons(today: date) -> int:
    """Load the list, all lessons and the paths once the courses are there; returns how many lessons were loaded.

    A second run changes nothing. Without the catalogue of courses nothing is loaded.
    """
    catalogue = CataloguePage.objects.first()
    if catalogue is None or LessonIndexPage.objects.exists():
        return 0
    courses = {course.slug: course for course in catalogue.courses}
    index = LessonIndexPage(
        title="自分で学ぶ",
        slug="manabu",
        answer="スマートフォンやパソコンを、絵を見ながら一歩ずつ学べます。登録はいりません。何度でもやり直せます。",
        department=catalogue.department,
    )
    catalogue.add_sibling(instance=index, pos="right")
    pages: dict[int, LessonPage] = {}
    for lesson in read_lessons():
        pages[lesson.number] = load_lesson(index, lesson, courses, pages, today)
    index.paths = json.dumps([make_path(row, pages) for row in read_paths()["paths"]])
    publish(index)
    return len(pages)


def load_lesson(
    index: LessonIndexPage,
    lesson: LessonFile,
    courses: Mapping[str, CoursePage],
    earlier: Mapping[int, LessonPage],
    today: date,
) -> LessonPage:
    data = lesson.data
    page = LessonPage(
        slug=lesson.slug,
        topic=lesson.group,
        answer=data["aim"],
        competences=", ".join(data["competences"]),
        steps=json.dumps([make_step(row) for row in data["steps"]]),
        quiz=json.dumps([make_question(row) for row in data["quiz"]]),
        mistakes="\n".join(data["note"]["mistakes"]),
        plan="\n".join(data["note"]["plan"]),
        practice=data.get("practice", ""),
        texts=json.dumps([make_text(language, text) for language, text in lesson.translations.items()]),
        checked_on=today,
        review_on=today + data.get("recheck_months", RECHECK_MONTHS) * MONTH,
        department=index.department,
        **{name: data[name] for name in PLAIN_FIELDS},
        **{name: "\n".join(data[name]) for name in LIST_FIELDS},
    )
    page.courses = [courses[slug] for slug in data["courses"] if slug in courses]
    page.before = [earlier[number] for number in data["before"]]
    index.add_child(instance=page)
    publish(page)
    return page


def publish(page: Page) -> None:
    page.save_revision(log_action=False).publish(log_action=False)


def make_step(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a step as the page's stream keeps it."""
    picture = {**row["picture"], "shows": "\n".join(row["picture"]["shows"])}
    words = [{"word": word, "meaning": meaning} for word, meaning in row.get("words", {}).items()]
    value = {"heading": row["heading"], "text": row["text"], "picture": picture, "words": words}
    return {"type": "step", "value": value}


def make_question(row: Mapping[str, Any]) -> dict[str, Any]:
    choices = [
        {"text": choice["text"], "is_right": choice.get("right", False), "why": choice["why"]}
        for choice in row["choices"]
    ]
    return {"type": "question", "value": {"question": row["question"], "choices": choices}}


def make_text(language: str, text: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lesson in another language as the page's stream keeps it."""
    value = {
        "language": language,
        "title": text["title"],
        "aim": text["aim"],
        "needs": "\n".join(text["needs"]),
        "steps": [make_text_step(row) for row in text["steps"]],
        "done": "\n".join(text["done"]),
        "quiz": [make_question(row)["value"] for row in text["quiz"]],
    }
    return {"type": "text", "value": value}


def make_text_step(row: Mapping[str, Any]) -> dict[str, Any]:
    picture = row.get("picture", {"shows": [], "alt": ""})
    words = [{"word": word, "meaning": meaning} for word, meaning in row.get("words", {}).items()]
    step = {"heading": row["heading"], "text": row["text"], "words": words}
    return step | {"shows": "\n".join(picture["shows"]), "alt": picture["alt"]}


def make_path(row: Mapping[str, Any], pages: Mapping[int, LessonPage]) -> dict[str, Any]:
    lessons = [pages[number].pk for number in row["lessons"]]
    return {"type": "path", "value": {"title": row["title"], "aim": row["aim"], "lessons": lessons}}
