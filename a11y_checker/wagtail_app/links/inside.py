"""Whether an address of this site leads anywhere: looked up in the page tree, the files and the redirects, not fetched."""

from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site


class Inside:
    """Knows the public pages of the default site and answers for one address after the other."""

    def __init__(self) -> None:
        self.site = Site.objects.select_related("root_page").get(is_default_site=True)
        below = len(self.site.root_page.url_path) - 1
        pages = Page.objects.live().descendant_of(self.site.root_page, inclusive=True)
        self.paths = {path[below:] for path in pages.values_list("url_path", flat=True)}

    def leads_somewhere(self, url: str) -> bool:
        """url: from the first slash on, with the query."""
        path = unquote(urlsplit(url).path)
        if path in self.paths or f"{path}/" in self.paths:
            return True
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
            return self._is_page(path) or self._is_redirected(url)
        return True

    def _request(self, url: str):
        request = RequestFactory().get(url)
        request._wagtail_site = self.site
        return request

    def _is_page(self, path: str) -> bool:
        components = [part for part in path.split("/") if part]
        try:
            self.site.root_page.specific.route(self._request(path), components)
        except Http404:
            return False
        return True

    def _is_redirected(self, url: str) -> bool:
        request = self._request(url)
        tried = {Redirect.normalise_path(url), Redirect.normalise_path(urlsplit(url).path)}
        return any(redirect and redirect.link for redirect in (get_redirect(request, path) for path in tried))


def find_view(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
