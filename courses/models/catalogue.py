"""Finding runs: what a visitor asked for, and the runs and sessions that answer it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from courses.models.course import Device, Level
from courses.models.run_queryset import CourseRunQuerySet, SessionStatus
from courses.models.session import Session
from courses.models.state import RunStatus

# ISO 8601 weekday numbers, as Django's iso_week_day counts: 1 is Monday.
ISO_WEEKDAYS = range(1, 8)


@dataclass(frozen=True)
class Wishes:
    """What a visitor asked the catalogue for. Empty means: no matter."""

    devices: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    only_open: bool = False
    has_seats: bool = False
    closes_soon: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Wishes()

    @property
    def has_rare_wishes(self) -> bool:
        """Whether one of those was used that stand below "more conditions"."""
        return bool(self.levels or self.venues or self.weekdays)

    @property
    def query(self) -> str:
        """The wishes as a query string without question mark."""
        named = [("device", self.devices), ("level", self.levels), ("venue", self.venues), ("weekday", self.weekdays)]
        pairs = [(name, value) for name, values in named for value in values]
        flags = [("open", self.only_open), ("seats", self.has_seats), ("closing", self.closes_soon)]
        return urlencode([*pairs, *((name, "1") for name, is_wished in flags if is_wished)])


def parse_wishes(query: QueryDict, venues: Container[str]) -> Wishes:
    """Read the wishes from an address. Values that do not exist are passed over."""
    numbers = {str(number): number for number in ISO_WEEKDAYS}
    return Wishes(
        devices=tuple(value for value in unique(query, "device") if value in (Device.PHONE, Device.COMPUTER)),
        levels=tuple(value for value in unique(query, "level") if value in Level.values),
        venues=tuple(value for value in unique(query, "venue") if value in venues),
        weekdays=tuple(numbers[value] for value in unique(query, "weekday") if value in numbers),
        only_open=query.get("open") == "1",
        has_seats=query.get("seats") == "1",
        closes_soon=query.get("closing") == "1",
    )


def unique(query: QueryDict, name: str) -> list[str]:
    return sorted(set(query.getlist(name)))


def filter_runs(runs: CourseRunQuerySet, wishes: Wishes, now: datetime) -> CourseRunQuerySet:
    """Return the runs that answer the wishes."""
    if wishes.devices:
        runs = runs.filter(course__device__in=[*wishes.devices, Device.EITHER])
    if wishes.levels:
        runs = runs.filter(course__level__in=wishes.levels)
    if wishes.venues or wishes.weekdays:
        runs = runs.filter(pk__in=filter_sessions(Session.objects.all(), wishes).values("run"))
    if wishes.only_open:
        runs = runs.accepting(now)
    if wishes.has_seats:
        runs = runs.with_seats(now)
    if wishes.closes_soon:
        runs = runs.closing_soon(now)
    return runs


def filter_sessions(sessions: QuerySet[Session], wishes: Wishes) -> QuerySet[Session]:
    """Return the sessions that take place on one of the weekdays and at one of the venues."""
    sessions = sessions.filter(status__in=[SessionStatus.PLANNED, SessionStatus.HELD])
    if wishes.venues:
        sessions = sessions.filter(venue__slug__in=wishes.venues)
    if wishes.weekdays:
        sessions = sessions.filter(date__iso_week_day__in=wishes.weekdays)
    return sessions


def order_by_use(runs: CourseRunQuerySet, now: datetime) -> CourseRunQuerySet:
    """Order runs of with_dates(): first what one can apply for, then what opens later, then the rest; cancelled last."""
    can_apply = Q(apply_opens__lte=now, apply_closes__gt=now) | Q(policy="open")
    use = Case(
        When(status=RunStatus.CANCELLED, then=Value(4)),
        When(can_apply, then=Value(1)),
        When(apply_opens__gt=now, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return runs.annotate(use=use).order_by("use", "first_day", "code")


def find_sessions(runs: CourseRunQuerySet, wishes: Wishes, now: datetime) -> QuerySet[Session]:
    """Return the sessions of the runs from today on that answer the wishes, next first."""
    sessions = filter_sessions(Session.objects.filter(run__in=runs.values("pk")), wishes)
    return sessions.filter(date__gte=timezone.localdate(now)).exclude(run__status=RunStatus.CANCELLED)
