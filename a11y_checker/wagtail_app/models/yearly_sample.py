"""Which pages a yearly test looks at, and how they were chosen. A draw is never changed; a new one keeps the former."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from a11y_checker.wagtail_app.models.check import MAX_ADDRESS_CHARS
from a11y_checker.wagtail_app.models.yearly_test import YearlyTest


class SampleDraw(models.Model):
    """One draw. addresses: the whole list of public pages it was drawn from, so that everybody can repeat it.

    list_length, list_sha256: of that list, in the form of a11y_checker.sample. reason: why it was drawn again; "" for the first.
    """

    test = models.ForeignKey(YearlyTest, on_delete=models.PROTECT, related_name="draws", verbose_name=_("test"))
    seed = models.BigIntegerField(_("seed"))
    drawn_on = models.DateField(_("day of the draw"))
    drawn_at = models.DateTimeField(_("drawn"), auto_now_add=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("drawn by")
    )
    list_length = models.PositiveIntegerField(_("length of the list"))
    list_sha256 = models.CharField(_("hash of the list"), max_length=64)
    addresses = models.JSONField(_("list of pages"))
    representative = models.JSONField(_("representative pages"))
    random_count = models.PositiveSmallIntegerField(_("pages to draw by lot"))
    reason = models.TextField(_("reason for drawing again"), blank=True)
    history = HistoricalRecords(excluded_fields=["addresses"])

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        verbose_name = _("draw of pages")
        verbose_name_plural = _("draws of pages")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.test} {self.drawn_on}"


class SampledPage(models.Model):
    """One page of a draw.

    evidence: what the checker found on it, {"criteria": {number: outcome}, "findings": […], "mode", "engines", "error"}; empty
    until it was checked.
    """

    draw = models.ForeignKey(SampleDraw, on_delete=models.PROTECT, related_name="pages", verbose_name=_("draw"))
    number = models.PositiveSmallIntegerField(_("number"))
    url = models.CharField(_("address"), max_length=MAX_ADDRESS_CHARS)
    title = models.CharField(_("title"), max_length=255, blank=True)
    is_representative = models.BooleanField(_("representative"))
    why = models.CharField(_("why it was chosen"), max_length=200, blank=True)
    evidence = models.JSONField(_("found by machine"), default=dict)
    checked_at = models.DateTimeField(_("checked"), null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draw", "url"], name="one_page_per_draw")]
        verbose_name = _("page of the sample")
        verbose_name_plural = _("pages of the sample")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or self.url

    def outcome(self, number: str) -> str:
        """What the checker says about a success criterion on this page; "" before it was checked."""
        return self.evidence.get("criteria", {}).get(number, "")

    def findings(self, number: str) -> list[dict]:
        """What it found about a success criterion."""
        return [finding for finding in self.evidence.get("findings", []) if number in finding["criteria"]]
