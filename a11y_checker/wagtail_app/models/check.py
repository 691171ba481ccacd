"""Stored results: one run over the site, and what it found on each page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

MAX_ADDRESS_CHARS = 500


class CheckRun(models.Model):
    """One run over all public pages of this site, or over a list of addresses.

    name: of the list; "" for this site.
    expected_count, done_count: pages of a list, and those that have a result; of a run over this site they are not kept.
    score: mean of the pages' scores, 0–100, rounded down; None while it runs or when no page could be judged.
    share_clean: share (0–1) of judged pages without an automatic A or AA failure.
    """

    name = models.CharField(_("list"), max_length=200, blank=True)
    expected_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    done_count = models.PositiveIntegerField(_("pages done"), default=0, editable=False)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    profile = models.CharField(_("profile"), max_length=20)
    level = models.CharField(_("level"), max_length=3)
    mode = models.CharField(_("mode"), max_length=10)
    engines = models.JSONField(_("engines"), default=dict)
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    share_clean = models.FloatField(_("share of pages without failures"), null=True)

    class Meta:
        ordering = ["-started_at"]
        get_latest_by = "started_at"
        verbose_name = _("accessibility check")
        verbose_name_plural = _("accessibility checks")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.profile} {self.level}"


class PageResult(models.Model):
    """What one run found on one page.

    score: 0–100; None when the page could not be judged (`error` then says why).
    is_clean: whether it has no automatic A or AA failure; None where that is not kept, or the page could not be judged.
    findings: list of findings in the form of contracts.md ("The checker", JSON).
    """

    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="results", verbose_name=_("check"))
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="accessibility_results", verbose_name=_("page")
    )
    url = models.CharField(_("address"), max_length=MAX_ADDRESS_CHARS)
    title = models.CharField(_("title"), max_length=255, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    is_clean = models.BooleanField(_("without failures"), null=True)
    error = models.TextField(_("error"), blank=True)
    failed_count = models.PositiveIntegerField(_("failures"), default=0)
    question_count = models.PositiveIntegerField(_("to be looked at"), default=0)
    findings = models.JSONField(_("findings"), default=list)

    class Meta:
        ordering = ["score", "url"]
        constraints = [models.UniqueConstraint(fields=["run", "url"], name="one_result_per_page_and_run")]
        verbose_name = _("result of a page")
        verbose_name_plural = _("results of pages")

    def __str__(self) -> str:
        return f"{self.url}: {self.score if self.score is not None else self.error}"
