"""Enrolments: who applied for which run, and what became of it (courses.md §2.3, §3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.encryption import EncryptedTextField
from courses.models.learner import Learner
from courses.models.run import CourseRun


class EnrolmentState(models.TextChoices):
    """The states of courses.md §3; "draft" is an ApplicationDraft, not an enrolment."""

    DRAFT = "draft", _("being entered")
    SUBMITTED = "submitted", _("application received")
    CONFIRMED = "confirmed", _("place decided")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("place offered")
    LAPSED = "lapsed", _("offer lapsed")
    DECLINED = "declined", _("offer declined")
    CANCELLED = "cancelled", _("enrolment cancelled")
    NOT_SELECTED = "not_selected", _("not selected")
    VOID = "void", _("void")
    COMPLETED = "completed", _("course completed")
    NOT_COMPLETED = "not_completed", _("course not completed")


S = EnrolmentState
# A seat is held from the offer on; who finished the course had one.
SEAT_STATES = (S.CONFIRMED, S.OFFERED, S.COMPLETED, S.NOT_COMPLETED)
# An enrolment that may still lead to a seat, or has one: at most one of them a learner and run.
ACTIVE_STATES = (S.SUBMITTED, S.CONFIRMED, S.WAITLISTED, S.OFFERED, S.COMPLETED, S.NOT_COMPLETED)


class Channel(models.TextChoices):
    """Through which door something was entered."""

    WEB = "web", _("web")
    PHONE = "phone", _("telephone")
    COUNTER = "counter", _("counter")
    PAPER = "paper", _("paper form")
    SYSTEM = "system", _("by the system")


class Speaker(models.TextChoices):
    """Who speaks for the learner."""

    SELF = "self", _("the person")
    FAMILY = "family", _("family")
    CARE = "care", _("staff of a home")
    OTHER = "other", _("somebody else")


class Residence(models.TextChoices):
    """What ties the learner to the city."""

    RESIDENT = "resident", _("lives in the city")
    WORKS = "works", _("works in the city")
    STUDIES = "studies", _("goes to school in the city")
    NONE = "none", _("none of these")


class Party(models.Model):
    """Up to two applicants who attend together or not at all."""

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="parties")

    class Meta:
        verbose_name = _("party")


class Enrolment(models.Model):
    """One learner's application for one run. Changed only through courses.enrolment, which writes the events.

    The database refuses a change of state that has no event (courses/models/guards.py).
    """

    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="enrolments")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    position = models.PositiveSmallIntegerField(default=1)  # in the party: 1 leads, and is the one we write to
    state = models.CharField(max_length=13, choices=EnrolmentState.choices, default=EnrolmentState.SUBMITTED)
    seats = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker = models.CharField(max_length=8, choices=Speaker.choices, default=Speaker.SELF)
    received_at = models.DateTimeField()
    receipt_number = models.CharField(max_length=9, unique=True)
    submission_key = models.CharField(max_length=64)
    waiting_rank = models.PositiveIntegerField(null=True, blank=True)
    wants_waiting_list = models.BooleanField(default=True)
    is_late = models.BooleanField(default=False)  # came after the simultaneous window: takes no part in its draw
    residence = models.CharField(max_length=8, choices=Residence.choices, default=Residence.RESIDENT)
    says_first_time = models.BooleanField(default=False)
    uses_reserved_place = models.BooleanField(default=False)  # a wheelchair place, for example
    age_band = models.CharField(max_length=5, blank=True)  # on the first day, kept when the person is anonymised
    district = models.CharField(max_length=40, blank=True)
    is_first_timer = models.BooleanField(default=False)  # by our records, on the day of application
    policy_snapshot = models.JSONField(default=dict)
    event_count = models.PositiveIntegerField(default=0)
    undo_state = models.CharField(max_length=13, blank=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    requeued_at = models.DateTimeField(null=True, blank=True)
    selection_score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    completion_snapshot = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission_key", "position"], name="courses_enrolment_sent_once"),
            models.UniqueConstraint(
                fields=["run", "learner"], condition=Q(state__in=ACTIVE_STATES), name="courses_enrolment_one_active"
            ),
            models.UniqueConstraint(fields=["run", "waiting_rank", "position"], name="courses_enrolment_rank_once"),
            models.UniqueConstraint(fields=["party", "position"], name="courses_enrolment_party_position"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="courses_enrolment_has_seat"),
            models.CheckConstraint(condition=Q(position__in=[1, 2]), name="courses_enrolment_party_of_two"),
            models.CheckConstraint(condition=~Q(state=S.DRAFT), name="courses_enrolment_is_sent"),
            models.CheckConstraint(
                condition=~Q(state=S.WAITLISTED) | Q(waiting_rank__gte=1), name="courses_enrolment_waits_with_rank"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.WEB, entered_by__isnull=True)
                | Q(channel__in=[Channel.PHONE, Channel.COUNTER, Channel.PAPER], entered_by__isnull=False),
                name="courses_enrolment_door",
            ),
        ]
        indexes = [models.Index(fields=["run", "state", "waiting_rank"], name="courses_enrolment_queue")]

    def __str__(self) -> str:
        return f"申込 {self.pk}"


class Companion(models.Model):
    """Family or a helper who comes along. No other data of that person is kept."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="companions")
    relation = models.CharField(max_length=40)
    takes_seat = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("companion")


class NeedKind(models.TextChoices):
    """Assistance that can be wished for."""

    SIGN_LANGUAGE = "sign_language", _("sign language interpreter")
    CAPTIONING = "captioning", _("written captions")
    HEARING_LOOP = "hearing_loop", _("hearing loop seat")
    LARGE_PRINT = "large_print", _("large-print material")
    WHEELCHAIR = "wheelchair", _("wheelchair place")
    FRONT_SEAT = "front_seat", _("seat in front")
    HELPER = "helper", _("seat for a helper")
    ASSISTANCE_DOG = "assistance_dog", _("assistance dog")
    SLOW_SPEECH = "slow_speech", _("slow speech")
    OTHER = "other", _("other assistance")


class NeedStatus(models.TextChoices):
    RECEIVED = "received", _("need received")
    ARRANGING = "arranging", _("being arranged")
    ARRANGED = "arranged", _("arranged")
    ALTERNATIVE = "alternative", _("alternative proposed")


class AssistanceNeed(models.Model):
    """A wish for assistance. Sensitive and short-lived (§8): show it only to who has view_assistanceneed."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=16, choices=NeedKind.choices)
    text = EncryptedTextField(blank=True)
    status = models.CharField(max_length=12, choices=NeedStatus.choices, default=NeedStatus.RECEIVED)

    class Meta:
        verbose_name = _("wish for assistance")
        constraints = [models.UniqueConstraint(fields=["enrolment", "kind"], name="courses_need_once")]
