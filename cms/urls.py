"""Addresses of the site. Pages come last: everything that is not listed here is looked up in the page tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views.bundle import css_bundle
from cms.views.feeds import NewsFeed, robots, site_map
from cms.views.pages import serve as serve_page
from cms.views.preferences import change_preferences
from cms.views.search import search
from translations.wagtail_app.views import speech_readings

handler404 = "cms.views.missing.page_not_found"


def picture(request: HttpRequest, path: str) -> HttpResponse:
    """Serve pictures. On a city's server the web server in front may do this.

    Files to download have no address here: /documents/ asks first whether the visitor may have them.
    """
    return serve(request, path, document_root=settings.MEDIA_ROOT)


urlpatterns = [
    path("kanri/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("readings/<int:page_id>/", speech_readings, name="speech_readings"),
    path("display/", change_preferences, name="preferences"),
    path("sitemap.xml", site_map, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("assets/site.<str:version>.css", css_bundle, name="css_bundle"),
    path("", include("courses.urls")),
    re_path(r"^media/(?P<path>(?:images|original_images)/.*)$", picture),
]

if getattr(settings, "SHOW_COMPONENT_GALLERY", False):
    from cms.views.components import gallery  # app ready: only on a developer's machine

    urlpatterns += [path("components/", gallery, name="components")]

# Each language has its own: /search/ and /en/search/. Japanese has no prefix.
urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    path("news/feed/", NewsFeed(), name="news_feed"),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
