"""People who take part in courses, and their merging."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedJSONField, EncryptedTextField


class ContactChannel(models.TextChoices):
    """How a person wants to hear from us."""

    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("by telephone")
    LETTER = "letter", _("by letter")
    COUNTER = "counter", _("at the counter")


class Learner(models.Model):
    """A person, without a login. Contact data is encrypted; *_hash finds it (courses.models.encryption)."""

    name = models.CharField(max_length=80)
    reading = models.CharField(max_length=120)  # normalised: hiragana, one space
    birth_date = models.DateField(null=True, blank=True)
    district = models.CharField(max_length=40, blank=True)
    phone = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    postal_code = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    identity_hash = models.CharField(max_length=64, blank=True, db_index=True)  # reading without spaces + birth date
    contact_channel = models.CharField(max_length=8, choices=ContactChannel.choices, default=ContactChannel.PHONE)
    best_time = models.CharField(max_length=80, blank=True)
    # Of the form that the person used (cms.preferences.FORM_LANGUAGES); empty: Japanese. Messages are written in it too.
    language = models.CharField(max_length=12, blank=True)
    is_suspended = models.BooleanField(default=False)  # use of the data suspended on request (Act Art. 98)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()
    anonymised_at = models.DateTimeField(null=True, blank=True)
    contact_deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        ordering = ["reading", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="courses_learner_not_itself",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=True)
                | Q(name="", reading="", birth_date__isnull=True, phone="", email=""),
                name="courses_learner_anonymous_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"受講者 {self.pk}"


class LearnerMerge(models.Model):
    """One merging of two records of the same person; holds what is needed to take it back."""

    kept = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="merges_absorbed")
    moved_enrolments = models.JSONField(default=list)  # primary keys
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("merging of learners")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=models.F("absorbed")), name="courses_merge_two_records"),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at__isnull=True), name="courses_merge_absorbed_once"
            ),
        ]


class DifferentPeople(models.Model):
    """Staff's decision that two similar records are two people (twins, same name)."""

    first = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("different people")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="courses_different_people_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="courses_different_people_ordered"),
        ]


class LearnerChange(models.Model):
    """A correction of a person's record, old and new values encrypted. Not updated but by redaction."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="changes")
    changes = EncryptedJSONField(blank=True)  # {field: [old, new]}
    channel = models.CharField(max_length=8)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("correction of a learner's record")
        ordering = ["pk"]
