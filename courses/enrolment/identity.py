"""The same person twice? Suggestions, and the decisions of staff. Nothing here merges by itself."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courses.enrolment.actor import Actor
from courses.enrolment.allowed import needs
from courses.enrolment.errors import NotPossible
from courses.enrolment.seats import lock_run
from courses.enrolment.transitions import add_event
from courses.models import DifferentPeople, Enrolment, EventKind, Learner, LearnerMerge
from courses.models.encryption import make_lookup_hash
from courses.models.enrolment import ACTIVE_STATES


def identity_hash(reading: str, birth_date: date | None) -> str:
    """Return the hash of a normalised reading (spaces do not count) and a day of birth."""
    return make_lookup_hash(f"{reading.replace(' ', '')}|{birth_date}") if reading and birth_date else ""


def suggest_matches(learner: Learner) -> QuerySet[Learner]:
    """Return other records that may be the same person: same reading and birth date, or same reading and telephone.

    Records that staff called different people are left out, and so are merged and anonymised ones.
    """
    same = Q(pk__in=[])
    if learner.identity_hash:
        same |= Q(identity_hash=learner.identity_hash)
    if learner.phone_hash:
        same |= Q(phone_hash=learner.phone_hash, reading=learner.reading)
    decided = DifferentPeople.objects.filter(Q(first=learner) | Q(second=learner)).values_list("first_id", "second_id")
    different = {pk for pair in decided for pk in pair}
    found = Learner.objects.filter(same, merged_into__isnull=True, anonymised_at__isnull=True)
    return found.exclude(pk__in=different | {learner.pk}).order_by("created_at", "pk")


def find_duplicates(run_id: int) -> list[tuple[Enrolment, Enrolment]]:
    """Return pairs of active enrolments of a run whose people may be one person; the earlier one first (§4.3).

    Before a freeze the list has to be empty: each pair is merged, or called different people.
    """
    return find_pairs(Enrolment.objects.filter(run_id=run_id))


def find_pairs(enrolments: QuerySet[Enrolment]) -> list[tuple[Enrolment, Enrolment]]:
    """The same for enrolments of several runs, in two queries; both of a pair are in the same run."""
    rows = list(
        enrolments.filter(state__in=ACTIVE_STATES)
        .select_related("learner", "run__course")
        .order_by("received_at", "pk")
    )
    decided = set(DifferentPeople.objects.values_list("first_id", "second_id"))
    seen: dict[tuple[Any, ...], list[Enrolment]] = {}
    pairs = {}
    for row in rows:
        person = row.learner
        keys: list[tuple[Any, ...]] = []
        if person.identity_hash:
            keys.append((row.run_id, "identity", person.identity_hash))
        if person.phone_hash:
            keys.append((row.run_id, "phone", person.phone_hash, person.reading))
        for key in keys:
            for earlier in seen.get(key, []):
                if tuple(sorted((earlier.learner_id, row.learner_id))) not in decided:
                    pairs[(earlier.pk, row.pk)] = (earlier, row)
            seen.setdefault(key, []).append(row)
    return list(pairs.values())


@needs("courses.resolve_duplicates")
@transaction.atomic
def merge_learners(kept_id: int, absorbed_id: int, actor: Actor, reason: str, now: datetime) -> LearnerMerge:
    """Join two records that staff know to be one person; all enrolments move to the kept record. Can be undone.

    Raises NotPossible when both are active in the same run: void one of the two enrolments first.
    """
    if actor.user is None or not reason:
        raise NotPossible(_("Please give a reason."))
    people = {
        row.pk: row for row in Learner.objects.select_for_update().filter(pk__in=[kept_id, absorbed_id]).order_by("pk")
    }
    kept, absorbed = people[kept_id], people[absorbed_id]
    if absorbed.merged_into_id or kept.merged_into_id or kept.anonymised_at or absorbed.anonymised_at:
        raise NotPossible(_("One of these records was merged or anonymised already."))
    rows = list(absorbed.enrolments.all())
    twice = Enrolment.objects.filter(learner=kept, run__in=[row.run_id for row in rows if row.state in ACTIVE_STATES])
    if twice.filter(state__in=ACTIVE_STATES).exists():
        raise NotPossible(_("Both records are enrolled in the same run. Make one of the enrolments void first."))
    move_enrolments(rows, kept, actor, reason, now)
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    return LearnerMerge.objects.create(
        kept=kept, absorbed=absorbed, moved_enrolments=[row.pk for row in rows], reason=reason, by=actor.user, at=now
    )


@needs("courses.resolve_duplicates")
@transaction.atomic
def undo_merge(merge_id: int, actor: Actor, reason: str, now: datetime) -> LearnerMerge:
    """Take a merging back: the enrolments that moved go back to their record."""
    merge = LearnerMerge.objects.select_for_update().select_related("absorbed").get(pk=merge_id)
    if merge.undone_at or merge.absorbed.anonymised_at:
        raise NotPossible(_("This merging cannot be taken back any more."))
    rows = list(Enrolment.objects.filter(pk__in=merge.moved_enrolments))
    merge.absorbed.merged_into = None
    merge.absorbed.save(update_fields=["merged_into"])
    move_enrolments(rows, merge.absorbed, actor, reason, now)
    merge.undone_at, merge.undone_by = now, actor.user
    merge.save()
    return merge


def move_enrolments(rows: list[Enrolment], to: Learner, actor: Actor, reason: str, now: datetime) -> None:
    """Give the enrolments to another record of the same person, one event each."""
    for run_id in sorted({row.run_id for row in rows}):
        lock_run(run_id)
    for row in rows:
        row.refresh_from_db()
        row.learner = to
        add_event(row, EventKind.ANSWERS, actor, now, reason="merged", text=reason)
        row.save()


@needs("courses.resolve_duplicates")
@transaction.atomic
def mark_different(one_id: int, other_id: int, user: Any, reason: str, now: datetime) -> DifferentPeople:
    """Record that two similar records are two people."""
    if not reason:
        raise NotPossible(_("Please give a reason."))
    first, second = sorted((one_id, other_id))
    row, _created = DifferentPeople.objects.get_or_create(
        first_id=first, second_id=second, defaults={"reason": reason, "by": user, "at": now}
    )
    return row
