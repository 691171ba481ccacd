"""The gate's records: what was let through, what left by another way, and what is to be mended afterwards."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page


class WaiverQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "WaiverQuerySet":
        """Waivers that hold on that day: neither mended nor expired."""
        return self.filter(mended_at__isnull=True, expires_on__gte=day)


class Waiver(models.Model):
    """One fault of one page that a person lets be for a time, with a reason and a name.

    rule: id of the checker's rule; every place of the page where it fails is covered.
    granted_by_name: kept, also when the account is gone.
    mended_at: when the public page no longer had the fault; None until then.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="waivers", verbose_name=_("page"))
    rule = models.CharField(_("rule"), max_length=100)
    reason = models.TextField(_("reason"))
    expires_on = models.DateField(_("last day"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    granted_by_name = models.CharField(_("name"), max_length=150)
    created_at = models.DateTimeField(_("granted"), auto_now_add=True)
    mended_at = models.DateTimeField(_("mended"), null=True, editable=False)
    history = HistoricalRecords()

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["expires_on", "pk"]
        indexes = [models.Index(fields=["page", "rule"], name="waiver_page_rule")]
        verbose_name = _("page let through")
        verbose_name_plural = _("pages let through")

    def __str__(self) -> str:
        return f"{self.page_id} {self.rule} –{self.expires_on}"

    @property
    def is_expired(self) -> bool:
        return self.mended_at is None and self.expires_on < timezone.localdate()


class Passage(models.Model):
    """How one version of a page became public.

    rules: ids of the rules that failed at level A or AA all the same.
    """

    class Outcome(models.TextChoices):
        CLEAN = "clean", _("no obstacle found")
        WAIVED = "waived", _("let through by a person")
        EMERGENCY = "emergency", _("emergency, checked afterwards")
        OTHER_WAY = "other", _("came through another way")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="passages", verbose_name=_("page"))
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    route = models.CharField(_("way"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    rules = models.JSONField(_("rules"), default=list)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.route}: {self.outcome}"


class FollowUp(models.Model):
    """Something that is public, or waits to be, and has to be mended.

    subject: the page's title, or what the emergency notice says.
    findings: the obstacles in the form of contracts.md ("The checker", JSON).
    done_at: when it was mended or settled; None while it is open.
    """

    class Cause(models.TextChoices):
        EMERGENCY = "emergency", _("emergency, went out at once")
        OTHER_WAY = "other", _("came through another way")
        SCHEDULE = "schedule", _("held back at the planned time")
        LIVE = "live", _("found on the public page")

    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="follow_ups", verbose_name=_("page")
    )
    subject = models.CharField(_("what"), max_length=255)
    cause = models.CharField(_("why"), max_length=10, choices=Cause.choices)
    findings = models.JSONField(_("findings"), default=list)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "cause"],
                condition=Q(done_at__isnull=True),
                name="one_open_follow_up_per_page_and_cause",
            )
        ]
        verbose_name = _("page to mend")
        verbose_name_plural = _("pages to mend")

    def __str__(self) -> str:
        return self.subject
