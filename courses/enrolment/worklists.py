"""What is to be done today at the course desk (courses.md §7.2). Reads only; a fixed number of queries for any number of runs."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from courses.enrolment.identity import find_pairs
from courses.models import (
    AllocationPolicy,
    AssistanceNeed,
    Certificate,
    ContactChannel,
    CourseRun,
    Enrolment,
    NeedStatus,
    NoticeKind,
    NoticeStatus,
    Notification,
    Offer,
    OfferOutcome,
    RunStatus,
    Session,
    SessionStatus,
)
from courses.models import EnrolmentState as S
from courses.models.state import CLOSING_SOON

Runs = QuerySet[CourseRun]
MAIL_TROUBLE = (NoticeStatus.BOUNCED, NoticeStatus.FAILED, NoticeStatus.UNCERTAIN)
# Told while the person is still on the line, or heard by asking; no call of its own.
TOLD_AT_ENTRY = (NoticeKind.RECEIVED,)
# Our choice: new certificates stay on the list for a month.
CERTIFICATES_SHOWN = timedelta(days=30)


def find_calls(runs: Runs) -> QuerySet[Notification]:
    """Return the messages that wait to be told by telephone, and e-mails that did not arrive; offers first."""
    waits = Q(channel=ContactChannel.PHONE, status=NoticeStatus.WAITING) & ~Q(kind__in=TOLD_AT_ENTRY)
    trouble = Q(channel=ContactChannel.EMAIL, status__in=MAIL_TROUBLE)
    rows = Notification.objects.filter(waits | trouble, enrolment__run__in=runs.values("pk"))
    return rows.select_related("enrolment__learner", "enrolment__run__course").order_by("created_at", "pk")


def find_offers(runs: Runs) -> QuerySet[Offer]:
    """Return the open offers that staff have to do something about: release, ring, post."""
    rows = Offer.objects.filter(outcome=OfferOutcome.OPEN, enrolment__run__in=runs.values("pk"))
    rows = rows.exclude(channel=ContactChannel.EMAIL)
    return rows.select_related("enrolment__learner", "enrolment__run__course").order_by("made_at", "pk")


def find_letters(runs: Runs) -> QuerySet[Notification]:
    """Return the letters that wait to be printed, or are printed and not posted yet."""
    states = (NoticeStatus.WAITING, NoticeStatus.PRINTED)
    rows = Notification.objects.filter(
        channel=ContactChannel.LETTER, status__in=states, enrolment__run__in=runs.values("pk")
    )
    return rows.select_related("enrolment__learner", "enrolment__run__course").order_by("created_at", "pk")


def find_possible_duplicates(runs: Runs) -> list[tuple[Enrolment, Enrolment]]:
    """Return the pairs of applications that may be of one person, in runs that go on."""
    open_runs = runs.filter(status=RunStatus.PUBLISHED, closed_at__isnull=True)
    return find_pairs(Enrolment.objects.filter(run__in=open_runs.values("pk")))


def find_needs(runs: Runs) -> QuerySet[AssistanceNeed]:
    """Return the wishes for assistance that are not arranged yet, nearest run first."""
    states = (NeedStatus.RECEIVED, NeedStatus.ARRANGING)
    rows = AssistanceNeed.objects.filter(
        status__in=states,
        enrolment__run__in=runs.values("pk"),
        enrolment__state__in=(S.CONFIRMED, S.SUBMITTED, S.OFFERED),
    )
    return rows.annotate(first=Min("enrolment__run__sessions__date")).order_by("first", "pk")


def find_sessions_to_record(runs: Runs, now: datetime) -> list[Session]:
    """Return past sessions in which somebody with a place has no entry yet."""
    today = timezone.localdate(now)
    held = Session.objects.filter(
        run__in=runs.filter(status=RunStatus.PUBLISHED, closed_at__isnull=True).values("pk"), date__lte=today
    ).exclude(status__in=(SessionStatus.CANCELLED, SessionStatus.POSTPONED))
    recorded = Count("attendances", filter=~Q(attendances__status="unrecorded"), distinct=True)
    placed = Count("run__enrolments", filter=Q(run__enrolments__state=S.CONFIRMED), distinct=True)
    rows = held.annotate(recorded=recorded, placed=placed).filter(recorded__lt=F("placed"))
    return list(rows.select_related("run__course", "venue").order_by("date", "start_time"))


def find_closing(runs: Runs, now: datetime) -> Runs:
    """Return the runs whose applications end soon."""
    return runs.accepting(now).filter(apply_closes__lte=now + CLOSING_SOON).order_by("apply_closes")


def find_to_draw(runs: Runs, now: datetime) -> Runs:
    """Return the runs whose applications are over and whose places are not given yet."""
    drawn = (AllocationPolicy.LOTTERY, AllocationPolicy.SELECTION, AllocationPolicy.WINDOW_THEN_FIRST_COME)
    over = Q(apply_closes__lt=now) | Q(policy=AllocationPolicy.WINDOW_THEN_FIRST_COME, simultaneous_until__lt=now)
    rows = runs.filter(
        over, status=RunStatus.PUBLISHED, policy__in=drawn, settled_at__isnull=True, closed_at__isnull=True
    )
    return rows.filter(enrolments__state=S.SUBMITTED).distinct().order_by("apply_closes")


def find_to_close(runs: Runs, now: datetime) -> Runs:
    """Return the runs whose last session is over and that are not closed yet."""
    rows = runs.filter(status=RunStatus.PUBLISHED, closed_at__isnull=True).exclude(policy=AllocationPolicy.OPEN)
    return rows.annotate(last=Max("sessions__date")).filter(last__lt=timezone.localdate(now)).order_by("last")


def find_certificates(runs: Runs, now: datetime) -> QuerySet[Certificate]:
    """Return the certificates of the last weeks that are valid."""
    rows = Certificate.objects.filter(
        enrolment__run__in=runs.values("pk"), voided_at__isnull=True, issued_at__gte=now - CERTIFICATES_SHOWN
    )
    return rows.select_related("enrolment__run__course").order_by("-issued_at")
