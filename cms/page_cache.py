"""Keeps finished public pages for a minute, so that a rush of visitors (an emergency) costs no database work.

Every change of content starts a new generation, so nobody waits for the minute to pass. With a cache per process
(the default) other processes follow within the minute; with Redis they follow at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from cms.preferences import COOKIE_NAME, Preferences

# Our choice: dates and deadlines on a page may be a minute late.
CACHE_AGE_S = 60
GENERATION_KEY = "page-cache-generation"
# Parameters that choose another content of a page; an address with any other is served but not kept.
KNOWN_PARAMETERS = frozenset(
    {"page", "kind", "past", "view", "venue", "weekday", "level", "device", "open", "seats", "closing"}
)
PARAMETER_LENGTH_CHARS = 20
GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class StoredResponse:
    """What is kept of a response."""

    content: bytes
    headers: dict[str, str]

    def restore(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers.items():
            response[name] = value
        return response


class PageCacheMiddleware:
    """Answer from the cache where everybody with the same display settings gets the same page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_cacheable_request(request):
            return self.get_response(request)
        key = cache_key(request)
        stored = cache.get(key)
        if stored is not None:
            return stored.restore()
        response = self.get_response(request)
        if is_cacheable_response(response):
            # Browsers keep the page but ask each time whether it is still the newest.
            patch_cache_control(response, no_cache=True)
            cache.set(key, StoredResponse(response.content, dict(response.items())), CACHE_AGE_S)
        return response


def is_cacheable_request(request: HttpRequest) -> bool:
    """Say whether the answer is the same for everybody: no member of staff, no form, no unknown parameter, no draft."""
    if getattr(request, "is_dummy", False):  # Wagtail renders a draft under the address of its public page
        return False
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    if request.path_info.startswith((reverse("wagtailadmin_home"), "/documents/", "/media/", "/static/")):
        return False
    return all(name in KNOWN_PARAMETERS and len(value) <= PARAMETER_LENGTH_CHARS for name, value in request.GET.items())


def is_cacheable_response(response: HttpResponse) -> bool:
    """Say whether the page may be shown to others: never one person's (Cache-Control: no-store)."""
    is_page = response.get("Content-Type", "").startswith("text/html") and not is_personal(response)
    return is_page and response.status_code == 200 and not response.streaming and not response.cookies


def is_personal(response: HttpResponse) -> bool:
    """Say whether the view marked the page as one person's."""
    return "no-store" in response.get("Cache-Control", "")


def cache_key(request: HttpRequest) -> str:
    """Return the key: generation, host, address, and the few display settings there are."""
    preferences = Preferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
    query = sorted((name, tuple(request.GET.getlist(name))) for name in request.GET)
    parts = (request.scheme, request.get_host(), request.method, request.path, str(query), preferences.to_cookie())
    return f"page:{cache.get(GENERATION_KEY, 0)}:{sha256(repr(parts).encode()).hexdigest()}"


def start_new_generation(**kwargs: object) -> None:
    """Forget every kept page; a receiver for signals too."""
    try:
        cache.incr(GENERATION_KEY)
    except ValueError:  # no generation yet
        cache.set(GENERATION_KEY, 1, None)
