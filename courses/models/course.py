"""The page of a course: what one learns, for whom, and when it is held."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

from cms.dates import format_month_day
from cms.models.base import BasePage, BodyPage
from cms.models.translated import is_foreign
from courses.models.calendar import make_calendar
from courses.models.panels import RunsPanel
from courses.models.state import AllocationPolicy, describe_state, is_over
from courses.models.structured_data import describe_course


class Level(models.TextChoices):
    """What one can do before the course. Source: DigComp 2.2 levels, in the three bands of courses.md §9.1."""

    FOUNDATION = "foundation", _("for beginners")  # DigComp 1–2
    INTERMEDIATE = "intermediate", _("for people who can do a little")  # DigComp 3–4
    ADVANCED = "advanced", _("for people who want to help others")  # DigComp 5–6


class Device(models.TextChoices):
    """What the course is held on."""

    PHONE = "phone", _("smartphone")
    COMPUTER = "computer", _("computer")
    EITHER = "either", _("smartphone or computer")


class CoursePage(RoutablePageMixin, BodyPage):
    """A course: evergreen. When it is held and for how many stands in its runs."""

    reading = models.CharField(_("reading of the title"), max_length=120, blank=True, help_text=_("In hiragana."))
    audience = models.CharField(_("for whom the course is"), max_length=80)
    level = models.CharField(_("level of the course"), max_length=12, choices=Level.choices, default=Level.FOUNDATION)
    device = models.CharField(_("device"), max_length=8, choices=Device.choices, default=Device.PHONE)
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    fee_yen = models.PositiveIntegerField(_("course fee in yen"), default=0, help_text=_("0: free of charge."))
    fee_note = models.CharField(
        _("about the course fee"), max_length=80, blank=True, help_text=_("教材費をふくみます, for example.")
    )
    support = models.TextField(
        _("help that can be arranged"), blank=True, help_text=_("Sign language, large print, a seat for a companion …")
    )
    phone = models.CharField(
        _("telephone for applications"), max_length=20, blank=True, help_text=_("Left empty: that of the department.")
    )

    # Neither kana nor telephone numbers mean anything to a translator.
    override_translatable_fields = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("reading", overridable=False),
        SynchronizedField("phone"),
    ]
    page_description = _("What one learns, and for whom. Its dates are added as runs.")
    parent_page_types = ["courses.CataloguePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("reading"),
        FieldPanel("answer"),
        RunsPanel(heading=_("Runs of this course")),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldRowPanel([FieldPanel("level"), FieldPanel("device")]),
                FieldPanel("bring"),
                FieldRowPanel([FieldPanel("fee_yen"), FieldPanel("fee_note")]),
                FieldPanel("support"),
                FieldPanel("phone"),
            ],
            heading=_("For whom and how"),
        ),
        FieldPanel("body"),
        InlinePanel("related_pages", label=_("Related page"), heading=_("Related pages"), max_num=6),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_extra_search_text(self) -> list[str]:
        labels = [str(self.get_level_display()), str(self.get_device_display())]
        return [self.reading, self.audience, *labels, self.bring, self.support]

    @property
    def contact_phone(self) -> str:
        """The number to apply at: the course's own, or that of the department."""
        if self.phone or not self.responsible_department:
            return self.phone
        return self.responsible_department.phone

    @property
    def fee_in_words(self) -> str:
        """無料, or the fee in yen."""
        return _("%(fee)s yen") % {"fee": f"{self.fee_yen:,}"} if self.fee_yen else str(_("Free of charge"))

    @cached_property
    def public_runs(self) -> list[Any]:
        """All runs that residents may see, first meeting first, with sessions, venues and instructors."""
        if self.pk is None:  # the preview of a page that was never saved
            return []
        runs = self.find_runs().visible().with_figures(timezone.now()).with_instructors()
        return sorted(runs, key=lambda run: (run.starts_at is None, run.starts_at or timezone.now(), run.code))

    def find_runs(self) -> Any:
        """Return the runs of the course: they belong to its Japanese page."""
        if not is_foreign(self):
            return self.runs.all()
        return self.runs.model.objects.filter(course__translation_key=self.translation_key)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        items = [self.describe_run(run, request, now) for run in self.public_runs]
        current = [item for item in items if not is_over(item["run"], now)]
        context["runs"] = current
        context["past_runs"] = [item for item in items if item not in current]
        context["is_several"] = len(current) > 1
        context["venues"] = collect_venues(item["run"] for item in current)
        context["instructors"] = collect_instructors(item["run"] for item in current)
        links = self.related_pages.select_related("page")
        context["related_pages"] = [page for link in links if (page := link.page.localized).live]
        context["can_apply"] = any(item["state"].can_apply for item in current)
        context["opens_later"] = any(item["state"].kind == "upcoming" for item in current)
        return context

    @cached_property
    def drawn_runs(self) -> set[int]:
        """Keys of the runs of which a draw is public."""
        return set(self.find_runs().filter(draws__published_at__isnull=False).values_list("pk", flat=True))

    def describe_run(self, run: Any, request: HttpRequest, now: datetime) -> dict[str, Any]:
        """Return what templates/courses/run.html shows of a run."""
        state = describe_state(run, now)
        return {
            "run": run,
            "state": state,
            "announces_lottery": run.policy == AllocationPolicy.LOTTERY
            and (state.can_apply or state.kind == "upcoming"),
            "has_draw": run.pk in self.drawn_runs,
            "table": make_session_table(run),
            "calendar_url": self.get_url(request) + self.reverse_subpage("calendar", args=[run.code]),
        }

    @path("calendar/<slug:code>/", name="calendar")
    def calendar(self, request: HttpRequest, code: str) -> HttpResponse:
        """Serve all sessions of one run as an iCalendar file (RFC 5545)."""
        run = self.find_runs().visible().with_sessions().filter(code=code).first()
        if run is None:
            raise Http404(code)
        content = make_calendar([(run, request.build_absolute_uri(self.get_url(request)))], request.get_host())
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{run.code}.ics"'
        return response

    def get_structured_data(self) -> dict[str, Any]:
        return describe_course(self, super().get_structured_data(), self.get_current_runs(timezone.now()))

    def get_current_runs(self, now: datetime) -> list[Any]:
        return [run for run in self.public_runs if not is_over(run, now)]


