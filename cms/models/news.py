"""News of the departments, and the list of all of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.models.base import BasePage, BodyPage

NEWS_PER_PAGE = 20


class NewsCategory(models.TextChoices):
    RECRUITING = "boshu", _("募集")
    LIFE = "kurashi", _("暮らし")
    HEALTH = "kenko", _("健康")
    CHILDREN = "kosodate", _("子育て")
    SAFETY = "bosai", _("防災")
    ROADS = "doro", _("道路・工事")
    EVENTS = "moyoshi", _("催し")
    COUNCIL = "shisei", _("市政")


class NewsQuerySet(PageQuerySet):
    def newest_first(self) -> "NewsQuerySet":
        return self.order_by("-date", "-pk")


class NewsPage(BodyPage):
    """Something new, dated. It stands below the department it comes from."""

    page_description = _("Something new, with its date.")
    date = models.DateField(_("date"), default=timezone.localdate)
    category = models.CharField(_("kind"), max_length=20, choices=NewsCategory.choices, default=NewsCategory.LIFE)

    objects = PageManager.from_queryset(NewsQuerySet)()
    parent_page_types = ["cms.DepartmentPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        FieldPanel("answer"),
        FieldPanel("body"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def get_structured_data(self) -> dict[str, Any]:
        return {
            **super().get_structured_data(),
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.date.isoformat(),
        }


class NewsIndexPage(BasePage):
    """All news, newest first, by kind."""

    page_description = _("All news, newest first.")
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.live().public().filter(locale_id=self.locale_id).newest_first()
        category = request.GET.get("kind", "")
        if category in NewsCategory.values:
            news = news.filter(category=category)
        else:
            category = ""
        context["categories"] = NewsCategory.choices
        context["category"] = category
        context["category_label"] = NewsCategory(category).label if category else ""
        context["news"] = Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("page"))
        return context
