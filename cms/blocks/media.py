"""Blocks for pictures, files and places."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, FloatBlock, RichTextBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock

from a11y_checker.wagtail_app.single_checks import find_alt_problem

# Our choice: a shorter text beside a file that some readers cannot open names it and does not say what it holds.
SUMMARY_MIN_CHARS = 20


class PictureBlock(WagtailImageBlock):
    """A picture whose text alternative is written for this place, or which is marked as decoration."""

    image = ImageChooserBlock(required=False, label=_("Picture"))  # Wagtail names it in English only

    def clean(self, value):
        cleaned = super().clean(value)
        alt = (cleaned.contextual_alt_text or "").strip() if cleaned else ""
        if alt and (problem := find_alt_problem(alt, cleaned.file.name)):
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(str(problem))})
        return cleaned

    def deconstruct(self):
        return ("cms.blocks.media.PictureBlock", [], self._constructor_kwargs)

    class Meta:
        icon = "image"
        template = "blocks/picture.html"
        label = _("Picture")


class ImageBlock(StructBlock):
    image = PictureBlock(label=_("Picture"))
    caption = CharBlock(required=False, label=_("Text below the picture"))

    class Meta:
        icon = "image"
        template = "blocks/image.html"
        label = _("Picture")
        description = _("A photograph or drawing, described for those who do not see it.")


class FileBlock(StructBlock):
    """One file to download; type, size and number of pages are filled in by the program."""

    document = DocumentChooserBlock(label=_("File"))
    text = CharBlock(label=_("What it is"), help_text=_("粗大ごみ処理券を売っている店の一覧, for example."))
    note = CharBlock(
        required=False, label=_("What it holds"), help_text=_("One line. The content also stands on the page.")
    )

    def clean(self, value):
        """Ask for a summary beside a file that some readers cannot use."""
        cleaned = super().clean(value)
        document = cleaned["document"]
        is_told = len(cleaned["note"].strip()) >= SUMMARY_MIN_CHARS or document.is_told
        if document.is_hard_to_read and not is_told:
            text = _("%(problem)s Until then, write here in %(count)s letters or more what the file says.")
            words = {"problem": document.find_problems()[0], "count": SUMMARY_MIN_CHARS}
            raise StructBlockValidationError(block_errors={"note": ValidationError(text % words)})
        return cleaned

    class Meta:
        icon = "doc-full"
        template = "blocks/file.html"
        label = _("File to download")
        description = _("A PDF or other file; its type and size are shown by themselves.")


class MapPlaceBlock(StructBlock):
    """A place: address and the way there in words. No map of somebody else's is loaded."""

    name = CharBlock(label=_("Name"))
    address = CharBlock(label=_("Address"))
    route = RichTextBlock(label=_("How to get there, in words"), features=["bold", "ul", "link"])
    latitude = FloatBlock(required=False, label=_("Latitude"), min_value=-90, max_value=90)
    longitude = FloatBlock(required=False, label=_("Longitude"), min_value=-180, max_value=180)

    def clean(self, value):
        cleaned = super().clean(value)
        if (cleaned["latitude"] is None) != (cleaned["longitude"] is None):
            missing = "latitude" if cleaned["latitude"] is None else "longitude"
            raise StructBlockValidationError(
                block_errors={missing: ValidationError(_("Fill in both latitude and longitude, or neither."))}
            )
        return cleaned

    class Meta:
        icon = "site"
        template = "blocks/map_place.html"
        label = _("Place")
        description = _("Address and the way there in words.")
