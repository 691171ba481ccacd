"""Whether an address of this site leads anywhere: looked up in the page tree, the files and the redirects, not fetched."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path, override
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site


class Inside:
    """Knows the public pages of the default site and answers for one address after the other."""

    def __init__(self) -> None:
        self.site = Site.objects.select_related("root_page").get(is_default_site=True)
        self.homes = {home.locale.language_code: home for home in find_homes(self.site)}
        self.paths = {path for code, home in self.homes.items() for path in find_paths(home, code)}

    def leads_somewhere(self, url: str) -> bool:
        """url: from the first slash on, with the query."""
        path = unquote(urlsplit(url).path)
        language = get_language_from_path(path) or settings.LANGUAGE_CODE
        # Where a language lacks a page, one at its address says so and leads to the Japanese one.
        bare = path if language == settings.LANGUAGE_CODE else path.removeprefix(f"/{language}")
        for address in {path, bare}:
            if address in self.paths or f"{address}/" in self.paths:
                return True
        with override(language):
            return self._leads_to_view(url, path, language)

    def _leads_to_view(self, url: str, path: str, language: str) -> bool:
        match = find_view(path) or find_view(f"{path}/")
        if match is None:
            return self._is_redirected(url)
        if match.url_name == "wagtaildocs_serve":
            return get_document_model().objects.filter(pk=match.args[0]).exists()
        if path.startswith("/static/"):
            return finders.find(path.removeprefix("/static/")) is not None
        if path.startswith("/media/"):
            return default_storage.exists(path.removeprefix("/media/"))
        if match.url_name == "wagtail_serve":
            return self._is_page(path, language) or self._is_redirected(url)
        return True

    def _request(self, url: str):
        request = RequestFactory().get(url)
        request._wagtail_site = self.site
        return request

    def _is_page(self, path: str, language: str) -> bool:
        components = [part for part in path.split("/") if part]
        home = self.homes.get(language)
        if home is None:
            return False
        if language != settings.LANGUAGE_CODE:
            components = components[1:]
        try:
            home.specific.route(self._request(path), components)
        except Http404:
            return False
        return True

    def _is_redirected(self, url: str) -> bool:
        request = self._request(url)
        tried = {Redirect.normalise_path(url), Redirect.normalise_path(urlsplit(url).path)}
        return any(redirect and redirect.link for redirect in (get_redirect(request, path) for path in tried))


def find_homes(site: Site) -> QuerySet[Page]:
    """Return the public home pages of the site, one for each language."""
    return site.root_page.get_translations(inclusive=True).live().select_related("locale")


def find_paths(home: Page, language: str) -> list[str]:
    """Return the addresses of the public pages of one language."""
    below = len(home.url_path) - 1
    with override(language):
        prefix = reverse("wagtail_serve", args=[""]).rstrip("/")
    pages = Page.objects.live().descendant_of(home, inclusive=True)
    return [prefix + path[below:] for path in pages.values_list("url_path", flat=True)]


def find_view(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
