"""相談会: people come with their own phone and a question, without an application."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.models import Department
from courses.models.venue import Venue


class HelpSessionQuerySet(models.QuerySet):
    """Sessions by the clock."""

    def upcoming(self, now: datetime) -> "HelpSessionQuerySet":
        """Return the sessions that are not over, soonest first; those that were called off are among them."""
        local = timezone.localtime(now)
        later_today = models.Q(date=local.date(), end_time__gt=local.time())
        rows = self.filter(models.Q(date__gt=local.date()) | later_today).order_by("date", "start_time", "pk")
        return rows.select_related("venue", "department")

    def taking_place(self) -> "HelpSessionQuerySet":
        return self.filter(is_cancelled=False)


class HelpSession(models.Model):
    """One meeting. Nobody applies; who cannot come rings."""

    date = models.DateField(_("日"))
    start_time = models.TimeField(_("始まり"))
    end_time = models.TimeField(_("終わり"))
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="help_sessions", verbose_name=_("会場"))
    room = models.CharField(_("部屋"), max_length=60, blank=True)
    subject = models.CharField(_("相談できること"), max_length=120, default="スマートフォンとパソコンの困りごと")
    bring = models.CharField(_("持ち物"), max_length=120, blank=True)
    note = models.CharField(pgettext_lazy("notice", "お知らせ"), max_length=200, blank=True)
    phone = models.CharField(_("電話"), max_length=20, blank=True, help_text=_("空けると、担当課の電話が出ます。"))
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("担当課")
    )
    is_cancelled = models.BooleanField(_("中止する"), default=False)
    updated_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    objects = HelpSessionQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldRowPanel([FieldPanel("venue"), FieldPanel("room")]),
            ],
            heading=_("いつ、どこで"),
        ),
        FieldPanel("subject"),
        FieldPanel("bring"),
        FieldPanel("note"),
        MultiFieldPanel([FieldPanel("department"), FieldPanel("phone")], heading=_("聞く所")),
        FieldPanel("is_cancelled"),
    ]

    class Meta:
        ordering = ["-date", "-start_time", "pk"]
        verbose_name = _("相談会")
        verbose_name_plural = _("相談会")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_time__gt=models.F("start_time")),
                name="courses_help_ends_after_start",
                violation_error_message=_("終わりの時刻を、始まりより後にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return f"相談会 {self.date:%Y-%m-%d}"

    @property
    def place(self) -> str:
        return f"{self.venue.name} {self.room}".strip()

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, self.start_time))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, self.end_time))

    @property
    def shown_phone(self) -> str:
        """The number to ring: of the session, or of its department."""
        return self.phone or (self.department.phone if self.department else "")
