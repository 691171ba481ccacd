"""The history of an enrolment: only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedJSONField, EncryptedTextField
from courses.models.enrolment import Channel, Enrolment, Speaker


class EventsAreFinal(TypeError):
    """Somebody tried to change or delete history."""

    def __init__(self) -> None:
        super().__init__(
            "Events of an enrolment are never changed or deleted; use courses.enrolment.privacy.redact_learner."
        )


class EventQuerySet(models.QuerySet):
    def update(self, **fields):
        raise EventsAreFinal

    def bulk_update(self, objs, fields, batch_size=None):
        raise EventsAreFinal

    def delete(self):
        raise EventsAreFinal

    def replace_personal_values(self, now) -> int:
        """Empty old and new values and free text of the events; everything else stays (§8, INV-25)."""
        return super().update(changes="", text="", redacted_at=now)


class EventKind(models.TextChoices):
    STATE = "state", _("change of state")
    ANSWERS = "answers", _("change of answers")
    NOTE = "note", _("note on the enrolment")
    REDACTION = "redaction", _("redaction")


class EnrolmentEvent(models.Model):
    """One change of an enrolment: what, who, through which door, on whose behalf, why."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    transition = models.CharField(max_length=4, blank=True)  # T1 … T14, RC: run cancelled
    from_state = models.CharField(max_length=13, blank=True)
    to_state = models.CharField(max_length=13)
    facts = models.JSONField(default=dict)  # seats, waiting_rank and learner after the change: no personal values
    changes = EncryptedJSONField(blank=True)  # {field: [old, new]}
    channel = models.CharField(max_length=8, choices=Channel.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker = models.CharField(max_length=8, choices=Speaker.choices, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    text = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of an enrolment")
        verbose_name_plural = _("events of enrolments")
        ordering = ["enrolment", "number"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["enrolment", "number"], name="courses_event_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.from_state} → {self.to_state}"

    def save(self, *args, **kwargs) -> None:
        """Only a new event can be saved."""
        if self.pk is not None or not self._state.adding:
            raise EventsAreFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise EventsAreFinal
