"""Two lessons on a path, and a card."""

import json
from datetime import date, datetime
from random import Random

import pytest
from django.core.cache import cache

from courses.demo.lesson_files import read_lessons
from courses.demo.lessons import load_lesson, make_path
from courses.models import LessonIndexPage, LessonPage
from courses.study.cards import make_card
from tests.courses.staff.conftest import other_department, other_run, people, roles, run
from tests.factories.courses import at

__all__ = ["other_department", "other_run", "people", "roles", "run"]

TODAY = date(2026, 11, 23)
NOW = at("2026-11-23 10:00")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def lessons(section, department, course) -> list[LessonPage]:
    """The first two lessons, on one path; the first is taught in the course."""
    cache.clear()
    index = section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))
    first = load_lesson(index, read_lessons()[0], {"hajimete-sumaho": course}, {}, TODAY)
    second = load_lesson(index, read_lessons()[1], {}, {1: first}, TODAY)
    row = {"title": "はじめて", "aim": "さわれるまで。", "lessons": [1, 2]}
    index.paths = json.dumps([make_path(row, {1: first, 2: second})])
    index.save()
    return [first, second]


@pytest.fixture
def lesson(lessons) -> LessonPage:
    return lessons[0]


@pytest.fixture
def card(db):
    """A card made on the web, with its number."""
    return make_card(NOW, Random(1))
