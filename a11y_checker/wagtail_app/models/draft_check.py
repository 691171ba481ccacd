"""What a browser found on a draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class DraftCheck(models.Model):
    """One check of a saved draft with a browser. A page keeps the last one only; so there is no history.

    revision: key of the version that was judged.
    findings: in the form of contracts.md ("The checker", JSON), each with its `spot` in the form; those that the check without a
    browser has too are left out.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        DONE = "done", _("done")
        NO_BROWSER = "no_browser", _("without a browser")
        ERROR = "error", _("error")

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="accessibility_draft_check")
    revision = models.PositiveBigIntegerField(_("version"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked for at"))
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    findings = models.JSONField(_("findings"), default=list)

    class Meta:
        verbose_name = _("check of a draft with a browser")
        verbose_name_plural = _("checks of drafts with a browser")

    def __str__(self) -> str:
        return f"{self.page_id} {self.state}"
