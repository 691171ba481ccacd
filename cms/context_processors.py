"""What the frame of every page shows: city, menu, where one is, emergency notice, links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from wagtail.models import Page

from cms.languages import describe
from cms.models import CitySettings
from cms.models.emergency import EmergencyNotice, find_current_notice
from cms.preferences import Preferences
from cms.versions import find_frame_language, find_home, find_versions

FRAME_PAGES = ("settings", "accessibility", "privacy", "sitemap", "contact", "news", "events", "courses")
# Depth of the pages right below the home page in Wagtail's tree: root 1, home 2.
MENU_DEPTH = 3


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of base.html. Each part is looked up only when a template asks for it."""
    if not hasattr(request, "preferences"):  # an error page for a request that no middleware has seen
        request.preferences = Preferences()
    return {
        "city": SimpleLazyObject(lambda: CitySettings.for_request(request)),
        "main_menu": SimpleLazyObject(lambda: find_menu(request)),
        "breadcrumbs": SimpleLazyObject(lambda: find_breadcrumbs(request)),
        "emergency": find_notice(),
        # Of header and footer: that of the page, unless only the page's own part is in another (courses/views/frame.py).
        "frame_language": find_frame_language(request),
        "frame_lang": describe(find_frame_language(request)).lang,
        "page_lang": describe(get_language()).lang,
        "home_url": SimpleLazyObject(lambda: find_home_url(request)),
        "frame_links": SimpleLazyObject(lambda: find_frame_links(request)),
        "shows_userbar": is_staff_visit(request),
    }


def find_home_url(request: HttpRequest) -> str:
    with override(find_frame_language(request)):
        return reverse("wagtail_serve", args=[""])


def find_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sections of the main menu in the order of the tree."""
    home = find_home(request)
    if home is None:
        return []
    pages = home.get_children().live().public().in_menu()
    return [
        {
            "title": page.title,
            "url": page.get_url(request),
            "is_current": request.path.startswith(page.get_url(request)),
        }
        for page in pages
    ]


def find_breadcrumbs(request: HttpRequest) -> list[dict[str, str]]:
    """Return the pages above the one being served, from the home page down; empty outside the page tree."""
    page: Page | None = getattr(request, "served_page", None)
    if page is None:
        return []
    # A page above a translation may not be translated yet: it is a draft then, and no way leads through it.
    above = page.get_ancestors().filter(depth__gte=MENU_DEPTH - 1).live()
    return [{"title": ancestor.title, "url": ancestor.get_url(request)} for ancestor in above]


def find_frame_links(request: HttpRequest) -> dict[str, str]:
    """Return addresses by name; a page that the city has not chosen is missing."""
    city = CitySettings.for_request(request)
    language = find_frame_language(request)
    with override(language):
        links = {"search": reverse("search"), "feed": reverse("news_feed")}
    pages = {name: page for name in FRAME_PAGES if (page := getattr(city, f"{name}_page"))}
    if language != settings.LANGUAGE_CODE:
        pages = find_versions(pages, language)
    return links | {name: page.get_url(request) for name, page in pages.items() if page.live}


def find_notice() -> dict[str, Any] | None:
    """Return what the emergency banner shows, or None."""
    notice = find_current_notice(timezone.now())
    return describe_notice(notice) if notice else None


def describe_notice(notice: EmergencyNotice) -> dict[str, Any]:
    return {
        "level": notice.effective_level,
        "level_label": notice.level_label,
        "text": notice.get_text("ja"),
        "translations": notice.get_translations(),
        "action_url": notice.action_page.url if notice.action_page else "",
        "action_text": notice.action_text,
        "issued_at": timezone.localtime(notice.starts_at),
        "sender": notice.sender.name,
        "is_drill": notice.is_drill,
    }


def is_staff_visit(request: HttpRequest) -> bool:
    """Say whether a member of staff is looking: only then is a session read at all."""
    if getattr(request, "is_preview", False):
        return True
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
