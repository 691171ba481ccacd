"""Fills the database that is measured, and looks at it afterwards. Each command prints one JSON object.

python prepare.py fill LEARNERS | check
"""

import json
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[3]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.enrolment.settings")
LESSONS = 2


def fill(learners: int) -> dict:
    """Migrate, add the first lessons and as many cards; return their numbers and how many steps each lesson has."""
    from django.core.management import call_command  # app ready
    from django.utils import timezone  # app ready

    call_command("migrate", verbosity=0)
    lessons = load_first_lessons()
    random, now = Random(learners), timezone.now()
    from courses.study.cards import make_card  # app ready

    numbers = [make_card(now, random)[0] for _learner in range(learners)]
    return {"numbers": numbers, "lessons": [[lesson.slug, len(lesson.steps)] for lesson in lessons]}


def load_first_lessons() -> list:
    from courses.demo.lesson_files import read_lessons  # app ready
    from courses.demo.lessons import load_lesson, make_path  # app ready
    from courses.models import LessonIndexPage  # app ready
    from tests.factories.courses import make_course_department, make_course_section  # app ready

    department = make_course_department()
    section = make_course_section(department)
    index = section.add_child(instance=LessonIndexPage(title="自分で学ぶ", slug="manabu", department=department))
    pages: dict = {}
    for lesson in read_lessons():
        pages[lesson.number] = load_lesson(index, lesson, {}, pages, date(2026, 4, 1))
    row = {"title": "はじめて", "aim": "自分でさがせるまで。", "lessons": [1, 2, 3, 5, 7]}
    index.paths = json.dumps([make_path(row, pages)])
    index.save()
    return [pages[number] for number in range(1, LESSONS + 1)]


def check() -> dict:
    """Return what the database holds: finished lessons, and the counts by answer."""
    from courses.models import StudyProgress, StudyTally  # app ready

    counts: Counter = Counter()
    for row in StudyTally.objects.all():
        counts[row.answer] += row.count
    return {"finished": StudyProgress.objects.filter(is_finished=True).count(), "counts": dict(counts)}


if __name__ == "__main__":
    import django

    django.setup()
    command, *arguments = sys.argv[1:]
    print(json.dumps({"fill": fill, "check": check}[command](*map(int, arguments))))
