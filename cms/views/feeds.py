"""RSS of the news, robots.txt."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Page

from cms.languages import LANGUAGES
from cms.models import CitySettings, NewsPage
from cms.versions import find_page_of

NEWS_IN_FEED = 30


class NewsFeed(Feed):
    """The newest news of all departments (RSS 2.0)."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest) -> CitySettings:
        return CitySettings.for_request(request)

    def title(self, city: CitySettings) -> str:
        return _("%(city)sのお知らせ") % {"city": city.local_name}

    def description(self) -> str:
        return _("市からの新しいお知らせ")

    def link(self, city: CitySettings) -> str:
        page = find_page_of(city, "news")
        return page.url if page else reverse("wagtail_serve", args=[""])

    def items(self, city: CitySettings):
        news = NewsPage.objects.live().public().filter(locale__language_code=get_language())
        return news.newest_first()[:NEWS_IN_FEED]

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.summary

    def item_link(self, item: NewsPage) -> str:
        return item.url

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.date, time(9)))

    def item_categories(self, item: NewsPage) -> list[str]:
        return [item.get_category_display()]


class PublicPages(Sitemap):
    """The public pages in all languages; Wagtail's own list has those of the default language only."""

    def items(self):
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True).values_list("path", flat=True)
        pages = Page.objects.none()
        for path in roots:
            pages |= Page.objects.filter(path__startswith=path)
        return pages.live().public().order_by("path").defer_streamfields().specific()


def site_map(request: HttpRequest) -> HttpResponse:
    """Serve the list of all public pages for search engines."""
    return sitemap(request, sitemaps={"wagtail": PublicPages(request)})


def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone and where the list of pages is."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        *[f"Disallow: {address}" for address in find_search_addresses()],
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def find_search_addresses() -> list[str]:
    """Return the addresses of the search in all languages."""
    addresses = []
    for code in LANGUAGES:
        with override(code):
            addresses.append(reverse("search"))
    return addresses
