"""The home page: search, the eight most wanted tasks, courses, news, languages, telephone."""

from copy import copy
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.deconstruct import deconstructible
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.languages import HAS_JAPANESE, language_of_path
from cms.models.base import BasePage, TranslatedRow
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
        """Find the page of an address with one query; Wagtail asks three times for every level of the tree.

        Raises Http404 for an address in another language: where that has no home page yet, Wagtail would serve this one.
        """
        if language_of_path(self.get_url(request) or "/") != get_language():
            raise Http404
        page = find_below(self, path_components)
        if page is None:
            return super().route(request, path_components)
        return page.specific.route(request, path_components[page.depth - self.depth :])

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["tasks"] = with_own_pages(self.tasks.select_related("page"), self)
        context["popular_links"] = self.find_popular_links()
        news = NewsPage.objects.live().public().filter(locale_id=self.locale_id)
        context["latest_news"] = news.newest_first()[:NEWS_SHOWN]
        return context

    def find_popular_links(self) -> list["PopularLink"]:
        """Return the words below the search box whose pages this language has."""
        return with_own_pages(self.popular_links.select_related("page"), self)

    def get_structured_data(self) -> dict[str, Any]:
        home_of = CitySettings.objects.filter(site__root_page__translation_key=self.translation_key)
        city = home_of.first() or CitySettings.for_site(Site.objects.get(is_default_site=True))
        return {
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "name": city.local_name,
            "url": self.full_url,
            "telephone": city.phone,
            "address": {
                "@type": "PostalAddress",
                "postalCode": city.postal_code,
                "streetAddress": city.address,
                "addressCountry": "JP",
            },
        }


def find_below(home: Page, path_components: list[str]) -> Page | None:
    """Return the deepest page on the way of an address below the home page; None where the way begins nowhere."""
    ends = range(1, len(path_components) + 1)
    paths = [f"{home.url_path}{'/'.join(path_components[:end])}/" for end in ends]
    return Page.objects.filter(url_path__in=paths).order_by("-depth").first() if paths else None


@deconstructible
class FitsATile:
    """Japanese is twice as wide as Latin letters and has to be half as long."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, text: str) -> None:
        if not text.isascii() and HAS_JAPANESE.search(text) and len(text) > self.most:
            raise ValidationError(
                _("%(length)d characters do not fit. Please use %(most)d at most."),
                params={"length": len(text), "most": self.most},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FitsATile) and self.most == other.most


def with_own_pages(rows: models.QuerySet, home: HomePage) -> list[Any]:
    """Return the rows whose page is public in the language of the home page, leading there."""
    found = list(rows)
    if home.language.code == settings.LANGUAGE_CODE:
        return [row for row in found if row.page.live]
    keys = [row.page.translation_key for row in found]
    pages = Page.objects.live().filter(translation_key__in=keys, locale_id=home.locale_id)
    own = {page.translation_key: page for page in pages}
    return [lead_to(row, own[key]) for row in found if (key := row.page.translation_key) in own]


def lead_to(row: Any, page: Page) -> Any:
    """Return a copy of the row that leads to another page: the row itself may yet be saved."""
    led = copy(row)
    led.page = page
    return led


class TopTask(TranslatedRow):
    """One of the tiles on the home page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="tasks")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    name = models.CharField(_("name"), max_length=30, validators=[FitsATile(12)])
    hint = models.CharField(_("what one finds there"), max_length=40, blank=True, validators=[FitsATile(16)])
    icon = models.CharField(_("drawing"), max_length=20, choices=ICONS)

    panels = [PageChooserPanel("page"), FieldPanel("name"), FieldPanel("hint"), FieldPanel("icon")]


class PopularLink(TranslatedRow):
    """A word below the search box."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="popular_links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    text = models.CharField(_("word"), max_length=40, validators=[FitsATile(16)])

    panels = [PageChooserPanel("page"), FieldPanel("text")]
