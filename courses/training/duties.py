"""Which lessons each member of staff has to do, by when, and which are done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Department
from courses.models import LessonPage, TrainingRecord, TrainingRequirement
from courses.models.schedule import add_months

# Our choice: a month is time enough for fifteen minutes.
SOON = timedelta(days=30)
DONE, SOON_DUE, OPEN, OVERDUE = "done", "soon", "open", "overdue"


@dataclass(frozen=True)
class Duty:
    """One lesson one person has to do. last: the day it was passed last. due: the day until which it is to be passed next."""

    user: Any
    lesson: LessonPage
    last: date | None
    due: date
    state: str

    @property
    def words(self) -> str:
        return {
            DONE: _("終わった"),
            SOON_DUE: _("もうすぐ、もう一度"),
            OPEN: _("まだ"),
            OVERDUE: _("期限が過ぎた"),
        }[self.state]


def find_staff() -> Any:
    """Return everybody with an account that is in use."""
    users: Any = get_user_model()._default_manager
    return users.filter(is_active=True).order_by("last_name", "first_name", "username")


def find_duties(on: date, users: Iterable[Any] | None = None) -> list[Duty]:
    """Return the duties of these people, of all staff when none are named, in the order of people and lessons.

    A lesson that several requirements ask of a person stands once, with the earliest day. What begins later is left out.
    """
    people = list(find_staff() if users is None else users)
    keys = [person.pk for person in people]
    requirements = list(
        TrainingRequirement.objects.filter(since__lte=on, lesson__live=True).select_related("lesson", "group")
    )
    groups = find_groups(keys)
    last = find_last(keys)
    duties: dict[tuple[int, int], Duty] = {}
    for person in people:
        for requirement in requirements:
            if requirement.group_id is None or requirement.group_id in groups.get(person.pk, ()):
                duty = make_duty(person, requirement, last.get((person.pk, requirement.lesson_id)), on)
                known = duties.get((person.pk, requirement.lesson_id))
                if known is None or duty.due < known.due:
                    duties[person.pk, requirement.lesson_id] = duty
    return list(duties.values())


def make_duty(person: Any, requirement: TrainingRequirement, last: date | None, on: date) -> Duty:
    if last is not None:
        due = add_months(last, requirement.every_months)
    else:
        due = max(requirement.since, timezone.localdate(person.date_joined)) + requirement.first_period
    if on > due:
        state = OVERDUE
    elif last is None:
        state = OPEN
    else:
        state = SOON_DUE if due - SOON <= on else DONE
    return Duty(person, requirement.lesson, last, due, state)


def find_groups(keys: list[int]) -> dict[int, set[int]]:
    """Return the groups of each person, by keys."""
    found: dict[int, set[int]] = {}
    users: Any = get_user_model()._default_manager
    for user, group in users.filter(pk__in=keys, groups__isnull=False).values_list("pk", "groups"):
        found.setdefault(user, set()).add(group)
    return found


def find_last(keys: list[int]) -> dict[tuple[int, int], date]:
    """Return the last day on which each person passed each lesson."""
    rows = TrainingRecord.objects.filter(user__in=keys, lesson__isnull=False).values("user", "lesson")
    rows = rows.annotate(last=Max("passed_at")).order_by("user", "lesson")
    return {(row["user"], row["lesson"]): timezone.localdate(row["last"]) for row in rows}


def find_departments() -> dict[int, list[Department]]:
    """Return the departments of each person: as editor or approver of pages, or as staff of courses."""
    found: dict[int, list[Department]] = {}
    users: Any = get_user_model()._default_manager
    for department in Department.objects.all():
        groups = [key for key in (department.editors_id, department.approvers_id) if key is not None]
        mine = Q(groups__in=groups) | Q(course_staff__departments=department)
        for key in users.filter(mine).values_list("pk", flat=True).distinct():
            found.setdefault(key, []).append(department)
    return found
