"""Pages of the departments."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models.base import BasePage, BodyPage, contact_point
from cms.models.events import EventPage
from cms.models.news import NewsPage

ITEMS_SHOWN = 5


class DepartmentIndexPage(BasePage):
    """All departments with counter and telephone."""

    page_description = _("All departments.")
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["cms.DepartmentPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of departments")
        verbose_name_plural = _("lists of departments")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["departments"] = (
            DepartmentPage.objects.child_of(self).live().public().select_related("department").order_by("path")
        )
        return context


class DepartmentPage(BodyPage):
    """One department: what it does, where and when, and what it publishes."""

    page_description = _("What a department does, and when and where.")
    duties = StreamField(
        [("duty", CharBlock(label=_("Duty")))], verbose_name=_("duties"), help_text=_("One line each.")
    )

    parent_page_types = ["cms.DepartmentIndexPage"]
    subpage_types = ["cms.NewsPage", "cms.EventPage"]
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("duties"),
        FieldPanel("body"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("department page")
        verbose_name_plural = _("department pages")

    def get_extra_search_text(self) -> list[str]:
        return [str(duty.value) for duty in self.duties]

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["news"] = NewsPage.objects.child_of(self).live().public().newest_first()[:ITEMS_SHOWN]
        context["events"] = (
            EventPage.objects.child_of(self).live().public().upcoming(timezone.localdate())[:ITEMS_SHOWN]
        )
        context["sections"] = find_sections(self)
        return context

    def get_structured_data(self) -> dict[str, Any]:
        data = super().get_structured_data()
        if self.department:
            data["mainEntity"] = contact_point(self.department)
        return data


def find_sections(page: DepartmentPage) -> models.QuerySet[Page]:
    """Return the sections and articles outside the tree of departments that the department looks after."""
    from cms.models.standard import SectionPage  # app ready: standard.py names this module's pages

    sections = SectionPage.objects.live().public().filter(locale_id=page.locale_id)
    return sections.filter(department_id=page.department_id).order_by("path")
