"""How far a class is, by card: no names, because there are none."""

from dataclasses import dataclass
from typing import Any

from courses.enrolment.allowed import find_class_runs
from courses.models import CourseRun, LessonPage, StudyCard


@dataclass(frozen=True)
class ClassView:
    """lessons: those that a card of the class began or that belong to the course. rows: (card, a cell for each lesson).

    A cell is None (not begun) or {"done", "total", "is_finished"}.
    """

    lessons: list[LessonPage]
    rows: list[tuple[StudyCard, list[dict[str, Any] | None]]]


def find_class(user: Any, code: str) -> CourseRun | None:
    """Return the run when the user looks after its class: an instructor's own, staff's of their departments."""
    runs = find_class_runs(user).select_related("course").with_sessions()
    return runs.filter(code=code).first() if code.isprintable() else None


def read_class(run: CourseRun) -> ClassView:
    """Return the cards of the run with their progress. The same number of queries for any number of cards."""
    cards = list(StudyCard.objects.filter(sheet__run=run).select_related("sheet").prefetch_related("progress"))
    begun = {row.lesson for card in cards for row in card.progress.all()}
    own = set(run.course.lessons.values_list("translation_key", flat=True))
    found = LessonPage.objects.live().filter(translation_key__in=begun | own, locale=run.course.locale).order_by("path")
    lessons = list(found)
    return ClassView(lessons, [(card, describe_card(card, lessons)) for card in cards])


def describe_card(card: StudyCard, lessons: list[LessonPage]) -> list[dict[str, Any] | None]:
    done = {row.lesson: row for row in card.progress.all()}
    cells = []
    for lesson in lessons:
        row = done.get(lesson.translation_key)
        cells.append(row and {"done": row.done, "total": len(lesson.steps), "is_finished": row.is_finished})
    return cells
