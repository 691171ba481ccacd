"""取組確認・評価表: the yearly look at how the city works for accessibility."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SelfCheck(models.Model):
    """One year's sheet. answers: {question: {"answer": "yes" | "partly" | "no", "note": …}}, questions of self_check.tsv."""

    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    answers = models.JSONField(_("answers"), default=dict)
    next_steps = models.TextField(_("what we do next year"), blank=True)
    filled_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-fiscal_year"]
        verbose_name = _("sheet of self-assessment")
        verbose_name_plural = _("sheets of self-assessment")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return _("Self-assessment of fiscal year %(year)s") % {"year": self.fiscal_year}
