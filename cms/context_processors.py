"""What the frame of every page shows: city, menu, where one is, emergency notice, links."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from wagtail.models import Page

from cms.languages import describe, own_address
from cms.models import CitySettings
from cms.models.base import HOME_DEPTH
from cms.models.emergency import EmergencyNotice, find_current_notice
from cms.preferences import Preferences
from cms.versions import Version, find_frame_language, find_home, find_languages_once, find_origin, find_versions

FRAME_PAGES = ("settings", "accessibility", "privacy", "sitemap", "contact", "news", "events", "courses")


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of base.html. Each part is looked up only when a template asks for it."""
    if not hasattr(request, "preferences"):  # an error page for a request that no middleware has seen
        request.preferences = Preferences()
    return {
        "city": SimpleLazyObject(lambda: CitySettings.for_request(request)),
        "main_menu": SimpleLazyObject(lambda: find_menu(request)),
        "breadcrumbs": SimpleLazyObject(lambda: find_breadcrumbs(request)),
        "emergency": find_notice(find_frame_language(request)),
        # Of header and footer: that of the page, unless only the page's own part is in another (courses/views/frame.py).
        "frame_language": find_frame_language(request),
        "frame_lang": describe(find_frame_language(request)).lang,
        "is_japanese_frame": find_frame_language(request).startswith("ja"),
        "page_lang": describe(get_language()).lang,
        "og_locale": describe(get_language()).open_graph,
        "site_languages": SimpleLazyObject(lambda: find_chooser(request)),
        "origin": SimpleLazyObject(lambda: find_origin(request)),
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


def find_breadcrumbs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the pages above the one being served, from the home page down; empty outside the page tree."""
    page: Page | None = getattr(request, "served_page", None)
    if page is None:
        return []
    # A page above a translation may not be translated yet: it is a draft then, and no way leads through it.
    above = page.get_ancestors().filter(depth__gte=HOME_DEPTH).live()
    return [{"title": one.title, "url": one.get_url(request), "page": one} for one in above]


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


def find_chooser(request: HttpRequest) -> list[Version]:
    """Return the languages to choose from; none on forms, which have a choice of their own that keeps what was typed."""
    return [] if getattr(request, "has_own_languages", False) else find_languages_once(request)


def find_notice(language: str) -> dict[str, Any] | None:
    """Return what the emergency banner shows in a language, or None."""
    notice = find_current_notice(timezone.now())
    return describe_notice(notice, language) if notice else None


def describe_notice(notice: EmergencyNotice, language: str) -> dict[str, Any]:
    """Return the notice: first in the language of the page, then in the others. Its link's words are written in Japanese."""
    own = describe(language)
    others = [(describe(code.lower()), text) for code, text in notice.get_translations() if code != own.tag]
    if language != settings.LANGUAGE_CODE:
        others.insert(0, (describe(settings.LANGUAGE_CODE), notice.get_text("ja")))
    with override(language):
        action_url = own_address(notice.action_page) if notice.action_page else ""
    return {
        "level": notice.effective_level,
        "level_label": notice.level_label,
        "text": notice.get_text(own.tag),
        "translations": [(other.lang, text) for other, text in others],
        "action_url": action_url,
        "action_text": notice.action_text if language.startswith("ja") else "",
        "issued_at": timezone.localtime(notice.starts_at),
        "sender": notice.sender.name,
        "is_drill": notice.is_drill,
    }


def is_staff_visit(request: HttpRequest) -> bool:
    """Say whether a member of staff is looking: only then is a session read at all."""
    if getattr(request, "is_preview", False):
        return True
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
