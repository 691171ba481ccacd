"""Serves the pages of the tree."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.views import serve as serve_page

from cms.models.home import find_below
from cms.versions import find_home


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at an address, in the tree of the address's language.

    Wagtail asks the database which language is active, and takes the Japanese home page where a language has none.
    """
    home = find_home(request)
    if home is None:
        raise Http404
    components = [component for component in path.split("/") if component]
    page = find_below(home, components) or home
    # Where Wagtail keeps what it has found for a request (Page.route_for_request).
    request._wagtail_route_for_request = page.specific.route(request, components[page.depth - home.depth :])
    return serve_page(request, path)
