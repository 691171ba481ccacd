"""Who looked at personal data, what was exported, and when data was deleted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.learner import Learner
from courses.models.run import CourseRun


class AccessLog(models.Model):
    """One look at a person's record, or one export. Holds no personal values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    screen = models.CharField(max_length=40)
    learner = models.ForeignKey(Learner, null=True, blank=True, on_delete=models.PROTECT, related_name="accesses")
    run = models.ForeignKey(CourseRun, null=True, blank=True, on_delete=models.PROTECT, related_name="accesses")
    purpose = models.CharField(max_length=200, blank=True)  # of an export
    columns = models.JSONField(default=list, blank=True)
    row_count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("look at personal data")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(row_count__isnull=True) | ~Q(purpose=""), name="courses_export_has_purpose"
            )
        ]


class FrozenFigures(models.Model):
    """The figures of a fiscal year as they were before anybody was anonymised."""

    fiscal_year = models.PositiveSmallIntegerField(unique=True)
    figures = models.JSONField()
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("frozen figures")


class RetentionRun(models.Model):
    """One round of deleting: proposed as a list, approved by somebody, done, proven."""

    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    plan = models.JSONField()  # {class of data: [primary keys]}: no personal values
    plan_hash = models.CharField(max_length=64)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    executed_at = models.DateTimeField(null=True, blank=True)
    log = models.JSONField(default=dict, blank=True)  # {class of data: {"planned": …, "done": …, "left": …}}

    class Meta:
        verbose_name = _("round of deleting")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(executed_at__isnull=True) | Q(approved_at__isnull=False, approved_at__lte=F("executed_at")),
                name="courses_retention_approved_first",
            )
        ]
