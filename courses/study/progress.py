"""How far a card is in a lesson, and the counts of steps. A count is added in the same moment and names nobody."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.models import StudyAnswer, StudyCard, StudyProgress, StudyTally


@transaction.atomic
def begin(card: StudyCard, lesson: UUID, now: datetime) -> StudyProgress:
    """Return the card's progress in the lesson (its translation_key), begun now if it was not before."""
    today = timezone.localdate(now)
    if card.used_on != today:
        StudyCard.objects.filter(pk=card.pk).update(used_on=today)
        card.used_on = today
    progress, is_new = StudyProgress.objects.select_for_update().get_or_create(
        card=card, lesson=lesson, defaults={"began_in": today.replace(day=1), "at": today}
    )
    if is_new:
        add(progress.began_in, lesson, 1, StudyAnswer.REACHED)
    return progress


@transaction.atomic
def answer(card: StudyCard, lesson: UUID, step: int, total: int, given: str, now: datetime) -> StudyProgress:
    """Record what a learner said of a step: done, again or help. Going over a step again takes nothing back.

    step: from 1 to total. Each step counts once as reached and as done for a card; "again" and "help" count each time.
    """
    progress = begin(card, lesson, now)
    if given in (StudyAnswer.AGAIN, StudyAnswer.HELP):
        add(progress.began_in, lesson, step, given)
    elif given == StudyAnswer.DONE and step > progress.done:
        for passed in range(progress.done + 1, step + 1):
            add(progress.began_in, lesson, passed, StudyAnswer.DONE)
            if passed < total:
                add(progress.began_in, lesson, passed + 1, StudyAnswer.REACHED)
        progress.done = step
    if step == total and progress.done >= total and not progress.is_finished:
        progress.is_finished = True
        add(progress.began_in, lesson, total, StudyAnswer.FINISHED)
    progress.at = timezone.localdate(now)
    progress.save(update_fields=["done", "is_finished", "at"])
    return progress


def add(month: date, lesson: UUID, step: int, counted: str) -> None:
    """Add one to a count."""
    key = {"month": month, "lesson": lesson, "step": step, "answer": counted}
    if not StudyTally.objects.filter(**key).update(count=F("count") + 1):
        StudyTally.objects.get_or_create(**key)
        StudyTally.objects.filter(**key).update(count=F("count") + 1)


def read_progress(card: StudyCard) -> dict[UUID, StudyProgress]:
    """Return the card's progress by lesson."""
    return {row.lesson: row for row in card.progress.all()}
