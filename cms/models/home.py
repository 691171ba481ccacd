"""The home page: search, the eight most wanted tasks, courses, news, languages, telephone."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page, Site
from wagtail.url_routing import RouteResult

from cms.models.base import BasePage
from cms.models.news import NewsPage
from cms.models.site_settings import CitySettings

# Source: issue of the home page: "the eight most wanted tasks".
TASKS_MAXIMUM = 8
NEWS_SHOWN = 4

ICONS = [
    ("gomi", _("waste")),
    ("shomei", _("certificate")),
    ("hikkoshi", _("moving")),
    ("kosodate", _("child")),
    ("bosai", _("shield")),
    ("kenko", _("medicine")),
    ("kaigo", _("care")),
    ("zei", _("money")),
    ("suido", _("water")),
    ("koza", _("smartphone")),
    ("toshokan", _("book")),
    ("bus", _("bus")),
]


class HomePage(BasePage):
    """The first page of the site."""

    page_description = _("The first page of the site.")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.SectionPage",
        "cms.ArticlePage",
        "cms.NewsIndexPage",
        "cms.ContactPage",
        "cms.SiteMapPage",
        "cms.AccessibilityPage",
        "cms.DisplaySettingsPage",
    ]
    max_count_per_parent = 1
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        InlinePanel("tasks", label=_("Most wanted"), max_num=TASKS_MAXIMUM),
        InlinePanel("popular_links", label=_("Often looked for"), max_num=6),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address with one query; Wagtail asks three times for every level of the tree."""
        ends = range(1, len(path_components) + 1)
        paths = [f"{self.url_path}{'/'.join(path_components[:end])}/" for end in ends]
        page = Page.objects.filter(url_path__in=paths).order_by("-depth").first()
        if page is None:
            return super().route(request, path_components)
        return page.specific.route(request, path_components[page.depth - self.depth :])

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["tasks"] = self.tasks.select_related("page").filter(page__live=True)
        context["popular_links"] = self.popular_links.select_related("page").filter(page__live=True)
        context["latest_news"] = NewsPage.objects.live().public().newest_first()[:NEWS_SHOWN]
        return context

    def get_structured_data(self) -> dict[str, Any]:
        site = Site.objects.get(is_default_site=True) if not self.get_site() else self.get_site()
        city = CitySettings.for_site(site)
        return {
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "name": city.name,
            "url": self.full_url,
            "telephone": city.phone,
            "address": {
                "@type": "PostalAddress",
                "postalCode": city.postal_code,
                "streetAddress": city.address,
                "addressCountry": "JP",
            },
        }


class TopTask(Orderable):
    """One of the tiles on the home page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="tasks")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    name = models.CharField(_("name"), max_length=12)
    hint = models.CharField(_("what one finds there"), max_length=16, blank=True)
    icon = models.CharField(_("drawing"), max_length=20, choices=ICONS)

    panels = [PageChooserPanel("page"), FieldPanel("name"), FieldPanel("hint"), FieldPanel("icon")]


class PopularLink(Orderable):
    """A word below the search box."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="popular_links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    text = models.CharField(_("word"), max_length=16)

    panels = [PageChooserPanel("page"), FieldPanel("text")]
