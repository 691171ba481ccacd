"""The catalogue: all courses, by what one can apply for now or by date."""

from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.dates import WEEKDAYS
from cms.models.base import BasePage
from courses.models.catalogue import ISO_WEEKDAYS, filter_runs, find_sessions, order_by_use, parse_wishes
from courses.models.course import CoursePage, Device, Level
from courses.models.lesson import LessonIndexPage
from courses.models.run import CourseRun
from courses.models.run_queryset import CourseRunQuerySet
from courses.models.session import Session
from courses.models.state import describe_state
from courses.models.venue import Venue

# Our choice: four rows of three cards on a wide screen; about six screens on a phone.
RUNS_PER_PAGE = 12
SESSIONS_PER_PAGE = 20


class CataloguePage(BasePage):
    """All courses."""

    page_description = _("All courses, to search by date, venue and device. There is one.")
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1

    class Meta:
        verbose_name = _("catalogue of courses")
        verbose_name_plural = _("catalogues of courses")

    @cached_property
    def courses(self) -> Any:
        """The published courses of this catalogue."""
        return CoursePage.objects.child_of(self).live().public()

    def get_runs(self) -> CourseRunQuerySet:
        """Return the runs of this catalogue that are not over."""
        # Runs belong to the Japanese page of a course; a catalogue in another language has those of its translations.
        runs = CourseRun.objects.visible().filter(course__translation_key__in=self.courses.values("translation_key"))
        return runs.with_dates().not_over(timezone.localdate())

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        runs = self.get_runs()
        venues = list(Venue.objects.filter(sessions__run__in=runs.values("pk")).distinct())
        wishes = parse_wishes(request.GET, {venue.slug for venue in venues})
        found = filter_runs(runs, wishes, now)
        by_date = request.GET.get("view") == "date"
        context["wishes"] = wishes
        context["by_date"] = by_date
        context["choices"] = self.get_choices(venues)
        context["results"] = list_sessions(found, wishes, request, now) if by_date else list_runs(found, request, now)
        context["without_runs"] = [] if by_date or not wishes.is_empty else self.get_courses_without(runs)
        # Who may read this page may read what stands beside it, unless that has a restriction of its own.
        lessons = LessonIndexPage.objects.sibling_of(self).live().filter(view_restrictions__isnull=True).first()
        context["lessons_url"] = lessons.get_url(request) if lessons else ""
        context["phone"] = self.responsible_department.phone if self.responsible_department else ""
        return context

    def get_choices(self, venues: list[Venue]) -> dict[str, list[tuple[Any, Any]]]:
        """Return what the search form offers, as (value, label)."""
        return {
            "devices": [(value.value, value.label) for value in (Device.PHONE, Device.COMPUTER)],
            "levels": Level.choices,
            "venues": [(venue.slug, venue.name) for venue in venues],
            "weekdays": [(number, f"{WEEKDAYS[number - 1]}曜日") for number in ISO_WEEKDAYS],
        }

    def get_courses_without(self, runs: CourseRunQuerySet) -> list[CoursePage]:
        """Return the courses that have no dates at present."""
        return list(self.courses.exclude(translation_key__in=runs.values("course__translation_key")).order_by("path"))


def list_runs(runs: CourseRunQuerySet, request: HttpRequest, now: Any) -> ListPage:
    """Return one page of runs, each as {"run", "state"}."""
    page = Paginator(
        order_by_use(runs, now).select_related("course").with_figures(now).with_sessions(), RUNS_PER_PAGE
    ).get_page(request.GET.get("page"))
    page.object_list = [{"run": run, "state": describe_state(run, now)} for run in page.object_list]
    return page


def list_sessions(runs: CourseRunQuerySet, wishes: Any, request: HttpRequest, now: Any) -> ListPage:
    """Return one page of sessions in the order of their dates, each as {"session", "run", "state"}."""
    with_runs = Prefetch("run", CourseRun.objects.select_related("course").with_figures(now).with_sessions())
    sessions = find_sessions(runs, wishes, now).select_related("venue").prefetch_related(with_runs)
    page = Paginator(sessions.order_by(*Session._meta.ordering), SESSIONS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        {"session": session, "run": session.run, "state": describe_state(session.run, now)}
        for session in page.object_list
    ]
    return page
