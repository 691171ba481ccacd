"""The dated meetings of a run, and who teaches in them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from courses.models.history import ChildHistoricalRecords
from courses.models.instructor import Instructor
from courses.models.run import CourseRun
from courses.models.run_queryset import SessionStatus
from courses.models.schedule import describe_hours
from courses.models.venue import Venue


class Role(models.TextChoices):
    """What an instructor does in a session; main before assistant."""

    MAIN = "main", _("main instructor")
    ASSISTANT = "assistant", _("assistant instructor")


class Session(ClusterableModel):
    """One dated meeting of a run (開催回)."""

    run = ParentalKey(CourseRun, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number of the session"))
    date = models.DateField(_("date of the session"))
    start_time = models.TimeField(_("session begins at"))
    end_time = models.TimeField(_("session ends at"))
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("venue"))
    room = models.CharField(_("room"), max_length=60, blank=True)
    topic = models.CharField(_("topic of the session"), max_length=120, blank=True)
    status = models.CharField(
        _("status of the session"), max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED
    )
    note = models.CharField(
        _("note on the session"),
        max_length=120,
        blank=True,
        help_text=_("When cancelled or postponed: why, and what now."),
    )
    history = ChildHistoricalRecords()

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("room")]),
        FieldPanel("topic"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("note")]),
        InlinePanel("assignments", label=_("Instructor of the session"), heading=_("Instructors of the session")),
    ]

    class Meta:
        ordering = ["date", "start_time", "number", "pk"]
        verbose_name = _("session of a run")
        verbose_name_plural = _("sessions of runs")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="courses_session_number_once"),
            models.CheckConstraint(condition=Q(end_time__gt=F("start_time")), name="courses_session_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}回 {self.date}"

    def clean(self) -> None:
        if self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ValidationError({"end_time": _("The session ends before it begins. Please check both times.")})

    @property
    def takes_place(self) -> bool:
        return self.status in (SessionStatus.PLANNED, SessionStatus.HELD)

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, self.start_time))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, self.end_time))

    @property
    def hours_in_words(self) -> str:
        return describe_hours(self.start_time, self.end_time)

    @property
    def place(self) -> str:
        """Venue and room."""
        return f"{self.venue.name} {self.room}".strip()

    @cached_property
    def ordered_assignments(self) -> list["InstructorAssignment"]:
        """Who teaches; the main instructor first."""
        loaded = getattr(self, "loaded_assignments", None)
        assignments = self.assignments.select_related("instructor") if loaded is None else loaded
        return sorted(assignments, key=lambda assignment: (assignment.role != Role.MAIN, assignment.pk))


class InstructorAssignment(models.Model):
    """Who teaches in a session, and as what."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="assignments")
    instructor = models.ForeignKey(
        Instructor, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("instructor")
    )
    role = models.CharField(_("role in the session"), max_length=10, choices=Role.choices, default=Role.MAIN)
    history = ChildHistoricalRecords()

    panels = [FieldRowPanel([FieldPanel("instructor"), FieldPanel("role")])]

    class Meta:
        verbose_name = _("instructor of a session")
        verbose_name_plural = _("instructors of sessions")
        constraints = [
            models.UniqueConstraint(fields=["session", "instructor"], name="courses_instructor_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.instructor}: {self.get_role_display()}"
