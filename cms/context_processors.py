"""What the frame of every page shows: city, menu, where one is, emergency notice, links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.models import CitySettings
from cms.models.emergency import EmergencyNotice, find_current_notice
from cms.preferences import Preferences

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
        "frame_language": getattr(request, "frame_language", None) or get_language(),
        "frame_links": SimpleLazyObject(lambda: find_frame_links(request)),
        "shows_userbar": is_staff_visit(request),
    }


def find_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sections of the main menu in the order of the tree."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = site.root_page.get_children().live().public().in_menu()
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
    above = page.get_ancestors().filter(depth__gte=MENU_DEPTH - 1)
    return [{"title": ancestor.title, "url": ancestor.get_url(request)} for ancestor in above]


def find_frame_links(request: HttpRequest) -> dict[str, str]:
    """Return addresses by name; a page that the city has not chosen is missing."""
    city = CitySettings.for_request(request)
    links = {"search": reverse("search"), "feed": reverse("news_feed")}
    for name in FRAME_PAGES:
        page = getattr(city, f"{name}_page")
        if page is not None and page.live:
            links[name] = page.get_url(request)
    return links


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
