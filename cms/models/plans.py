"""Plans and reports: a summary to read here, and the whole text as a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyStreamBlock
from cms.models.base import BasePage


class PlanPage(BasePage):
    """A plan or report with its summary in HTML beside the PDF."""

    page_description = _("A plan or report: a summary to read, and the file.")
    period = models.CharField(_("period"), max_length=60, help_text=_("令和8年度から令和12年度まで, for example."))
    document = models.ForeignKey(
        "cms.CityDocument", on_delete=models.PROTECT, related_name="+", verbose_name=_("whole text (file)")
    )
    summary_body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("summary"),
        help_text=_("What the plan says, so that nobody has to open the file."),
    )

    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("period"),
        FieldPanel("summary_body"),
        FieldPanel("document"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("plan or report")
        verbose_name_plural = _("plans and reports")

    def get_extra_search_text(self) -> list[str]:
        return [str(part) for part in self.summary_body.stream_block.get_searchable_content(self.summary_body)]
