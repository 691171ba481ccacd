"""Blocks that make something stand out, or say whom to ask."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.text import TEXT_FEATURES


class NoticeBlock(StructBlock):
    """One idea in a frame. The kind stands there in words, not only as a colour."""

    kind = ChoiceBlock(
        choices=[
            ("plain", _("Note (お知らせ)")),
            ("caution", _("Caution (注意)")),
            ("stop", _("Do not (してはいけないこと)")),
            ("done", _("Done (すみました)")),
        ],
        default="plain",
        label=_("Kind"),
    )
    title = CharBlock(label=_("Title"))
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        template = "blocks/notice.html"
        label = _("Notice")
        description = _("One idea that must not be missed; at most two on a page.")


class ContactBlock(StructBlock):
    """A contact other than the page's own department, which stands at the foot of every page by itself."""

    department = SnippetChooserBlock("cms.Department", label=_("Department"))
    note = CharBlock(required=False, label=_("What to ask there"))

    class Meta:
        icon = "mail"
        template = "blocks/contact.html"
        label = _("Contact")
        description = _("Another department to ask.")
