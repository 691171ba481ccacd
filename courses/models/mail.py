"""E-mails that belong to no application: relayed messages to circles, requests to confirm, reminders to staff."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.circle import Circle
from courses.models.encryption import EncryptedTextField
from courses.models.notice import NoticeStatus


class MailKind(models.TextChoices):
    """Why the mail is sent."""

    RELAY = "relay", _("サークルへの連絡")
    CONFIRM = "confirm", _("サークルの確認のお願い")
    TRAINING = "training", _("研修のお知らせ")


class DeskMail(models.Model):
    """One e-mail of the outbox beside Notification; sent by the same program, in the same states, and deleted later."""

    kind = models.CharField(max_length=8, choices=MailKind.choices)
    key = models.CharField(max_length=120, unique=True)  # of its cause: the same cause writes once
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    recipient = EncryptedTextField()
    reply_to = EncryptedTextField(blank=True)
    subject = models.CharField(max_length=120)
    text = EncryptedTextField()
    status = models.CharField(max_length=9, choices=NoticeStatus.choices, default=NoticeStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)  # without personal data
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("取りつぐメール")
        verbose_name_plural = _("取りつぐメール")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(status="waiting"), name="courses_mail_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
