"""Loads invented counts of steps for the last months, so that the figures of the lessons can be seen. No card is made."""

from collections.abc import Iterator
from datetime import date
from random import Random

from courses.models import LessonPage, StudyAnswer, StudyTally
from courses.models.lesson import find_lessons

MONTHS = 3
# Of a hundred people at a step so many go on; where a lesson is hard, fewer do.
GO_ON_PERCENT, STUCK_PERCENT = 94, 70


def load_study(today: date) -> int:
    """Load counts for every lesson once; returns how many rows were loaded."""
    if StudyTally.objects.exists():
        return 0
    rows = [
        row
        for back in range(MONTHS)
        for lesson in find_lessons()
        for row in invent(lesson, first_of_month(today, back), Random(f"{lesson.slug} {back}"))
    ]
    StudyTally.objects.bulk_create(rows)
    return len(rows)


def first_of_month(today: date, back: int) -> date:
    """Return the first day of the month so many months ago."""
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def invent(lesson: LessonPage, month: date, random: Random) -> Iterator[StudyTally]:
    """Yield the counts of one lesson in one month: fewer at each step, many fewer where it is hard."""
    people, total = random.randint(3, 45), len(lesson.steps)
    stuck = random.randint(2, total)
    for step in range(1, total + 1):
        percent = STUCK_PERCENT if step == stuck else GO_ON_PERCENT
        done = sum(random.randrange(100) < percent for _person in range(people))
        again = random.randint(0, people // (2 if step == stuck else 6))
        counts = {
            StudyAnswer.REACHED: people,
            StudyAnswer.DONE: done,
            StudyAnswer.AGAIN: again,
            StudyAnswer.HELP: random.randint(0, again // 2),
            StudyAnswer.FINISHED: done if step == total else 0,
        }
        for given, count in counts.items():
            if count:
                yield StudyTally(month=month, lesson=lesson.translation_key, step=step, answer=given, count=count)
        people = done
