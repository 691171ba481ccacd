"""Applications being filled in: on the server, so that no personal data stands in an address or a cookie."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedJSONField
from courses.models.run import CourseRun


class ApplicationDraft(models.Model):
    """Answers so far. The browser knows only the key; the table only its hash. Deleted after 24 hours without use."""

    key_hash = models.CharField(max_length=64, unique=True)
    # None: the practice form, which sends nothing (courses.views.practice).
    run = models.ForeignKey(CourseRun, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    answers = EncryptedJSONField(blank=True)
    submission_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("application being filled in")


class LookupAttempt(models.Model):
    """A wrong second fact for a receipt number: counted in the database, so for all processes together."""

    number_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("failed look-up")
