"""Application forms to download, each explained so that nobody has to open the file to know it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField

from cms.blocks.text import TEXT_FEATURES
from cms.models.base import BasePage, BodyPage, TranslatedRow


class FormsPage(BodyPage):
    """The forms of one subject."""

    page_description = _("Application forms to download, each explained.")
    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("body"),
        InlinePanel("forms", label=_("Application form"), min_num=1),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("forms to download")
        verbose_name_plural = _("forms to download")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["forms"] = self.forms.select_related("document")
        return context

    def get_extra_search_text(self) -> list[str]:
        return [text for form in self.forms.all() for text in (form.name, form.purpose, form.who, form.summary)]


class FormItem(TranslatedRow):
    """One form: what for, who uses it, the file, what it asks, what to bring."""

    page = ParentalKey(FormsPage, on_delete=models.CASCADE, related_name="forms")
    name = models.CharField(_("name"), max_length=200)
    purpose = models.CharField(_("what for"), max_length=500)
    who = models.CharField(_("who uses it"), max_length=500)
    document = models.ForeignKey("cms.CityDocument", on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))
    summary = RichTextField(
        _("what one fills in"),
        features=TEXT_FEATURES,
        help_text=_("What the form asks, until when and where to hand it in: for those who cannot open the file."),
    )
    bring = StreamField([("item", CharBlock(label=_("Thing")))], blank=True, verbose_name=_("what to bring"))

    panels = [
        FieldPanel("name"),
        FieldPanel("purpose"),
        FieldPanel("who"),
        FieldPanel("document"),
        FieldPanel("summary"),
        FieldPanel("bring"),
    ]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("application form")
