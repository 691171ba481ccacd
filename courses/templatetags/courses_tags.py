"""Template tags that show courses on pages of the site."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from cms.languages import describe
from cms.models import CitySettings
from cms.models.files import count_pages, say_facts
from cms.preferences import FORM_LANGUAGES
from courses.lesson_handout import make_handout
from courses.models import CourseRun, HelpSession, LessonPage
from courses.models.state import describe_state
from courses.paper import FontMissing
from courses.views.staff.screen import name_staff

register = template.Library()
register.filter("staff_name", name_staff)

# Source: issue of the Foundation: the home page shows the three next runs.
RUNS_SHOWN = 3


@register.filter
def choices_of(field: Any) -> list[dict[str, Any]]:
    """Return the choices of a form field for components/choices.html."""
    chosen = field.value() or []
    chosen = [str(value) for value in chosen] if isinstance(chosen, (list, tuple)) else [str(chosen)]
    return [{"value": value, "label": label, "is_chosen": str(value) in chosen} for value, label in field.field.choices]


@register.filter
def language_name(code: str) -> str:
    """Return the own name of a person's language; an empty text for Japanese."""
    return FORM_LANGUAGES.get(code, "")


@register.simple_tag
def form_languages() -> list[dict[str, Any]]:
    """Return the languages of the forms: value of the display setting, own name, language code, whether it is in force."""
    language = describe(get_language())
    return [
        {"value": value, "name": name, "lang": describe(value).lang, "is_current": describe(value) == language}
        for value, name in FORM_LANGUAGES.items()
    ]


@register.inclusion_tag("courses/upcoming_runs.html", takes_context=True)
def upcoming_runs(context: template.Context, count: int = RUNS_SHOWN, level: int = 3) -> dict[str, Any]:
    """Show cards of the next runs that one can apply for, next to begin first; a sentence when there is none.

    level: level of the cards' headings.
    """
    now = timezone.now()
    runs = CourseRun.objects.public().accepting(now).with_dates().select_related("course").with_sessions()
    items = [{"run": run, "state": describe_state(run, now)} for run in runs.order_by("first_day", "code")[:count]]
    return {"items": items, "level": level, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def handout_facts(context: template.Context, lesson: LessonPage) -> str:
    """Return what stands behind the link to a lesson's handout: type, pages and size; the type alone where no PDF can be made.

    It is the published lesson's, also beside a draft.
    """
    if getattr(context["request"], "is_preview", False):
        lesson = LessonPage.objects.get(pk=lesson.pk)
    try:
        pdf = make_handout(lesson, lesson.full_url, CitySettings.for_request(context["request"]).name)
    except FontMissing:
        return say_facts("PDF", None, None)
    return say_facts("PDF", count_pages(pdf), len(pdf))


@register.inclusion_tag("courses/drop_in/next.html")
def next_help_session() -> dict[str, Any]:
    """Show the next 相談会 that takes place, or the way to the list when none is planned."""
    return {"next": HelpSession.objects.upcoming(timezone.now()).taking_place().first()}
