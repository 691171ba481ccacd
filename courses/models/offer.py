"""Offers of a freed seat, and the attempts to reach the person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedTextField
from courses.models.enrolment import Enrolment
from courses.models.learner import ContactChannel


class OfferOutcome(models.TextChoices):
    OPEN = "open", _("offer open")
    ACCEPTED = "accepted", _("offer accepted")
    DECLINED = "declined", _("offer declined")
    LAPSED = "lapsed", _("offer lapsed")
    WITHDRAWN = "withdrawn", _("offer withdrawn")


class Offer(models.Model):
    """A seat held for an entry of the waiting list until it answers. Hangs on the first of a party."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="offers")
    seats = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField()  # waiting rank at the time of the offer
    channel = models.CharField(max_length=8, choices=ContactChannel.choices)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)  # by staff, where the channel is not e-mail
    answer_by = models.DateTimeField(null=True, blank=True)  # counts from the release
    posted_at = models.DateTimeField(null=True, blank=True)  # letters
    outcome = models.CharField(max_length=9, choices=OfferOutcome.choices, default=OfferOutcome.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer of a place")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(outcome="open"), name="courses_offer_one_open"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="courses_offer_has_seat"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(answer_by__isnull=False),
                name="courses_offer_released_has_end",
            ),
        ]


class ContactResult(models.TextChoices):
    ACCEPTED = "accepted", _("answered, accepts")
    DECLINED = "declined", _("answered, declines")
    CALL_BACK = "call_back", _("will call back")
    MACHINE = "machine", _("answering machine")
    NO_ANSWER = "no_answer", _("no answer")
    WRONG_NUMBER = "wrong_number", _("wrong number")


class ContactAttempt(models.Model):
    """One attempt to reach a person by telephone."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="attempts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=12, choices=ContactResult.choices)
    note = EncryptedTextField(blank=True)

    class Meta:
        verbose_name = _("attempt to contact")
        ordering = ["at", "pk"]
