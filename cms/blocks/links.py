"""A list of links, to pages of the site or elsewhere."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from cms.dates import is_japanese
from cms.languages import own_address


class LinkValue(StructValue):
    """One link with what the template shows of it."""

    @property
    def href(self) -> str:
        """The address; empty when the page was deleted in the meantime."""
        page = self["page"]
        return own_address(page) if page else self["url"]

    # Set by the list of links, for all with one query: the title in the language of the screen.
    own_title = ""

    @property
    def label(self) -> str:
        return self["text"] or self.own_title or (self["page"].title if self["page"] else self["url"])

    @property
    def lang(self) -> str:
        """The language of the label where it is not that of the screen: the title of a page that is there in Japanese only."""
        if self["text"] or self.own_title or not self["page"] or is_japanese():
            return ""
        return settings.LANGUAGE_CODE


def name_pages(links: list[LinkValue]) -> None:
    """Give the links the titles that their pages have in the language of the screen; none where a page has no version."""
    keys = [link["page"].translation_key for link in links]
    versions = Page.objects.live().filter(translation_key__in=keys, locale__language_code=get_language())
    titles = dict(versions.values_list("translation_key", "title"))
    for link in links:
        link.own_title = titles.get(link["page"].translation_key, "")


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

    def get_context(self, value, parent_context=None):
        """Name each page by its title in the language of the screen."""
        if get_language() not in (None, settings.LANGUAGE_CODE):
            name_pages([link for link in value if link["page"]])
        return super().get_context(value, parent_context)

    class Meta:
        icon = "link"
        template = "blocks/links.html"
        label = _("Links")
        description = _("Links to other pages, each named by what it leads to.")
