"""Runs of a course, which people apply for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel

from cms.models import Department
from courses.models.course import CoursePage
from courses.models.permissions import PERMISSIONS
from courses.models.run_problems import find_run_problems
from courses.models.run_queryset import CourseRunQuerySet
from courses.models.schedule import describe_all_hours, describe_days
from courses.models.seats_field import SeatsHeldField
from courses.models.state import AllocationPolicy, RunStatus, TierRule

if TYPE_CHECKING:
    from courses.models.session import Session

# Our choice: what one instructor with one assistant can look after.
DEFAULT_CAPACITY = 12


class CourseRun(ClusterableModel):
    """One offering of a course (開講) that people apply for, with its seats.

    The clock decides whether it is open (describe_state); people decide only the status.
    """

    course = models.ForeignKey(
        CoursePage, on_delete=models.PROTECT, related_name="runs", verbose_name=_("course of the run")
    )
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="runs",
        verbose_name=_("担当課"),
        help_text=_("この課の職員が、申込みを受け付けます。空のときは、講座のページの担当課です。"),
    )
    code = models.SlugField(
        _("run code"), max_length=20, unique=True, help_text=_("Printed on forms and lists: 2026-01")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    title_suffix = models.CharField(
        _("addition to the title"), max_length=40, blank=True, help_text=_("Tells runs apart: 火曜コース, for example.")
    )
    status = models.CharField(_("status of the run"), max_length=10, choices=RunStatus.choices, default=RunStatus.DRAFT)
    cancelled_note = models.CharField(
        _("why the run is cancelled"), max_length=200, blank=True, help_text=_("Shown to residents.")
    )
    policy = models.CharField(
        _("how seats are given"),
        max_length=24,
        choices=AllocationPolicy.choices,
        default=AllocationPolicy.WINDOW_THEN_FIRST_COME,
    )
    apply_opens = models.DateTimeField(_("applications from"), null=True, blank=True)
    apply_closes = models.DateTimeField(_("applications until"), null=True, blank=True)
    simultaneous_until = models.DateTimeField(
        _("treated as simultaneous until"),
        null=True,
        blank=True,
        help_text=_("Only for “simultaneous, then first come”: up to here being early gives no advantage."),
    )
    draw_on = models.DateField(_("day of the draw"), null=True, blank=True)
    results_on = models.DateField(_("day of the results"), null=True, blank=True)
    cancel_until = models.DateTimeField(
        _("applicants can cancel until"), null=True, blank=True, help_text=_("After that they are asked to telephone.")
    )
    capacity = models.PositiveSmallIntegerField(_("capacity"), default=DEFAULT_CAPACITY)
    waiting_list_size = models.PositiveSmallIntegerField(
        _("places on the waiting list"), default=0, help_text=_("0: no waiting list.")
    )
    eligibility = models.TextField(
        _("who can apply"), blank=True, help_text=_("Residence, age, earlier courses; in plain words.")
    )
    reserved_seats = models.PositiveSmallIntegerField(
        _("reserved places"), default=0, help_text=_("Of the capacity, for wheelchairs for example.")
    )
    reserved_until = models.DateField(
        _("reserved places are kept until"),
        null=True,
        blank=True,
        help_text=_("After that day everybody can have them."),
    )
    residents_only = models.BooleanField(_("only for people who live in the city"), default=False)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age on the first day"), null=True, blank=True)
    prior_course = models.ForeignKey(
        CoursePage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("course to complete before"),
    )
    tiers = models.CharField(
        _("who is drawn first"),
        max_length=16,
        choices=TierRule.choices,
        default=TierRule.NONE,
        help_text=_("Stands on the course page before applications open."),
    )
    tier_share_percent = models.PositiveSmallIntegerField(
        _("share of the first group in percent"), default=100, help_text=_("The other places are open to everybody.")
    )
    offer_cutoff = models.DateTimeField(
        _("last moment for offering freed places"),
        null=True,
        blank=True,
        help_text=_("Left empty: noon of the working day before the first session."),
    )
    minimum_sessions = models.PositiveSmallIntegerField(
        _("sessions to attend for the certificate"), null=True, blank=True, help_text=_("Left empty: all.")
    )
    allows_walk_ins = models.BooleanField(_("people may join without applying"), default=False)
    seats_held = SeatsHeldField(default=0, editable=False)
    kept_needs = models.JSONField(default=dict, editable=False)  # counts of wishes for assistance that were deleted
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    list_closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    contact_phone = models.CharField(
        _("telephone for this run"), max_length=20, blank=True, help_text=_("Left empty: that of the course.")
    )
    updated_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(
        excluded_fields=["seats_held", "kept_needs", "settled_at", "list_closed_at", "closed_at"]
    )

    objects = CourseRunQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                PageChooserPanel("course"),
                FieldPanel("department"),
                FieldRowPanel([FieldPanel("code"), FieldPanel("fiscal_year")]),
                FieldPanel("title_suffix"),
                FieldPanel("status"),
                FieldPanel("cancelled_note"),
            ],
            heading=_("Run"),
        ),
        InlinePanel("sessions", label=_("Session"), heading=_("Sessions")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_list_size")]),
                FieldPanel("eligibility"),
                FieldRowPanel([FieldPanel("residents_only"), FieldPanel("minimum_age")]),
                PageChooserPanel("prior_course"),
                FieldRowPanel([FieldPanel("reserved_seats"), FieldPanel("reserved_until")]),
                FieldRowPanel([FieldPanel("minimum_sessions"), FieldPanel("allows_walk_ins")]),
                FieldPanel("contact_phone"),
            ],
            heading=_("Seats"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("policy"),
                FieldRowPanel([FieldPanel("apply_opens"), FieldPanel("apply_closes")]),
                FieldPanel("simultaneous_until"),
                FieldRowPanel([FieldPanel("draw_on"), FieldPanel("results_on")]),
                FieldRowPanel([FieldPanel("tiers"), FieldPanel("tier_share_percent")]),
                FieldRowPanel([FieldPanel("cancel_until"), FieldPanel("offer_cutoff")]),
            ],
            heading=_("Applications"),
        ),
    ]

    class Meta:
        ordering = ["-fiscal_year", "-code"]
        permissions = PERMISSIONS
        verbose_name = _("run of a course")
        verbose_name_plural = _("runs of courses")
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="courses_run_has_seats"),
            models.CheckConstraint(
                condition=Q(seats_held__lte=F("capacity")),
                name="courses_run_not_oversold",
                violation_error_message=_("More seats are given already. Move people first, then lower the capacity."),
            ),
            models.CheckConstraint(condition=Q(reserved_seats__lte=F("capacity")), name="courses_run_reserved_fit"),
            models.CheckConstraint(
                condition=Q(tier_share_percent__gte=1, tier_share_percent__lte=100), name="courses_run_share_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.full_title}"

    def clean(self) -> None:
        problems = find_run_problems(self)
        if problems:
            raise ValidationError(problems)

    @property
    def full_title(self) -> str:
        """The course's title with what tells this run apart."""
        return f"{self.course.title} {self.title_suffix}".strip()

    @property
    def phone(self) -> str:
        """Whom to ring about this run."""
        return self.contact_phone or self.course.contact_phone

    @cached_property
    def ordered_sessions(self) -> list["Session"]:
        """All sessions, first one first; those of with_sessions() when they were loaded."""
        loaded = getattr(self, "loaded_sessions", None)
        return list(self.sessions.select_related("venue")) if loaded is None else loaded

    @property
    def sessions_to_hold(self) -> list["Session"]:
        """The sessions that take place or took place; of a run that was called off, those that were planned."""
        return [session for session in self.ordered_sessions if session.takes_place] or self.ordered_sessions

    # The practice form's run, which stands in no table, says True (courses.views.practice).
    is_practice = False

    def can_be_cancelled_here(self, now: datetime) -> bool:
        """Say whether applicants can still cancel by themselves: until the day that was set, and never once the course runs."""
        times = [time for time in (self.cancel_until, self.starts_at) if time]
        return all(now <= time for time in times)

    @property
    def starts_at(self) -> datetime | None:
        """When the first session begins."""
        return min((session.starts_at for session in self.sessions_to_hold), default=None)

    @property
    def ends_at(self) -> datetime | None:
        """When the last session is over."""
        return max((session.ends_at for session in self.sessions_to_hold), default=None)

    @property
    def days_in_words(self) -> str:
        return describe_days(session.date for session in self.sessions_to_hold)

    @property
    def days_in_words_with_year(self) -> str:
        return describe_days((session.date for session in self.sessions_to_hold), with_year=True)

    @property
    def hours_in_words(self) -> str:
        return describe_all_hours((session.start_time, session.end_time) for session in self.sessions_to_hold)

    @property
    def venues(self) -> list[Any]:
        """The venues of the sessions, each once."""
        return list({session.venue_id: session.venue for session in self.ordered_sessions}.values())

    @property
    def places(self) -> list[str]:
        """Venue and room of the sessions, each once."""
        return list(dict.fromkeys(session.place for session in self.ordered_sessions))