class RelatedPage(Orderable):
    """A link to what one may want to read or learn next."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="related_pages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("related page"))

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")


def collect_venues(runs: Iterable[Any]) -> list[Any]:
    """Return the venues of the runs, each once, in the order of the sessions."""
    return list({session.venue_id: session.venue for run in runs for session in run.ordered_sessions}.values())


def collect_instructors(runs: Iterable[Any]) -> list[Any]:
    """Return the instructors of the runs, each once; the main one of a session before the assistants."""
    assignments = [a for run in runs for session in run.ordered_sessions for a in session.ordered_assignments]
    return list({assignment.instructor_id: assignment.instructor for assignment in assignments}.values())


def make_session_table(run: Any) -> dict[str, Any]:
    """Return what components/table.html needs to show the sessions: one row each; places only when they differ."""
    has_places = len(run.places) > 1
    headings = [
        _("Session no."),
        _("Date and time"),
        *([_("Place of the session")] if has_places else []),
        _("What we do"),
    ]
    rows = []
    for session in run.ordered_sessions:
        when = f"{format_month_day(session.date)} {session.hours_in_words}"
        what = [session.topic, "" if session.takes_place else str(session.get_status_display()), session.note]
        number = format_html('<span class="nowrap">{}</span>', _("Session %(number)d") % {"number": session.number})
        rows.append([number, when, *([session.place] if has_places else []), "。".join(part for part in what if part)])
    caption = _("Sessions of run %(code)s") % {"code": run.code}
    columns = [{"heading": str(heading)} for heading in headings]
    return {"id": f"sessions-{run.code}", "caption": caption, "columns": columns, "rows": rows}
