"""Which runs: those that are visible, open, with seats, and the figures that lists show of them."""

from datetime import date, datetime

from django.db import models
from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import CoursePage
from courses.models.state import CLOSING_SOON, AllocationPolicy, RunStatus

# States of an enrolment that hold a seat; courses.models.enrolment.SEAT_STATES, which imports this module.
TAKEN = ("confirmed", "offered", "completed", "not_completed")


class SessionStatus(models.TextChoices):
    """What became of one meeting (courses.md §2.1)."""

    PLANNED = "planned", _("session planned")
    HELD = "held", _("session held")
    CANCELLED = "cancelled", _("session cancelled")
    POSTPONED = "postponed", _("session postponed")


class CourseRunQuerySet(models.QuerySet):
    def visible(self) -> "CourseRunQuerySet":
        """Runs that residents may know of."""
        return self.exclude(status=RunStatus.DRAFT)

    def public(self) -> "CourseRunQuerySet":
        """Visible runs whose course page is published and open to everybody."""
        return self.visible().filter(course__in=CoursePage.objects.live().public())

    def with_dates(self) -> "CourseRunQuerySet":
        """Add first_day and last_day of the sessions to hold; of all sessions when none is to be held."""
        takes_place = Q(sessions__status__in=[SessionStatus.PLANNED, SessionStatus.HELD])
        return self.annotate(
            first_day=Coalesce(Min("sessions__date", filter=takes_place), Min("sessions__date")),
            last_day=Coalesce(Max("sessions__date", filter=takes_place), Max("sessions__date")),
        )

    def not_over(self, on: date) -> "CourseRunQuerySet":
        """Runs of with_dates() that still meet on that day or later, or have no dates yet."""
        return self.filter(Q(last_day__gte=on) | Q(last_day__isnull=True))

    def accepting(self, now: datetime) -> "CourseRunQuerySet":
        """Runs that one can apply for at that moment. Says the same as describe_state(run, now).can_apply."""
        return self.not_full(now).filter(
            ~Q(policy=AllocationPolicy.OPEN), status=RunStatus.PUBLISHED, apply_opens__lte=now, apply_closes__gt=now
        )

    def with_figures(self, now: datetime) -> "CourseRunQuerySet":
        """Add waiting_count (entries on the waiting list), undo_seats (cancelled, but can still be taken back) and
        kept_seats (reserved places that nobody holds yet)."""
        enrolments = self.model._meta.get_field("enrolments").related_model.objects.order_by()
        of_run = enrolments.filter(run=OuterRef("pk"), position=1, state="waitlisted").values("run")
        held = enrolments.filter(
            run=OuterRef("pk"), state="cancelled", undo_state="confirmed", undo_until__gt=now
        ).values("run")
        special = enrolments.filter(run=OuterRef("pk"), uses_reserved_place=True, state__in=TAKEN).values("run")
        reserved = Coalesce(Subquery(special.annotate(figure=Sum("seats")).values("figure")), 0)
        is_kept = Q(reserved_until__isnull=True) | Q(reserved_until__gte=timezone.localdate(now))
        return self.annotate(
            kept_seats=Case(When(is_kept, then=Greatest(F("reserved_seats") - reserved, 0)), default=0),
            waiting_count=Coalesce(Subquery(of_run.annotate(figure=Count("pk")).values("figure")), 0),
            undo_seats=Coalesce(Subquery(held.annotate(figure=Sum("seats")).values("figure")), 0),
        )

    def not_full(self, now: datetime) -> "CourseRunQuerySet":
        """Runs with a seat, or a place on the waiting list, for who applies now; says the same as describe_state."""
        gives_seats = Q(policy=AllocationPolicy.FIRST_COME) | Q(
            policy=AllocationPolicy.WINDOW_THEN_FIRST_COME, settled_at__isnull=False
        )
        has_no_seat = Q(capacity__lte=F("seats_held") + F("undo_seats") + F("kept_seats")) | Q(waiting_count__gt=0)
        is_full = gives_seats & has_no_seat & Q(waiting_list_size__lte=F("waiting_count"))
        return self.with_figures(now).exclude(is_full)

    def with_seats(self, now: datetime) -> "CourseRunQuerySet":
        """Runs one can apply for now without joining a waiting list."""
        gives_seats = Q(policy=AllocationPolicy.FIRST_COME) | Q(
            policy=AllocationPolicy.WINDOW_THEN_FIRST_COME, settled_at__isnull=False
        )
        waits = Q(capacity__lte=F("seats_held") + F("undo_seats") + F("kept_seats")) | Q(waiting_count__gt=0)
        return self.accepting(now).exclude(gives_seats & waits)

    def closing_soon(self, now: datetime) -> "CourseRunQuerySet":
        """Runs one can apply for, but not much longer."""
        return self.accepting(now).filter(apply_closes__lte=now + CLOSING_SOON)

    def with_sessions(self) -> "CourseRunQuerySet":
        """Load the sessions with their venues, in one query."""
        sessions = self.model._meta.get_field("sessions").related_model.objects.select_related("venue")
        return self.prefetch_related(models.Prefetch("sessions", sessions, to_attr="loaded_sessions"))

    def with_instructors(self) -> "CourseRunQuerySet":
        """Load the sessions with their venues and instructors, in two queries."""
        session = self.model._meta.get_field("sessions").related_model
        assignments = session._meta.get_field("assignments").related_model.objects.select_related("instructor")
        path = "loaded_sessions__assignments"
        return self.with_sessions().prefetch_related(models.Prefetch(path, assignments, to_attr="loaded_assignments"))
