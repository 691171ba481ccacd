"""Courses for feed readers and for calendars that follow an address."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from cms.models import CitySettings
from courses.models import CourseRun
from courses.models.calendar import make_calendar
from courses.models.state import describe_state

RUNS_IN_FEED = 30


class CourseFeed(Feed):
    """The runs for which applications opened last (RSS 2.0)."""

    feed_type = Rss201rev2Feed
    language = "ja"
    description = "申込みが始まった講座と、これからの講座"

    def get_object(self, request: HttpRequest) -> CitySettings:
        return CitySettings.for_request(request)

    def title(self, city: CitySettings) -> str:
        return f"{city.name}の講座"

    def link(self, city: CitySettings) -> str:
        return city.courses_page.url if city.courses_page else "/"

    def items(self, city: CitySettings) -> list[CourseRun]:
        now = timezone.now()
        runs = CourseRun.objects.public().with_dates().not_over(timezone.localdate(now)).with_figures(now)
        runs = runs.filter(apply_opens__isnull=False).select_related("course").with_sessions()
        return list(runs.order_by("-apply_opens", "code")[:RUNS_IN_FEED])

    def item_title(self, item: CourseRun) -> str:
        return item.full_title

    def item_description(self, item: CourseRun) -> str:
        parts = [describe_state(item, timezone.now()).text, item.days_in_words_with_year, item.hours_in_words]
        return "。".join(part for part in [*parts, *item.places] if part)

    def item_link(self, item: CourseRun) -> str:
        return f"{item.course.url}#run-{item.code}"

    def item_guid(self, item: CourseRun) -> str:
        return f"run-{item.code}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: CourseRun) -> datetime:
        return item.apply_opens


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Serve all sessions of all runs that are not over, as one iCalendar file that a calendar can follow (RFC 5545)."""
    runs = CourseRun.objects.public().with_dates().not_over(timezone.localdate())
    runs = runs.select_related("course").with_sessions().order_by("first_day", "code")
    pairs = [(run, request.build_absolute_uri(run.course.url)) for run in runs]
    response = HttpResponse(make_calendar(pairs, request.get_host()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="courses.ics"'
    return response
