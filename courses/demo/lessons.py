"""Loads the lessons below /koza/manabu/ from their files."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Page

from courses.authoring.files import make_lesson, make_text
from courses.demo.lesson_files import LessonFile, read_lessons, read_paths, read_staff_lessons
from courses.models import (
    CataloguePage,
    CoursePage,
    LessonIndexPage,
    LessonPage,
    StaffLessonIndexPage,
    TrainingRequirement,
)
from courses.models.lesson import Topic
from courses.models.schedule import add_months
from courses.models.training import hide_from_visitors

MONTH = timedelta(days=30)  # about
# How a lesson's file names all staff.
EVERYBODY = "全職員"


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


def load_staff_lessons(today: date) -> int:
    """Load the security lessons for the staff, required once a year of the roles they name; returns how many.

    Nobody but people with an account sees them. A second run changes nothing; without the lessons nothing is loaded.
    """
    index = LessonIndexPage.objects.first()
    if index is None or StaffLessonIndexPage.objects.exists():
        return 0
    staff_index = StaffLessonIndexPage(
        title="職員研修", slug="shokuin-kenshu", answer="職員のための学習です。", department=index.department
    )
    index.add_sibling(instance=staff_index, pos="right")
    hide_from_visitors(staff_index)
    publish(staff_index)
    lessons = read_staff_lessons()
    for lesson in lessons:
        page = load_lesson(staff_index, lesson, {}, {}, today)
        groups = [Group.objects.filter(name=role).first() for role in lesson.data["roles"] if role != EVERYBODY]
        for group in [None] if EVERYBODY in lesson.data["roles"] else [group for group in groups if group]:
            TrainingRequirement.objects.create(lesson=page, group=group, since=today - MONTH)
    return len(lessons)


def load_lesson(
    index: LessonIndexPage | StaffLessonIndexPage,
    lesson: LessonFile,
    courses: Mapping[str, CoursePage],
    earlier: Mapping[int, LessonPage],
    today: date,
) -> LessonPage:
    data = lesson.data
    page = make_lesson(data)
    page.slug, page.department = lesson.slug, index.department
    page.topic = lesson.group if lesson.group in Topic.values else Topic.SAFETY
    page.checked_on, page.review_on = today, add_months(today, page.recheck_months)
    page.texts = json.dumps([make_text(language, text) for language, text in lesson.translations.items()])
    page.courses = [courses[slug] for slug in data["courses"] if slug in courses]
    page.before = [earlier[number] for number in data["before"]]
    index.add_child(instance=page)
    publish(page)
    return page


def publish(page: Page) -> None:
    page.save_revision(log_action=False).publish(log_action=False)


def make_path(row: Mapping[str, Any], pages: Mapping[int, LessonPage]) -> dict[str, Any]:
    lessons = [pages[number].pk for number in row["lessons"]]
    return {"type": "path", "value": {"title": row["title"], "aim": row["aim"], "lessons": lessons}}
