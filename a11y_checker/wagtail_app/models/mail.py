"""Which department got its weekly list of findings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeeklyMail(models.Model):
    """The mail of one week to one department: written before it is sent, so that none is sent twice.

    week: the Monday. sent_at: None while it is being sent, and when the program was stopped in between.
    """

    department = models.CharField(_("department"), max_length=100)
    week = models.DateField(_("week"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "week"], name="one_mail_per_department_and_week")]

    def __str__(self) -> str:
        return f"{self.week} {self.department}"
