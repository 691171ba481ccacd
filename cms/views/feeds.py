"""RSS of the news, robots.txt."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed

from cms.models import CitySettings, NewsPage

NEWS_IN_FEED = 30


class NewsFeed(Feed):
    """The newest news of all departments (RSS 2.0)."""

    feed_type = Rss201rev2Feed
    language = "ja"
    description = "市からの新しいお知らせ"

    def get_object(self, request: HttpRequest) -> CitySettings:
        return CitySettings.for_request(request)

    def title(self, city: CitySettings) -> str:
        return f"{city.name}のお知らせ"

    def link(self, city: CitySettings) -> str:
        return city.news_page.url if city.news_page else "/"

    def items(self, city: CitySettings):
        return NewsPage.objects.live().public().newest_first()[:NEWS_IN_FEED]

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


def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone and where the list of pages is."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
