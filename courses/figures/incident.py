"""After a leak: whose data was seen or taken, and what the law asks of the city (courses.md §8, Act Art. 68).

Who was affected follows from the access log: looks at one person, and lists and files of a whole run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from courses.enrolment.allowed import needs
from courses.models import AccessLog, AssistanceNeed, Enrolment, Learner
from courses.tables import Table

# More people than these: to be reported (enforcement rule of the Act, Art. 43; courses.md §8). Of sensitive data: from one.
REPORT_ABOVE_PEOPLE = 100
COLUMNS = ("名前", "ふりがな", "知らせ方", "電話番号", "メール", "郵便番号", "住所", "講座")


@dataclass(frozen=True)
class Incident:
    """What was affected. people: records that still hold a person. erased_count: people who were forgotten since.

    sensitive_count: how many of them have a wish for assistance, which counts as sensitive data. has_erased_needs: wishes of
    these runs were deleted on time, so that there may have been more. look_count, list_count: entries of the access log.
    """

    people: tuple[Learner, ...]
    erased_count: int
    sensitive_count: int
    has_erased_needs: bool
    look_count: int
    list_count: int

    @property
    def count(self) -> int:
        return len(self.people) + self.erased_count

    @property
    def must_report(self) -> bool:
        """Whether the number or the kind of the data alone makes a report necessary; suspected wrongdoing does so too."""
        return bool(self.sensitive_count) or self.has_erased_needs or self.count > REPORT_ABOVE_PEOPLE


@needs("courses.handle_disclosure")
def find_affected(user: Any, first: date, last: date, suspect: Any = None, run: Any = None) -> Incident:
    """Return whose data was seen or listed from the first to the last day (both included), or in the run at all.

    user: who asks. suspect: only what this member of staff opened; None: anybody. run: everybody who applied for it until the
    last day, whatever the log says (a lost paper list, a wrong attachment); None: what the log says.
    Raises ValueError when the last day lies before the first.
    """
    if last < first:
        raise ValueError("The last day lies before the first.")
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    if run is not None:
        found = Enrolment.objects.filter(run=run, received_at__lt=end)
        return describe({run.pk}, set(found.values_list("learner_id", flat=True)), 0, 0)
    log = AccessLog.objects.filter(at__gte=start, at__lt=end)
    log = log.filter(user=suspect) if suspect else log
    looks, lists = log.filter(learner__isnull=False), log.filter(learner__isnull=True, run__isnull=False)
    keys = set(looks.values_list("learner_id", flat=True))
    last_seen = dict(lists.values_list("run_id").annotate(Max("at")).order_by())
    on_lists = Q()
    for run_id, at in last_seen.items():
        on_lists |= Q(run_id=run_id, received_at__lte=at)
    if last_seen:
        keys |= set(Enrolment.objects.filter(on_lists).values_list("learner_id", flat=True))
    return describe(set(last_seen), keys, looks.count(), lists.count())


def describe(runs: set[int], keys: set[int], look_count: int, list_count: int) -> Incident:
    """Return the incident for records of people; records that were merged count as one person."""
    kept = follow_merges(keys)
    rows = Learner.objects.filter(pk__in=kept).order_by("reading", "pk")
    people = tuple(row for row in rows if row.anonymised_at is None)
    sensitive = AssistanceNeed.objects.filter(enrolment__learner_id__in=keys | kept)
    enrolments = Enrolment.objects.filter(Q(run_id__in=runs) | Q(learner_id__in=keys | kept))
    return Incident(
        people=people,
        erased_count=len(kept) - len(people),
        sensitive_count=sensitive.values("enrolment__learner_id").distinct().count(),
        has_erased_needs=any(enrolments.exclude(run__kept_needs={}).values_list("run__kept_needs", flat=True)[:1]),
        look_count=look_count,
        list_count=list_count,
    )


def follow_merges(keys: set[int]) -> set[int]:
    """Return the records in which these people are now; a record can be merged into one that is merged itself."""
    kept = set(keys)
    while merged := dict(
        Learner.objects.filter(pk__in=kept, merged_into__isnull=False).values_list("pk", "merged_into_id")
    ):
        kept = {merged.get(key, key) for key in kept}
    return kept


def make_contact_table(people: Sequence[Learner]) -> Table:
    """Return how each of the people can be told. The same number of queries for any number of people."""
    enrolments = Enrolment.objects.select_related("run__course").order_by("pk")
    prefetch_related_objects(people, Prefetch("enrolments", enrolments))
    rows = []
    for person in people:
        runs = "、".join(str(row.run) for row in person.enrolments.all())
        channel = str(person.get_contact_channel_display())
        contact = (person.phone, person.email, person.postal_code, person.address)
        rows.append((person.name, person.reading, channel, *contact, runs))
    return Table("漏えい対応_連絡先", COLUMNS, rows)
