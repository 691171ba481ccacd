"""The way from somebody who finished a course to an ICT leader of the city (courses.md §7.4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from courses.models.instructor import Instructor


class PoolStage(models.TextChoices):
    """The five steps of the way, first one first."""

    COMPLETER = "completer", _("修了者")
    CANDIDATE = "candidate", _("補助講師候補")
    ASSISTANT = "assistant", _("補助講師")
    LOCAL = "local", _("地域講師")
    LEADER = "leader", _("地域ICTリーダー")


class PoolStep(models.Model):
    """One step that an instructor took: on which day, why the criteria are met, and when the person agreed."""

    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="pool_steps")
    stage = models.CharField(_("段階"), max_length=10, choices=PoolStage.choices)
    on = models.DateField(_("この段階になった日"))
    criteria = models.CharField(_("基準をどう満たしたか"), max_length=200)
    consented_on = models.DateField(_("本人が同意した日"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("講師の段階")
        verbose_name_plural = _("講師の段階")
        constraints = [models.UniqueConstraint(fields=["instructor", "stage"], name="courses_pool_stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"
