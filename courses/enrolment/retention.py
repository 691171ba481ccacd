"""Forgetting on time: a plan that can be printed, an approval, the deleting, and the proof (courses.md §8).

A round is proposed (nothing changes), approved by somebody, executed, and then planned again: what is left must be nothing.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.actor import SYSTEM, Actor
from courses.enrolment.allowed import needs
from courses.enrolment.errors import NotPossible, RetentionProblem
from courses.enrolment.figures import freeze_year
from courses.enrolment.privacy import redact_learner
from courses.models import (
    AccessLog,
    ApplicationDraft,
    AssistanceNeed,
    ContactAttempt,
    CourseRun,
    Draw,
    Instructor,
    Learner,
    LearnerMerge,
    Notification,
    RetentionRun,
)
from courses.models import EnrolmentState as S
from courses.models.city import choice
from courses.models.schedule import fiscal_year_of


@dataclass(frozen=True)
class DataClass:
    """A kind of data with an end date. due: the rows whose time is over. forget: deletes or anonymises them."""

    name: str
    due: Callable[[datetime], QuerySet]
    forget: Callable[[list[int], datetime], None]

    def find(self, now: datetime) -> list[int]:
        """Return the primary keys that are due."""
        return list(self.due(now).order_by("pk").values_list("pk", flat=True))


def due_drafts(now: datetime) -> QuerySet[ApplicationDraft]:
    since = now - timedelta(hours=choice("DRAFT_HOURS"))
    return ApplicationDraft.objects.filter(touched_at__lte=since)


def forget_drafts(keys: list[int], now: datetime) -> None:
    ApplicationDraft.objects.filter(pk__in=keys).delete()


def due_needs(now: datetime) -> QuerySet[AssistanceNeed]:
    """Wishes for assistance, some days after the run's last session."""
    last = timezone.localdate(now) - timedelta(days=choice("NEEDS_RETENTION_DAYS"))
    runs = CourseRun.objects.annotate(last=Max("sessions__date")).filter(last__lt=last)
    return AssistanceNeed.objects.filter(enrolment__run__in=runs.values("pk"))


def forget_needs(keys: list[int], now: datetime) -> None:
    """Delete the wishes; their counts stay with the run."""
    needs = AssistanceNeed.objects.filter(pk__in=keys)
    counts: dict[int, Counter[str]] = {}
    for run_id, kind in needs.values_list("enrolment__run_id", "kind"):
        counts.setdefault(run_id, Counter())[kind] += 1
    for run in CourseRun.objects.select_for_update().filter(pk__in=counts).order_by("pk"):
        CourseRun.objects.filter(pk=run.pk).update(kept_needs=dict(Counter(run.kept_needs) + counts[run.pk]))
    needs.delete()


def due_learners(now: datetime, last_year: int, exclude: Q) -> QuerySet[Learner]:
    """People whose last run was in that fiscal year or before; who has no run, by the day of the record."""
    rows = Learner.objects.exclude(exclude).annotate(last=Max("enrolments__run__fiscal_year"))
    end = timezone.make_aware(datetime.combine(date(last_year + 1, 4, 1), time()))
    due = Q(last__lte=last_year) | Q(last__isnull=True, created_at__lt=end, merged_into__isnull=True)
    merged = Q(last__isnull=True, merged_into__isnull=False, created_at__lt=end)
    return rows.filter(due | merged)


def due_contacts(now: datetime) -> QuerySet[Learner]:
    """Telephone, e-mail, address: until 31 March of the year following the run's fiscal year."""
    last_year = fiscal_year_of(timezone.localdate(now)) - 1 - choice("CONTACT_RETENTION_YEARS")
    return due_learners(now, last_year, Q(contact_deleted_at__isnull=False))


def forget_contacts(keys: list[int], now: datetime) -> None:
    """Empty contact data, and delete messages and notes of calls, which repeat it."""
    Learner.objects.filter(pk__in=keys).update(
        phone="", email="", postal_code="", address="", phone_hash="", best_time="", contact_deleted_at=now
    )
    Notification.objects.filter(enrolment__learner__in=keys).delete()
    ContactAttempt.objects.filter(offer__enrolment__learner__in=keys).update(note="")
    for key in keys:
        redact_learner(key, SYSTEM, now)


def due_names(now: datetime) -> QuerySet[Learner]:
    """Name, reading, birth date: as long as the rule "first time" looks back."""
    last_year = fiscal_year_of(timezone.localdate(now)) - 1 - choice("LOOK_BACK_YEARS")
    return due_learners(now, last_year, Q(anonymised_at__isnull=False))


def forget_names(keys: list[int], now: datetime) -> None:
    """Make people anonymous: age band and district stay with their enrolments."""
    forget_contacts(keys, now)
    Learner.objects.filter(pk__in=keys).update(
        name="", reading="", birth_date=None, district="", identity_hash="", anonymised_at=now
    )
    Instructor.objects.filter(learner__in=keys).update(learner=None)
    LearnerMerge.objects.filter(Q(kept__in=keys) | Q(absorbed__in=keys)).update(reason="")


