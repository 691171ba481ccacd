"""What blocks a page, in words for the editor: what it is, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from a11y_checker.results import Finding, Report
from a11y_checker.wagtail_app.advice import advise, in_words
from a11y_checker.wagtail_app.places import WORDS_MAX_CHARS, find_place, find_words

# Our choice: the gravest few; the panel of the editor lists them all.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that blocks a page. finding: None when no rule failed; where and how are empty when `what` says all."""

    what: str
    where: str = ""
    how: str = ""
    words: str = ""
    finding: Finding | None = None

    def __str__(self) -> str:
        if not self.where:
            return self.what
        return _("%(what)s Where: %(where)s. How to mend it: %(how)s") % {
            "what": self.what,
            "where": f"{self.where}「{self.words}」" if self.words else self.where,
            "how": self.how,
        }


class GateClosedError(Exception):
    """The page was not published: it has failures of level A or AA that nobody answers for."""

    def __init__(self, page: Page, obstacles: list[Obstacle]) -> None:
        super().__init__(f"Page {page.pk} has {len(obstacles)} obstacles. {obstacles[0] if obstacles else ''}")
        self.page = page
        self.obstacles = obstacles


def make_obstacles(page: Page, failures: Iterable[Finding], report: Report | None) -> list[Obstacle]:
    """Return the failures of a page in words for its editor."""
    found = [
        Obstacle(
            what=in_words(failure.message),
            where=find_place(page, failure.block, failure.html).label,
            how=advise(failure.rule, failure.fix),
            words=find_words(failure.html)[:WORDS_MAX_CHARS],
            finding=failure,
        )
        for failure in failures
    ]
    if report and report.error:
        how = _("Look at the preview. If you see an error there too, please tell the web officer.")
        found.append(Obstacle(_("The page cannot be shown, so it could not be judged."), _("the whole page"), how))
    return found


def as_obstacles(sentences: Iterable[str]) -> list[Obstacle]:
    """Return what somebody else than the checker has against a page."""
    return [Obstacle(sentence) for sentence in sentences]


def list_obstacles(obstacles: list[Obstacle]) -> SafeString:
    """Return the first few as a list in HTML, and how many more there are."""
    items = format_html_join("", "<li>{}</li>", ((str(obstacle),) for obstacle in obstacles[:SHOWN]))
    rest = len(obstacles) - SHOWN
    more = format_html("<p>{}</p>", _("And %(count)s more.") % {"count": rest}) if rest > 0 else ""
    return format_html("<ol>{}</ol>{}", items, more)


def explain(request: HttpRequest, page: Page, obstacles: list[Obstacle]) -> None:
    """Tell the person at the screen why the page was not published; what was typed is kept as a draft."""
    text = _("“%(title)s” was not published yet: some readers could not use it. What you typed is kept as a draft.")
    buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Mend the page"))]
    buttons.append(messages.button(reverse("accessibility_panel", args=[page.pk]), _("Check the page")))
    if request.user.has_perm("a11y_checker.add_waiver"):
        buttons.append(messages.button(reverse("accessibility_waive", args=[page.pk]), _("Let it through for a time")))
    heading = text % {"title": page.get_admin_display_title()}
    messages.error(request, format_html("{}{}", heading, list_obstacles(obstacles)), buttons=buttons)


def answer(request: HttpRequest, page: Page, obstacles: list[Obstacle]) -> HttpResponse:
    """Explain, and lead back to the editor; in the form that Wagtail's dialogues understand."""
    explain(request, page, obstacles)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)
