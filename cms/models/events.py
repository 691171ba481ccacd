"""Events with date and place, and the calendar file that a phone understands."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.blocks.text import TEXT_FEATURES
from cms.models.base import BasePage, BodyPage, contact_point

EVENTS_PER_PAGE = 20
# Our choice: an event without an end is shown as lasting one hour in calendars.
DEFAULT_LENGTH = timedelta(hours=1)


class EventQuerySet(PageQuerySet):
    def upcoming(self, on: date) -> "EventQuerySet":
        """Events that are not over on that day, next first."""
        return self.filter(models.Q(end_date__gte=on) | models.Q(end_date__isnull=True, start_date__gte=on)).order_by(
            "start_date", "start_time", "pk"
        )


class EventPage(RoutablePageMixin, BodyPage):
    """Something to go to."""

    page_description = _("Something to go to, with date, time and place.")
    start_date = models.DateField(_("date"))
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only when it lasts several days."))
    end_time = models.TimeField(_("until"), null=True, blank=True)
    place_name = models.CharField(_("place"), max_length=200)
    place_address = models.CharField(_("address"), max_length=250, blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    apply = RichTextField(_("how to apply"), features=TEXT_FEATURES, blank=True)

    objects = PageManager.from_queryset(EventQuerySet)()
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel("place_name"),
                FieldPanel("place_address"),
                FieldRowPanel([FieldPanel("audience"), FieldPanel("fee")]),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("answer"),
        FieldPanel("body"),
        FieldPanel("apply"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.end_date and self.start_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day is before the first. Please check both dates.")})
        one_day = not self.end_date or self.end_date == self.start_date
        if one_day and self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ValidationError({"end_time": _("The event ends before it begins. Please check both times.")})

    def get_extra_search_text(self) -> list[str]:
        return [self.place_name, self.place_address, self.audience, self.apply]

    @property
    def starts_at(self) -> datetime | date:
        """Aware datetime in Japan; only a date when no time is given."""
        return combine(self.start_date, self.start_time)

    @property
    def ends_at(self) -> datetime | date:
        """The end; a day after the last day when no time is given, as iCalendar counts (RFC 5545 §3.6.1)."""
        if not self.start_time:
            return (self.end_date or self.start_date) + timedelta(days=1)
        if not self.end_time:
            return combine(self.end_date or self.start_date, self.start_time) + DEFAULT_LENGTH
        return combine(self.end_date or self.start_date, self.end_time)

    @property
    def is_over(self) -> bool:
        return (self.end_date or self.start_date) < timezone.localdate()

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Serve the event as an iCalendar file (RFC 5545)."""
        event = Event()
        event.add("uid", f"event-{self.pk}@{request.get_host()}")
        event.add("dtstamp", self.last_published_at or timezone.now())
        event.add("dtstart", self.starts_at)
        event.add("dtend", self.ends_at)
        event.add("summary", self.title)
        event.add("location", " ".join(part for part in (self.place_name, self.place_address) if part))
        event.add("description", self.answer)
        event.add("url", request.build_absolute_uri(self.get_url(request)))
        calendar = Calendar()
        calendar.add("prodid", "-//yasashii-machi//events//JA")
        calendar.add("version", "2.0")
        calendar.add_component(event)
        response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response

    def get_structured_data(self) -> dict[str, Any]:
        data = {
            **super().get_structured_data(),
            "@type": "Event",
            "startDate": self.starts_at.isoformat(),
            "endDate": self.ends_at.isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "Place", "name": self.place_name, "address": self.place_address},
        }
        if self.responsible_department:
            data["organizer"] = contact_point(self.responsible_department)
        return data


class EventIndexPage(BasePage):
    """All events to come, next first; past ones on request."""

    page_description = _("All events to come.")
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        events = EventPage.objects.live().public().filter(locale_id=self.locale_id)
        context["shows_past"] = request.GET.get("past") == "1"
        if context["shows_past"]:
            events = events.exclude(pk__in=events.upcoming(today).values("pk")).order_by("-start_date", "-pk")
        else:
            events = events.upcoming(today)
        context["events"] = Paginator(events, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
        return context


def combine(day: date, at: time | None) -> datetime | date:
    """Return the moment in Japan's time zone, or the day alone when there is no time."""
    if at is None:
        return day
    return timezone.make_aware(datetime.combine(day, at))
