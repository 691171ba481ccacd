"""Which pages there are in the language of the screen: its home page, and the versions of a page."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.models import CitySettings


def find_frame_language(request: HttpRequest) -> str:
    """Return the language of header and footer."""
    return getattr(request, "frame_language", None) or get_language() or settings.LANGUAGE_CODE


def find_home(request: HttpRequest) -> Page | None:
    """Return the home page in the language of header and footer; None where that language has none yet."""
    site = Site.find_for_request(request)
    language = find_frame_language(request)
    if site is None or language == settings.LANGUAGE_CODE:
        return site.root_page if site else None
    known = request.__dict__.setdefault("homes_by_language", {})
    if language not in known:
        homes = site.root_page.get_translations().live().filter(locale__language_code=language)
        known[language] = homes.first()
    return known[language]


def find_versions(pages: dict[str, Page], language: str) -> dict[str, Page]:
    """Return those of the pages that are public in the language, under the same names."""
    keys = {page.translation_key: name for name, page in pages.items()}
    found = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code=language)
    return {keys[page.translation_key]: page for page in found}


def find_page_of(city: CitySettings, name: str) -> Page | None:
    """Return a page that the frame links to in the language of the screen, such as "news"; None where there is none."""
    page = getattr(city, f"{name}_page")
    if page is None or get_language() == settings.LANGUAGE_CODE:
        return page
    return find_versions({name: page}, get_language()).get(name)
