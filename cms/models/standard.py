"""Sections, articles and frequently asked questions."""

from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.blocks.text import TEXT_FEATURES
from cms.models.base import BasePage, BodyPage, TranslatedRow

CONTENT_TYPES = [
    "cms.SectionPage",
    "cms.ArticlePage",
    "cms.FormsPage",
    "cms.PlanPage",
    "cms.VideoPage",
    "cms.FAQPage",
]


class SectionPage(BodyPage):
    """A subject with the pages below it."""

    page_description = _("A page with the pages of one subject below it.")
    subpage_types = [
        *CONTENT_TYPES,
        "cms.EventIndexPage",
        "cms.NewsIndexPage",
        "cms.DepartmentIndexPage",
        "courses.CataloguePage",
        "courses.LessonIndexPage",
        "courses.StaffLessonIndexPage",
    ]
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_children_to_list(self) -> models.QuerySet[Page]:
        """Return the published pages below, in the order of the tree, with their own fields."""
        return self.get_children().live().public().specific()


class ArticlePage(BodyPage):
    """The standard page: one subject, one answer."""

    page_description = _("The ordinary page: it explains one thing.")
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class FAQPage(BodyPage):
    """Questions that people really ask, with their answers."""

    page_description = _("Questions with their answers, one below the other.")
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("body"),
        InlinePanel("items", label=_("Question"), min_num=1),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")

    def get_extra_search_text(self) -> list[str]:
        return [text for item in self.items.all() for text in (item.question, item.answer)]

    def get_structured_data(self) -> dict[str, Any]:
        return {
            **super().get_structured_data(),
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": item.question,
                    "acceptedAnswer": {"@type": "Answer", "text": strip_tags(item.answer)},
                }
                for item in self.items.all()
            ],
        }


class FAQItem(TranslatedRow):
    page = ParentalKey(FAQPage, on_delete=models.CASCADE, related_name="items")
    question = models.CharField(_("question"), max_length=300)
    answer = RichTextField(_("answer"), features=TEXT_FEATURES)

    panels = [FieldPanel("question"), FieldPanel("answer")]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("question")
