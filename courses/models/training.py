"""Training of the staff: which lessons a group must do, how often, and who did which when."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PageViewRestriction

from cms.models.base import BasePage
from courses.models.lesson import LessonPage

# Our choice: a record of training is repeated each year; a new member of staff has a month.
EVERY_MONTHS, FIRST_DAYS = 12, 30


class StaffLessonIndexPage(BasePage):
    """The lessons for the staff. Visitors never see it: who opens its address is sent to the admin."""

    page_description = _("職員の研修の学習を置く場所です。市民には出ません。1つだけ作れます。")
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["courses.LessonPage"]
    max_count = 1

    class Meta:
        verbose_name = _("職員研修の一覧")
        verbose_name_plural = _("職員研修の一覧")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("staff_training:index")


def hide_from_visitors(page: StaffLessonIndexPage) -> None:
    """Let only people with an account pass: search, site map, lists and feeds leave such pages out."""
    PageViewRestriction.objects.get_or_create(page=page, restriction_type=PageViewRestriction.LOGIN)


class TrainingRequirement(models.Model):
    """A lesson that a group of staff has to do, and how often. Without a group: everybody with an account."""

    lesson = models.ForeignKey(
        LessonPage, on_delete=models.CASCADE, related_name="requirements", verbose_name=_("学習")
    )
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="training_requirements",
        verbose_name=_("だれが（グループ）"),
        help_text=_("空けると、全職員です。"),
    )
    every_months = models.PositiveSmallIntegerField(
        _("何か月ごとに"), default=EVERY_MONTHS, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    first_days = models.PositiveSmallIntegerField(
        _("はじめての人の期限（日）"), default=FIRST_DAYS, validators=[MaxValueValidator(365)]
    )
    since = models.DateField(_("この日から"))
    history = HistoricalRecords()

    panels = [
        FieldPanel("lesson"),
        FieldPanel("group"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("first_days"), FieldPanel("every_months")]),
    ]

    class Meta:
        ordering = ["lesson__path", "pk"]
        verbose_name = _("必修の研修")
        verbose_name_plural = _("必修の研修")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "group"],
                name="courses_training_once_a_group",
                violation_error_message=_("この学習は、このグループの必修になっています。"),
            ),
            models.UniqueConstraint(
                fields=["lesson"],
                condition=models.Q(group__isnull=True),
                name="courses_training_once_for_all",
                violation_error_message=_("この学習は、全職員の必修になっています。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson.title}（{self.group.name if self.group else '全職員'}）"

    def clean(self) -> None:
        """Refuse a lesson for residents: nobody could pass it as training."""
        lesson = LessonPage.objects.filter(pk=self.lesson_id).first()
        if lesson and not StaffLessonIndexPage.objects.filter(pk=lesson.get_parent().pk).exists():
            raise ValidationError({"lesson": _("職員研修の一覧にある学習を選んでください。")})

    @property
    def first_period(self) -> timedelta:
        return timedelta(days=self.first_days)


class TrainingRecord(models.Model):
    """Somebody answered every question of a lesson rightly. A row a time, never changed; answers are not kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_records")
    lesson = models.ForeignKey(LessonPage, null=True, on_delete=models.SET_NULL, related_name="training_records")
    title = models.CharField(max_length=255)  # as it was called then
    passed_at = models.DateTimeField()

    class Meta:
        ordering = ["passed_at", "pk"]
        verbose_name = _("研修の記録")
        verbose_name_plural = _("研修の記録")
        indexes = [models.Index(fields=["lesson", "user", "passed_at"], name="courses_training_last")]

    def __str__(self) -> str:
        return f"{self.title} {self.passed_at:%Y-%m-%d}"
