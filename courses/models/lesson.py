"""Lessons to learn alone or again after a course, and the page that lists them. Nothing about readers is kept."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.languages import EASY_JAPANESE
from cms.models.base import BasePage
from cms.preferences import COOKIE_NAME, Preferences
from courses.models.course import CoursePage, Device
from courses.models.lesson_blocks import LessonTextBlock, PathBlock, QuestionBlock, StepBlock
from courses.models.lesson_form import LessonForm, WordingPanel
from courses.models.lesson_texts import describe_text, list_languages
from courses.models.run import CourseRun
from courses.models.state import describe_state
from courses.practice import find_practice, list_choices

# Our choice: enough to choose from, and still on one screen.
RUNS_SHOWN = 3
# Source: courses.md §9.2, maintenance; six months for what changes often.
RECHECK_MONTHS = 12
# Source: DigComp 2.2, eight levels of proficiency; the bands of courses.md §9.1.
LEVELS = 8
INTERMEDIATE, ADVANCED = 3, 5


class Topic(models.TextChoices):
    """The groups of lessons. Source: courses.md §9.2."""

    FIRST = "hajime", "はじめの一歩"
    FINDING = "sagasu", "さがす・見る"
    TOGETHER = "tsunagaru", "つながる"
    APPLYING = "tetsuzuki", "手続きする"
    SAFETY = "mamoru", "守る"
    FURTHER = "ippo", "一歩先へ"


class LessonIndexPage(RoutablePageMixin, BasePage):
    """All lessons: by path, then by topic. Below it, each path has a page."""

    paths = StreamField([("path", PathBlock())], blank=True, verbose_name=_("paths"))

    page_description = _("All lessons to learn alone, by path and by topic. There is one.")
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["courses.LessonPage"]
    max_count = 1
    content_panels = [*BasePage.opening_panels, FieldPanel("answer"), FieldPanel("paths"), BasePage.care_panel]

    class Meta:
        verbose_name = _("list of lessons")
        verbose_name_plural = _("lists of lessons")

    def get_extra_search_text(self) -> list[str]:
        return [text for block in self.paths for text in (block.value["title"], block.value["aim"])]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        lessons = {lesson.pk: lesson for lesson in LessonPage.objects.child_of(self).live().public().order_by("path")}
        context["topics"] = [
            {"title": label, "lessons": found}
            for value, label in Topic.choices
            if (found := [lesson for lesson in lessons.values() if lesson.topic == value])
        ]
        context["paths"] = [describe_path(block.value, lessons) for block in self.paths]
        return context

    @path("michi/<int:number>/", name="path")
    def show_path(self, request: HttpRequest, number: int) -> HttpResponse:
        """Serve one path, counted from 1: where it leads and its lessons in their order."""
        if not 1 <= number <= len(self.paths):
            raise Http404(number)
        lessons = {page.pk: page for page in LessonPage.objects.child_of(self).live().public()}
        context = {"path": describe_path(self.paths[number - 1].value, lessons)}
        return self.render(request, context_overrides=context, template="courses/lesson_path.html")


def describe_path(value: Any, lessons: dict[int, Any]) -> dict[str, Any]:
    """Return a path with its published lessons; what is not published is passed over."""
    found = [lessons[page.pk] for page in value["lessons"] if page and page.pk in lessons]
    return {"title": value["title"], "aim": value["aim"], "lessons": found, "minutes": sum(x.minutes for x in found)}


class LessonPage(RoutablePageMixin, BasePage):
    """A lesson: its answer is the aim. The whole of it stands on the page; below it, each step has a page."""

    reading = models.CharField(_("reading of the title"), max_length=120, blank=True, help_text=_("In hiragana."))
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices, default=Topic.FIRST)
    level = models.PositiveSmallIntegerField(
        _("level (DigComp, 1 to 8)"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LEVELS)]
    )
    competences = models.CharField(
        _("competences (DigComp)"), max_length=20, help_text=_("Their numbers: 4.2, 5.2, for example.")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=15, validators=[MinValueValidator(1)])
    device = models.CharField(_("device"), max_length=8, choices=Device.choices, default=Device.PHONE)
    needs = models.TextField(_("what one needs"), blank=True, help_text=_("One thing a line."))
    before = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("lessons to do before")
    )
    steps = StreamField([("step", StepBlock())], min_num=1, max_num=8, verbose_name=_("steps"))
    done = models.TextField(_("what one can do at the end"), blank=True, help_text=_("One thing a line."))
    quiz = StreamField([("question", QuestionBlock())], blank=True, max_num=3, verbose_name=_("questions"))
    mistakes = models.TextField(_("what people often get wrong"), blank=True, help_text=_("One thing a line."))
    plan = models.TextField(_("plan for a class of 15 minutes"), blank=True, help_text=_("One part a line."))
    courses = ParentalManyToManyField(
        CoursePage, blank=True, related_name="lessons", verbose_name=_("courses in which it is taught")
    )
    practice = models.CharField(
        _("practice screen"),
        max_length=20,
        blank=True,
        choices=list_choices,
        help_text=_("It is linked from the lesson."),
    )
    film = models.ForeignKey(
        "cms.VideoPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("film of the lesson"),
        help_text=_("A page of the kind video: it has captions and everything said as text."),
    )
    texts = StreamField([("text", LessonTextBlock())], blank=True, verbose_name=_("texts in other languages"))
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    recheck_months = models.PositiveSmallIntegerField(
        _("見直すまでの月数"),
        default=RECHECK_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("カード、予約、支払い、アプリのように画面や決まりがよく変わるものは6、ほかは12です。"),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("reading", overridable=False),
        SynchronizedField("texts", overridable=False),
    ]
    base_form_class = LessonForm
    page_description = _("One thing to learn alone, in steps with pictures.")
    parent_page_types = ["courses.LessonIndexPage", "courses.StaffLessonIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("reading"),
        FieldPanel("answer", heading=_("Aim"), help_text=_("One sentence that ends in 〜できる。")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("topic"), FieldPanel("device")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("competences"), FieldPanel("minutes")]),
                FieldPanel("needs"),
                FieldPanel("before"),
            ],
            heading=_("For whom and how"),
        ),
        WordingPanel(heading=_("読みやすさ")),
        FieldPanel("steps"),
        FieldPanel("done"),
        FieldPanel("quiz"),
        MultiFieldPanel([FieldPanel("mistakes"), FieldPanel("plan")], heading=_("For people who teach it")),
        FieldPanel("courses"),
        FieldPanel("practice"),
        FieldPanel("film"),
        FieldPanel("texts"),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("recheck_months")]),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_extra_search_text(self) -> list[str]:
        steps = [part for block in self.steps for part in (block.value["heading"], block.value["text"])]
        return [self.reading, self.needs, *steps]

    @property
    def level_in_words(self) -> str:
        """The level as learners know it: the three bands of the courses."""
        if self.level < INTERMEDIATE:
            return str(_("for beginners"))
        if self.level < ADVANCED:
            return str(_("for people who can do a little"))
        return str(_("for people who want to help others"))

    @cached_property
    def numbered_steps(self) -> list[dict[str, Any]]:
        return [{"number": at, "value": block.value} for at, block in enumerate(self.steps, start=1)]

    @property
    def related_runs(self) -> list[dict[str, Any]]:
        return find_related_runs(self.courses.all())

    @property
    def practice_screen(self) -> dict[str, str] | None:
        """The practice screen as {"title", "url"}; None when the lesson has none."""
        screen = find_practice(self.practice)
        return {"title": screen.title, "url": screen.address} if screen else None

    @property
    def earlier_lessons(self) -> list["LessonPage"]:
        return [page for page in self.before.all() if page.live]

    @property
    def other_languages(self) -> list[dict[str, str]]:
        return list_languages(self.texts)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the lesson; one for the staff is read in the admin, where its end is recorded."""
        if self.get_parent().content_type.model == "stafflessonindexpage":
            return redirect("staff_training:lesson", self.pk)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["needs"], context["done"] = self.needs.splitlines(), self.done.splitlines()
        context["mistakes"], context["plan"] = self.mistakes.splitlines(), self.plan.splitlines()
        return context

    @path("<int:number>/", name="step")
    def show_step(self, request: HttpRequest, number: int) -> HttpResponse:
        """Serve one step, with the ways on: done, once more, help."""
        steps = self.numbered_steps
        if not 1 <= number <= len(steps):
            raise Http404(number)
        context = {
            "step": steps[number - 1],
            "total": len(steps),
            "next_url": f"{self.get_url(request)}{number + 1}/" if number < len(steps) else "",
        }
        return self.render(request, context_overrides=context, template="courses/lesson_step.html")

    @path("<slug:language>/", name="text")
    def show_text(self, request: HttpRequest, language: str) -> HttpResponse:
        """Serve the whole lesson in another language; the header and the footer stay Japanese."""
        text = describe_text(self, language)
        if text is None:
            raise Http404(language)
        request.frame_language = settings.LANGUAGE_CODE  # type: ignore[attr-defined]
        if language == EASY_JAPANESE:  # who chooses it reads kana; another choice of furigana stays
            own = Preferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
            request.preferences = own.on_page("all")  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.render(request, context_overrides={"text": text}, template="courses/lesson_text.html")
            response.render()
        response["Content-Language"] = language
        return response


def find_lessons() -> Any:
    """Return the published lessons in Japanese, in the order of the tree."""
    return LessonPage.objects.live().public().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")


def find_lesson_index() -> LessonIndexPage | None:
    """Return the published list of lessons in Japanese."""
    pages = LessonIndexPage.objects.live().public().filter(locale__language_code=settings.LANGUAGE_CODE)
    return pages.order_by("path").first()


def find_related_runs(courses: Iterable[CoursePage]) -> list[dict[str, Any]]:
    """Return the next runs of these courses that one can apply for, as {"run", "state"}, next to begin first."""
    now = timezone.now()
    runs = CourseRun.objects.public().accepting(now).filter(course__in=courses).with_dates()
    found = runs.select_related("course").with_sessions().order_by("first_day", "code")[:RUNS_SHOWN]
    return [{"run": run, "state": describe_state(run, now)} for run in found]
