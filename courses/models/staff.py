"""For which departments' runs a member of staff works."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel

from cms.models import Department


class CourseStaff(models.Model):
    """A member of staff and the departments whose runs that person sees. What may be done there: the groups (roles.py)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="course_staff", verbose_name=_("職員")
    )
    departments = models.ManyToManyField(Department, related_name="course_staff", verbose_name=_("担当する課"))
    history = HistoricalRecords(m2m_fields=[departments])

    panels = [FieldPanel("user"), FieldPanel("departments")]

    class Meta:
        ordering = ["user__username"]
        verbose_name = _("職員の担当課")
        verbose_name_plural = _("職員の担当課")

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()


class AccountCheck(models.Model):
    """A change of an account that can stand in as second person: it rests until another keeper of accounts has agreed.

    Without it, one keeper alone could make the second person of every two-person step. Rows are never changed but once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_checks")
    what = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("確認を待つアカウント")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("by")),
                name="courses_account_check_by_another",
            )
        ]
