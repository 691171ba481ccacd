"""Instructors that come from the courses themselves: the steps of their way, pauses, and who fits a session (courses.md §7.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.allowed import needs
from courses.enrolment.errors import NotPossible
from courses.models import Certificate, Instructor, InstructorAssignment, InstructorKind, PoolStage, PoolStep
from courses.models.run_queryset import SessionStatus

STAGES = tuple(PoolStage.values)
# What residents read about somebody of a stage; before 補助講師 nobody stands in front of a class.
KINDS = {
    PoolStage.COMPLETER: InstructorKind.ASSISTANT,
    PoolStage.CANDIDATE: InstructorKind.ASSISTANT,
    PoolStage.ASSISTANT: InstructorKind.ASSISTANT,
    PoolStage.LOCAL: InstructorKind.LOCAL,
    PoolStage.LEADER: InstructorKind.LEADER,
}
WEEKDAYS = "月火水木金土日"
NOON = time(12)
# Our choice: who taught least within a year is asked first.
RECENT = timedelta(days=365)


def list_half_days() -> list[tuple[str, str]]:
    """Return (code, words) of the fourteen half-days of a week."""
    words = {"am": _("午前"), "pm": _("午後")}
    return [(f"{day}-{half}", f"{name}曜 {words[half]}") for day, name in enumerate(WEEKDAYS) for half in words]


def find_stage(instructor: Instructor) -> str:
    """Return the stage that the instructor has reached; an empty text when there is no step yet."""
    taken = {step.stage for step in instructor.pool_steps.all()}
    return next((stage for stage in reversed(STAGES) if stage in taken), "")


def find_next_stages(instructor: Instructor) -> list[str]:
    """Return the stages that may come next: one after the other; for somebody without a step any of them."""
    stage = find_stage(instructor)
    if not stage:
        return list(STAGES)
    at = STAGES.index(stage) + 1
    return list(STAGES[at : at + 1])


@needs("courses.manage_pool")
@transaction.atomic
def add_completer(enrolment_id: int, consented_on: date, user: Any, now: datetime) -> Instructor:
    """Take somebody who completed a run into the pool, as 修了者; return the new record.

    Raises NotPossible without a valid certificate, for somebody who is in the pool already, and for a consent in the future.
    """
    rows = Certificate.objects.filter(enrolment=enrolment_id, voided_at__isnull=True)
    certificate = rows.select_related("enrolment__learner", "enrolment__run__course").first()
    if certificate is None or certificate.enrolment.learner.anonymised_at:
        raise NotPossible(_("修了証のある方だけを、講師の候補に加えられます。"))
    learner = certificate.enrolment.learner
    if Instructor.objects.filter(learner=learner).exists():
        raise NotPossible(_("この方は、もう講師の一覧にいます。"))
    person = Instructor(name=learner.name[:60], reading=learner.reading, kind=InstructorKind.ASSISTANT, learner=learner)
    person._history_user = user
    person.save()
    day = timezone.localdate(certificate.issued_at)
    reason = _("%(run)sを修了") % {"run": certificate.enrolment.run.full_title}
    add_step(person, PoolStage.COMPLETER, day, consented_on, reason[:200], user, now)
    return person


@needs("courses.manage_pool")
@transaction.atomic
def take_step(
    instructor_id: int, stage: str, on: date, consented_on: date, criteria: str, user: Any, now: datetime
) -> PoolStep:
    """Bring an instructor to the next stage. Raises NotPossible for another stage, while paused, and for days ahead."""
    person = Instructor.objects.select_for_update(of=("self",)).get(pk=instructor_id)
    if stage not in find_next_stages(person):
        raise NotPossible(_("次の段階だけを選べます。"))
    if person.paused_since:
        raise NotPossible(_("休んでいる方です。先に、再開を記録してください。"))
    step = add_step(person, stage, on, consented_on, criteria, user, now)
    if person.kind != KINDS[stage]:
        person.kind = KINDS[stage]
        person._history_user = user
        person.save()
    return step


def add_step(
    person: Instructor, stage: str, on: date, consented_on: date, criteria: str, user: Any, now: datetime
) -> PoolStep:
    """Write the step. Raises NotPossible for a day in the future or before the last step, and without a reason."""
    today = timezone.localdate(now)
    last = person.pool_steps.aggregate(last=Max("on"))["last"]
    if on > today or consented_on > today:
        raise NotPossible(_("日付は、きょうまでの日を入れてください。"))
    if last and on < last:
        raise NotPossible(_("前の段階になった日より後の日を入れてください。"))
    if not criteria.strip():
        raise NotPossible(_("基準をどう満たしたかを書いてください。"))
    step = PoolStep(
        instructor=person, stage=stage, on=on, consented_on=consented_on, criteria=criteria.strip(), decided_by=user
    )
    step._history_user = user
    step.save()
    return step


@needs("courses.manage_pool")
@transaction.atomic
def set_paused(instructor_id: int, is_paused: bool, user: Any, now: datetime) -> Instructor:
    """Record that somebody pauses, or teaches again. Who pauses is not proposed for sessions; the stage stays."""
    person = Instructor.objects.select_for_update(of=("self",)).get(pk=instructor_id)
    person.paused_since = (person.paused_since or timezone.localdate(now)) if is_paused else None
    person._history_user = user
    person.save()
    return person


@needs("courses.manage_pool")
@transaction.atomic
def set_offer(instructor_id: int, topics: str, availability: Iterable[str], user: Any) -> Instructor:
    """Record what somebody teaches and on which half-days. Raises NotPossible for half-days that do not exist."""
    known = [code for code, _words in list_half_days()]
    chosen = set(availability)
    if chosen - set(known):
        raise NotPossible(_("曜日と時間帯を選び直してください。"))
    person = Instructor.objects.select_for_update(of=("self",)).get(pk=instructor_id)
    person.topics, person.availability = topics, [code for code in known if code in chosen]
    person._history_user = user
    person.save()
    return person


@dataclass(frozen=True)
class Match:
    """One instructor for a topic and a half-day. is_free None: was never asked for days. recent: sessions within a year."""

    instructor: Instructor
    stage: str
    is_free: bool | None
    is_busy: bool
    recent: int
    last_on: date | None

    @property
    def rank(self) -> tuple[int, int, date, str]:
        """Free before not asked before not free; then who taught least, then longest ago."""
        order = 3 if self.is_busy else {True: 0, None: 1, False: 2}[self.is_free]
        return (order, self.recent, self.last_on or date.min, self.instructor.reading)


def find_matches(topic: str, on: date, half: str) -> list[Match]:
    """Return who may teach the topic on that half-day, best first; from 補助講師 on, without those who pause.

    topic: part of what they teach; empty for any. half: "am" or "pm".
    """
    people = Instructor.objects.filter(paused_since__isnull=True).prefetch_related("pool_steps")
    if topic:
        people = people.filter(topics__icontains=topic)
    code = f"{on.weekday()}-{half}"
    busy = find_busy(on, half)
    found = []
    for person in count_teaching(people, on):
        stage = find_stage(person)
        if stage in (PoolStage.COMPLETER, PoolStage.CANDIDATE):
            continue
        is_free = code in person.availability if person.availability else None
        found.append(Match(person, stage, is_free, person.pk in busy, person.recent, person.last_on))
    return sorted(found, key=lambda match: match.rank)


def count_teaching(people: QuerySet[Instructor], on: date) -> QuerySet[Instructor]:
    """Add how many sessions each taught, or will teach, in the year before that day, and the last day before it."""
    takes_place = Q(assignments__session__status__in=(SessionStatus.PLANNED, SessionStatus.HELD))
    before = takes_place & Q(assignments__session__date__lt=on)
    recent = before & Q(assignments__session__date__gte=on - RECENT)
    return people.annotate(
        recent=Count("assignments", filter=recent, distinct=True),
        last_on=Max("assignments__session__date", filter=before),
    )


def find_busy(on: date, half: str) -> set[int]:
    """Return who teaches at that time already."""
    rows = InstructorAssignment.objects.filter(session__date=on).exclude(
        session__status__in=(SessionStatus.CANCELLED, SessionStatus.POSTPONED)
    )
    part = Q(session__start_time__lt=NOON) if half == "am" else Q(session__end_time__gt=NOON)
    return set(rows.filter(part).values_list("instructor", flat=True))
