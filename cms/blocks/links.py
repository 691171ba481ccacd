"""A list of links, to pages of the site or elsewhere."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.languages import own_address


class LinkValue(StructValue):
    """One link with what the template shows of it."""

    @property
    def href(self) -> str:
        """The address; empty when the page was deleted in the meantime."""
        page = self["page"]
        return own_address(page) if page else self["url"]

    @property
    def label(self) -> str:
        return self["text"] or (self["page"].title if self["page"] else self["url"])


class LinkBlock(StructBlock):
    page = PageChooserBlock(required=False, label=_("Page of this site"))
    url = URLBlock(required=False, label=_("Address elsewhere"))
    text = CharBlock(required=False, label=_("Text of the link"), help_text=_("Left empty: the page's own title."))
    note = CharBlock(required=False, label=_("Note"))

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose a page of this site, or write an address: one of the two."))
                }
            )
        if cleaned["url"] and not cleaned["text"]:
            raise StructBlockValidationError(
                block_errors={"text": ValidationError(_("Write the name of the site that the link leads to."))}
            )
        return cleaned

    class Meta:
        icon = "link"
        value_class = LinkValue


class LinksBlock(ListBlock):
    """Links below each other."""

    def __init__(self, **kwargs):
        super().__init__(LinkBlock(), **kwargs)

    class Meta:
        icon = "link"
        template = "blocks/links.html"
        label = _("Links")
        description = _("Links to other pages, each named by what it leads to.")
