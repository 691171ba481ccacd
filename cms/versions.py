"""Which pages there are in the language of the screen: its home page, and the versions of a page."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.languages import EASY_JAPANESE, LANGUAGES, Language, in_language
from cms.models import CitySettings
from translations.wagtail_app.page_states import state_of


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
    found = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    return {keys[page.translation_key]: page for page in found}


def find_page_of(city: CitySettings, name: str) -> Page | None:
    """Return a page that the frame links to in the language of the screen, such as "news"; None where there is none."""
    page = getattr(city, f"{name}_page")
    if page is None or get_language() == settings.LANGUAGE_CODE:
        return page
    return find_versions({name: page}, get_language()).get(name)


@dataclass(frozen=True)
class Version:
    """A language in the chooser. exists: whether it has the page that is being shown."""

    language: Language
    url: str
    is_current: bool
    exists: bool


def find_site_languages(request: HttpRequest) -> list[Version]:
    """Return the languages that have a home page, each with the way to the page being shown; none where there is but one.

    One query. A page that a language lacks is led to all the same: at its address stands what there is instead.
    """
    site = Site.find_for_request(request)
    if site is None:
        return []
    page: Page | None = getattr(request, "served_page", None)
    home_key = site.root_page.translation_key
    keys = {home_key, page.translation_key if page else home_key}
    rows = Page.objects.live().filter(translation_key__in=keys).values_list("translation_key", "locale__language_code")
    found = set(rows)
    is_same = page is not None or getattr(request.resolver_match, "url_name", "") in SAME_IN_ALL
    current = find_frame_language(request)
    versions = []
    for code, language in LANGUAGES.items():
        if (home_key, code) in found:
            url = in_language(request.path if is_same else "/", code)
            exists = (page.translation_key, code) in found if page else is_same
            versions.append(Version(language, url, code == current, exists))
    return versions if len(versions) > 1 else []


# Views that every language has below its own prefix.
SAME_IN_ALL = frozenset({"search", "wagtail_serve"})


@dataclass(frozen=True)
class Origin:
    """What a page in another language says about itself. kind: machine, edited, checked or written."""

    kind: str
    person_on: date | None
    stale_since: date | None
    japanese_url: str
    easy_url: str


def find_origin(request: HttpRequest) -> Origin | None:
    """Return where the words of the page being shown come from; None for a Japanese page."""
    page: Page | None = getattr(request, "served_page", None)
    language = get_language()
    if page is None or language == settings.LANGUAGE_CODE:
        return None
    label = state_of(page)
    kind = "machine" if label.is_machine else label.state or "written"
    urls = {version.language.code: version.url for version in find_languages_once(request) if version.exists}
    easy = "" if language == EASY_JAPANESE else urls.get(EASY_JAPANESE, "")
    return Origin(kind, label.person_on, label.stale_since, urls.get(settings.LANGUAGE_CODE, ""), easy)


def find_languages_once(request: HttpRequest) -> list[Version]:
    """The languages of the chooser, looked up once for a request."""
    known = request.__dict__
    if "site_languages" not in known:
        known["site_languages"] = find_site_languages(request)
    return known["site_languages"]
