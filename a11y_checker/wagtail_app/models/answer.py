"""What people answered where a machine cannot decide."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page


class Answer(models.Model):
    """One person's yes or no about one place of a page.

    fingerprint: of the finding; another one as soon as the place changes, so the answer is then asked for again.
    is_fine: whether the place can stay as it is.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="accessibility_answers")
    fingerprint = models.CharField(max_length=16)
    rule = models.CharField(_("rule"), max_length=100)
    is_fine = models.BooleanField(_("fine as it is"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("when"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "fingerprint"], name="one_answer_per_place")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.rule}: {self.is_fine}"