@needs("courses.handle_disclosure")
@transaction.atomic
def erase_person(learner_id: int, actor: Actor, now: datetime) -> None:
    """Make a person anonymous at the own request, before the time is over; figures stay (INV-31).

    Raises NotPossible while an application goes on: cancel it first, so that the person is not missed in the class.
    """
    learner = Learner.objects.get(pk=learner_id)
    keys = [learner.pk, *learner.merged.values_list("pk", flat=True)]
    going_on = (S.SUBMITTED, S.CONFIRMED, S.WAITLISTED, S.OFFERED)
    if learner.enrolments.filter(state__in=going_on).exists():
        raise NotPossible(_("まだ終わっていない申込みがあります。先に取り消してから、消してください。"))
    for enrolment in learner.enrolments.all():
        enrolment.needs.all().delete()
        enrolment.companions.all().update(relation="")
    forget_names(keys, now)


def due_draws(now: datetime) -> QuerySet[Draw]:
    """Rehearsals after the run: final draws are kept for their years, then archived by hand (they hold no names)."""
    last_year = fiscal_year_of(timezone.localdate(now)) - 1 - choice("DRAW_RETENTION_YEARS")
    return Draw.objects.filter(run__fiscal_year__lte=last_year)


def forget_draws(keys: list[int], now: datetime) -> None:
    for draw in Draw.objects.filter(pk__in=keys):
        draw.lots.all().delete()
        draw.delete()


def due_access(now: datetime) -> QuerySet[AccessLog]:
    since = move_years(timezone.localdate(now), -choice("LOG_RETENTION_YEARS"))
    return AccessLog.objects.filter(at__date__lt=since)


def forget_access(keys: list[int], now: datetime) -> None:
    AccessLog.objects.filter(pk__in=keys).delete()


def move_years(on: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 February."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year + years, on.month, day)


CLASSES = (
    DataClass("drafts", due_drafts, forget_drafts),
    DataClass("needs", due_needs, forget_needs),
    DataClass("contacts", due_contacts, forget_contacts),
    DataClass("names", due_names, forget_names),
    DataClass("draws", due_draws, forget_draws),
    DataClass("access_log", due_access, forget_access),
)


def make_plan(now: datetime) -> dict[str, list[int]]:
    """Return the primary keys that are due, by class of data. Reads only."""
    return {item.name: item.find(now) for item in CLASSES}


def count_due(now: datetime) -> int:
    """Return how many records are due, without making the plan: for the screen that opens every morning."""
    return sum(item.due(now).count() for item in CLASSES)


def hash_plan(plan: dict[str, list[int]]) -> str:
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


@needs("courses.manage_retention")
def propose(now: datetime, user: Any = None) -> RetentionRun:
    """Keep the plan of this moment for approval. Changes no personal data."""
    plan = make_plan(now)
    return RetentionRun.objects.create(proposed_at=now, proposed_by=user, plan=plan, plan_hash=hash_plan(plan))


@needs("courses.manage_retention")
def approve(round_id: int, user: Any, now: datetime) -> RetentionRun:
    """Approve a plan after reading its list. Raises RetentionProblem for who proposed it: two people have to see it."""
    row = RetentionRun.objects.get(pk=round_id)
    if user is not None and user.pk == row.proposed_by_id:
        raise RetentionProblem(_("一覧を作った方は承認できません。ほかの管理者に承認を頼んでください。"))
    if row.approved_at or user is None:
        raise RetentionProblem(_("This round is approved already, or nobody approves it."))
    row.approved_at, row.approved_by = now, user
    row.save()
    return row


@needs("courses.manage_retention")
@transaction.atomic
def execute(round_id: int, now: datetime, user: Any = None) -> RetentionRun:
    """Delete what the approved plan lists and what is still due; keep figures first; prove that nothing is left.

    user: who starts it; None for the command. A person who applied again after the plan was made is left out.
    Raises RetentionProblem when the plan was not approved, was changed, was executed, or when something planned is still
    there afterwards (then nothing is deleted).
    """
    row = RetentionRun.objects.select_for_update().get(pk=round_id)
    if row.approved_at is None or row.executed_at or hash_plan(row.plan) != row.plan_hash:
        raise RetentionProblem(_("This round was not approved, was changed, or is done already."))
    this_year = fiscal_year_of(timezone.localdate(now))
    years = CourseRun.objects.filter(fiscal_year__lt=this_year, enrolments__isnull=False)
    for year in sorted(set(years.values_list("fiscal_year", flat=True))):
        freeze_year(year, now)
    log = {}
    for item in CLASSES:
        planned = set(row.plan.get(item.name, []))
        due = sorted(planned & set(item.find(now)))
        item.forget(due, now)
        left = len(set(due) & set(item.find(now)))
        log[item.name] = {"planned": len(planned), "done": len(due), "left": left}
    if any(entry["left"] for entry in log.values()):
        raise RetentionProblem(_("Some data was still there after deleting. Nothing was deleted."))
    row.executed_at, row.log = now, log
    row.save()
    return row
