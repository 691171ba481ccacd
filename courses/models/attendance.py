"""Who came, who finished, and what people thought of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.models.session import Session


class AttendanceStatus(models.TextChoices):
    UNRECORDED = "unrecorded", _("not recorded")
    PRESENT = "present", _("present")
    LATE = "late", _("late")
    LEFT_EARLY = "left_early", _("left early")
    EXCUSED = "excused", _("absent, told us")
    UNEXCUSED = "unexcused", _("absent, did not tell us")


# Who came late or left early was there (our choice; the completion rule counts sessions).
ATTENDED = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)


class AttendanceSource(models.TextChoices):
    SCREEN = "screen", _("on the screen")
    PAPER = "paper", _("copied from paper")


class Attendance(models.Model):
    """One learner in one session. Earlier values stay in AttendanceChange."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices, default=AttendanceStatus.UNRECORDED)
    source = models.CharField(max_length=6, choices=AttendanceSource.choices, default=AttendanceSource.SCREEN)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance")
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="courses_attendance_once")]


class AttendanceChange(models.Model):
    """A value that was recorded for an attendance; the last one confirmed wins, all stay."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    source = models.CharField(max_length=6, choices=AttendanceSource.choices)
    client_key = models.CharField(max_length=64, unique=True)  # of the tablet's entry: synced twice, written once
    is_conflict = models.BooleanField(default=False)  # recorded without having seen the value it replaces
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recorded attendance")
        ordering = ["at", "pk"]


class Certificate(models.Model):
    """The certificate of one who completed a run."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=30, unique=True)
    rule_snapshot = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    reprints = models.PositiveSmallIntegerField(default=0)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("certificate")
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(voided_reason=""), name="courses_certificate_void_has_reason"
            )
        ]


class SurveyResponse(models.Model):
    """Answers to a questionnaire. Linked to no person; the day only."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="survey_responses")
    on = models.DateField()
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("answer to a questionnaire")
