"""The outbox: every message to a learner, by whatever channel, as it was sent or printed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedTextField
from courses.models.enrolment import Enrolment
from courses.models.learner import ContactChannel


class NoticeKind(models.TextChoices):
    RECEIVED = "received", _("notice: application received")
    LOT_NUMBER = "lot_number", _("notice: lot number")
    CONFIRMED = "confirmed", _("notice: place decided")
    WAITLISTED = "waitlisted", _("notice: waiting list")
    NOT_SELECTED = "not_selected", _("notice: not selected")
    OFFER = "offer", _("notice: place offered")
    LAPSED = "lapsed", _("notice: offer lapsed")
    DECLINED = "declined", _("notice: offer declined")
    CANCELLED = "cancelled", _("notice: cancelled")
    RESTORED = "restored", _("notice: cancellation taken back")
    VOID = "void", _("notice: void")
    RUN_CANCELLED = "run_cancelled", _("notice: run cancelled")
    LIST_CLOSED = "list_closed", _("notice: waiting list closed")
    CHANGED = "changed", _("notice: application changed")
    COMPLETED = "completed", _("notice: certificate ready")


# Kinds that ask the learner to act: each has an e-mail, a telephone script and a letter (INV-33).
ASKS_FOR_ANSWER = (NoticeKind.OFFER, NoticeKind.RUN_CANCELLED)


class NoticeStatus(models.TextChoices):
    WAITING = "waiting", _("notice waiting")
    SENDING = "sending", _("notice being sent")
    SENT = "sent", _("notice sent")
    BOUNCED = "bounced", _("notice came back")
    FAILED = "failed", _("notice could not be sent")
    UNCERTAIN = "uncertain", _("notice perhaps sent")  # the program stopped in between; a person decides
    PRINTED = "printed", _("notice printed")
    POSTED = "posted", _("notice posted")
    TOLD = "told", _("notice told")
    WITHDRAWN = "withdrawn", _("notice withdrawn")


class Notification(models.Model):
    """One message of the outbox. Written in the transaction of the change it tells of, sent later by a task."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=14, choices=NoticeKind.choices)
    channel = models.CharField(max_length=8, choices=ContactChannel.choices)
    key = models.CharField(max_length=80, unique=True)  # of the event that caused it: the same cause writes once
    recipient = EncryptedTextField(blank=True)
    subject = models.CharField(max_length=120)
    text = EncryptedTextField(blank=True)
    status = models.CharField(max_length=9, choices=NoticeStatus.choices, default=NoticeStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # without personal data
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(status="waiting"), name="courses_notice_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
