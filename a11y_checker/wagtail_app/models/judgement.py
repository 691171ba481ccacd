"""What people judged: each of two testers for herself, and what they agreed on where they differed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from a11y_checker.wagtail_app.models.yearly_sample import SampledPage

NOTE_CHARS = 500


class Result(models.TextChoices):
    """Source: marks of the 達成基準チェックリスト (JIS X 8341-3:2016, JB.3.1)."""

    MET = "met", _("○ met")
    FAILED = "failed", _("× not met")
    ABSENT = "absent", _("Nothing of the kind")


class Seat(models.IntegerChoices):
    FIRST = 1, _("first tester")
    SECOND = 2, _("second tester")


class Judgement(models.Model):
    """One tester's judgement on one criterion of one page. by_machine: taken over from what the checker decided.

    tester_name: kept when the person's account is gone.
    """

    page = models.ForeignKey(SampledPage, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("page"))
    criterion = models.CharField(_("success criterion"), max_length=10)
    seat = models.PositiveSmallIntegerField(_("tester"), choices=Seat.choices)
    tester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("judged by")
    )
    tester_name = models.CharField(_("name"), max_length=150)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    note = models.CharField(_("note"), max_length=NOTE_CHARS, blank=True)
    by_machine = models.BooleanField(_("taken over from the machine"), default=False)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "criterion", "seat"], name="one_judgement_per_seat")]
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page} {self.criterion}: {self.get_result_display()}"


class Agreement(models.Model):
    """What holds where the two testers differed, or differed from the machine.

    about: the judgements it settles, in the form of yearly/differences.py; when one of them changes, it no longer holds.
    """

    page = models.ForeignKey(SampledPage, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("page"))
    criterion = models.CharField(_("success criterion"), max_length=10)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    note = models.CharField(_("note"), max_length=NOTE_CHARS)
    about = models.CharField(max_length=100)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_by_name = models.CharField(_("name"), max_length=150)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "criterion"], name="one_agreement_per_cell")]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page} {self.criterion}: {self.get_result_display()}"
