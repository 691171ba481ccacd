"""Draws: the frozen list, the seed and the result (courses.md §4.2). No names, no receipt numbers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun


class DrawState(models.TextChoices):
    FROZEN = "frozen", _("list frozen")
    PUBLISHED = "published", _("hash published")
    DRAWN = "drawn", _("drawn")
    APPLIED = "applied", _("result in force")
    SUPERSEDED = "superseded", _("replaced by another draw")


class Draw(models.Model):
    """One draw. Times show that the hash stood on the page before the seed was known (INV-20)."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    is_rehearsal = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DrawState.choices, default=DrawState.FROZEN)
    canonical = models.TextField()
    list_hash = models.CharField(max_length=64)
    lot_count = models.PositiveIntegerField()
    tier_counts = models.JSONField(default=dict)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=10, blank=True)
    seeded_at = models.DateTimeField(null=True, blank=True)
    seeded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # of a second draw

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="courses_draw_number_once"),
            models.UniqueConstraint(
                fields=["run"], condition=Q(is_rehearsal=False) & ~Q(state="superseded"), name="courses_draw_one_final"
            ),
            models.CheckConstraint(
                condition=Q(is_rehearsal=False) | (Q(applied_at__isnull=True) & ~Q(state="applied")),
                name="courses_draw_rehearsal_never_applies",
            ),
            models.CheckConstraint(
                condition=Q(seed="") | (Q(published_at__isnull=False) & Q(seeded_at__gt=F("published_at"))),
                name="courses_draw_hash_before_seed",
            ),
            models.CheckConstraint(
                condition=Q(seed="") | Q(is_rehearsal=True) | (Q(witness__isnull=False) & ~Q(witness=F("seeded_by"))),
                name="courses_draw_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"抽選 {self.number}"


class LotOutcome(models.TextChoices):
    WON = "won", _("drawn for a place")
    WAITING = "waiting", _("drawn for the waiting list")
    NOT_SELECTED = "not_selected", _("not drawn")


class DrawLot(models.Model):
    """One lot: a party or a single applicant."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="lots")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lots")
    number = models.PositiveIntegerField()
    tier = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    is_reserved = models.BooleanField(default=False)
    place = models.PositiveIntegerField(null=True, blank=True)  # in the drawn order
    outcome = models.CharField(max_length=12, choices=LotOutcome.choices, blank=True)
    waiting_number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("lot")
        ordering = ["draw", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="courses_lot_number_once"),
            models.UniqueConstraint(fields=["draw", "enrolment"], name="courses_lot_enrolment_once"),
        ]
