"""Search over all public pages."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale, Page

from cms.models import PopularLink
from cms.search_text import QUERY_LENGTH_CHARS, build_query, title_matches
from cms.versions import find_home

RESULTS_PER_PAGE = 10
# Our choice: beyond a hundred hits nobody pages on; a better word is faster.
RESULTS_MAXIMUM = 100


@dataclass(frozen=True)
class Result:
    """One hit: the page and the titles of the sections above it."""

    page: Page
    trail: list[str]


def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that hold what the visitor typed (`q`), best first; `page` is the page of the list."""
    text = request.GET.get("q", "").replace("\x00", "")[:QUERY_LENGTH_CHARS].strip()
    hits = find_pages(text)
    results = Paginator(hits, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cms/search.html",
        {
            "query": text,
            "results": results,
            "listed": add_trails(list(results)),
            "total": len(hits),
            "is_capped": len(hits) == RESULTS_MAXIMUM,
            "popular_links": find_popular_links(request),
        },
    )


def find_pages(text: str) -> list[Page]:
    """Return the public pages in the language of the screen that match, best first; none for an empty text.

    At most RESULTS_MAXIMUM.
    """
    query = build_query(text)
    if query is None:
        return []
    pages = Page.objects.live().public().filter(depth__gt=1, locale=Locale.get_active())
    found = list(pages.search(query)[:RESULTS_MAXIMUM])
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in found]).specific()}
    # The databases weigh titles differently (SQLite not at all), so those that match come first here.
    return sorted((specific[page.pk] for page in found), key=lambda page: not title_matches(page.title, text))


def add_trails(pages: list[Page]) -> list[Result]:
    """Return the pages with the titles of their sections, looked up with one query."""
    paths = {page.path[:end] for page in pages for end in range(Page.steplen * 3, len(page.path), Page.steplen)}
    titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
    return [
        Result(page, [titles[page.path[:end]] for end in range(Page.steplen * 3, len(page.path), Page.steplen)])
        for page in pages
    ]


def find_popular_links(request: HttpRequest) -> list[PopularLink]:
    """Return the words of the home page, to try when nothing was found."""
    home = find_home(request)
    return home.specific.find_popular_links() if home else []
