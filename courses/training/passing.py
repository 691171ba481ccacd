"""Passing a lesson: every question answered rightly. Any number of tries; only that and when it was passed is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from courses.enrolment.errors import NotAllowed
from courses.models import LessonPage, StaffLessonIndexPage, TrainingRecord

# Our choice: a second press, or the same lesson once more on the same afternoon, is no second training.
SAME = timedelta(hours=12)


@dataclass(frozen=True)
class Question:
    """A question with what somebody chose: chosen is "" or the number of a choice. problem: why it is not answered rightly."""

    name: str
    text: str
    choices: tuple[dict[str, Any], ...]
    problem: str


def find_lessons() -> Any:
    """Return the published lessons for the staff, in their order."""
    indexes = StaffLessonIndexPage.objects.live()
    lessons = LessonPage.objects.live()
    found = lessons.none()
    for index in indexes:  # one, as a rule
        found = found | lessons.child_of(index)
    return found.order_by("path")


def read_answers(lesson: LessonPage, answers: dict[str, str] | None) -> list[Question]:
    """Return the questions of a lesson with the answers; without answers nothing is chosen and nothing is wrong."""
    return [read_question(at, block.value, answers) for at, block in enumerate(lesson.quiz, start=1)]


def read_question(at: int, value: Any, answers: dict[str, str] | None) -> Question:
    name = f"question-{at}"
    chosen = (answers or {}).get(name, "")
    problem, choices = "", []
    for number, choice in enumerate(value["choices"], start=1):
        is_chosen = chosen == str(number)
        choices.append({"value": str(number), "label": choice["text"], "is_chosen": is_chosen})
        if is_chosen and not choice["is_right"]:
            problem = _("もう一度考えてみましょう。%(why)s") % {"why": choice["why"]}
    if answers is not None and not any(choice["is_chosen"] for choice in choices):
        problem = _("答えを1つ選んでください。")
    return Question(name, value["question"], tuple(choices), problem)


@transaction.atomic
def record_pass(lesson: LessonPage, user: Any, answers: dict[str, str], now: datetime) -> list[Question]:
    """Record that the user passed the lesson, once an afternoon. Returns the questions that are not answered rightly.

    Raises NotAllowed for somebody without an account that is in use, and for a lesson that is not one of the staff's.
    """
    if not user.is_active or not find_lessons().filter(pk=lesson.pk).exists():
        raise NotAllowed(_("この学習は、職員研修ではありません。"))
    wrong = [question for question in read_answers(lesson, answers) if question.problem]
    if wrong:
        return wrong
    users: Any = get_user_model()._default_manager
    users.select_for_update().get(pk=user.pk)  # two presses: one after the other
    recent = TrainingRecord.objects.filter(user=user, lesson=lesson, passed_at__gt=now - SAME)
    if not recent.exists():
        TrainingRecord.objects.create(user=user, lesson=lesson, title=lesson.title, passed_at=now)
    return []
