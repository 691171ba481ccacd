"""Stored results: one run over the site, and what it found on each page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

MAX_ADDRESS_CHARS = 500


class CheckRun(models.Model):
    """One run over all public pages of this site, or over a list of addresses.

    name: of the list; "" for this site.
    signature: of the program and settings; results are comparable only where it is the same. "" for a list.
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
    signature = models.CharField(max_length=64, blank=True, editable=False)
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
    revision: key of the version that was public. content: hash of what the server sent; an equal one is not judged again.
    fingerprint: what the city says the page is made of (A11Y_CHECKER["FINGERPRINTS"]); an equal one is not even fetched.
    department, page_type: what the reports are filtered by; "" outside this site.
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
    revision = models.PositiveBigIntegerField(_("version"), null=True, editable=False)
    content = models.CharField(max_length=64, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    department = models.CharField(_("department"), max_length=100, blank=True)
    page_type = models.CharField(_("kind of page"), max_length=100, blank=True)

    class Meta:
        ordering = ["score", "url"]
        constraints = [models.UniqueConstraint(fields=["run", "url"], name="one_result_per_page_and_run")]
        indexes = [
            models.Index(fields=["run", "score"], name="result_run_score"),
            models.Index(fields=["run", "department"], name="result_run_department"),
        ]
        verbose_name = _("result of a page")
        verbose_name_plural = _("results of pages")

    def __str__(self) -> str:
        return f"{self.url}: {self.score if self.score is not None else self.error}"


class StoredFinding(models.Model):
    """One finding of a run in the columns that reports filter by; its words are in the result's `findings`.

    level: "A", "AA" or "AAA", the strictest of its criteria; "" for a rule of the house.
    criteria: the success criteria, each between spaces, such as " 1.1.1 2.4.4 ".
    """

    result = models.ForeignKey(PageResult, on_delete=models.CASCADE, related_name="rows")
    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(_("rule"), max_length=100)
    outcome = models.CharField(_("outcome"), max_length=10)
    impact = models.CharField(_("impact"), max_length=10)
    level = models.CharField(_("level"), max_length=3, blank=True)
    criteria = models.CharField(_("criteria"), max_length=100, blank=True)
    fingerprint = models.CharField(max_length=16)

    class Meta:
        indexes = [
            models.Index(fields=["run", "rule"], name="finding_run_rule"),
            models.Index(fields=["run", "level"], name="finding_run_level"),
            models.Index(fields=["run", "fingerprint"], name="finding_run_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"
