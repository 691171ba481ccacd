"""Pictures and files, with what a reader wants to know of a file before fetching it."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.models.svg import is_harmless_svg

# Shown to readers instead of the file's ending.
TYPE_NAMES = {"docx": "Word", "xlsx": "Excel"}


class CityImage(AbstractImage):
    """A picture. Its text alternative is written where it is used; `description` is only a suggestion for it."""

    admin_form_fields = Image.admin_form_fields

    @property
    def default_alt_text(self) -> str:
        """Only a description that somebody wrote; never the title, which is often a file name."""
        return self.description

    def clean(self) -> None:
        """Refuse a new drawing (SVG) that does more than draw."""
        super().clean()
        if self.file and not self.file._committed and self.file.name.lower().endswith(".svg"):
            self.file.seek(0)
            if not is_harmless_svg(self.file.read()):
                raise ValidationError(
                    {"file": _("This drawing holds a program or a link. Save it as a plain SVG or PNG.")}
                )
            self.file.seek(0)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    image = models.ForeignKey(CityImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]


class CityDocument(AbstractDocument):
    """A file to download. The number of pages is counted when it is uploaded."""

    page_count = models.PositiveIntegerField(_("number of pages"), null=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args, **kwargs) -> None:
        if self.file and not self.file._committed:
            self.page_count = count_pages(self.file.read()) if self.file_extension == "pdf" else None
            self.file.seek(0)
            self._set_document_file_metadata()  # size and hash, which otherwise the first reader waits for
        super().save(*args, **kwargs)

    @property
    def file_type(self) -> str:
        """PDF, Excel, Word, CSV …"""
        return TYPE_NAMES.get(self.file_extension, self.file_extension.upper())

    @property
    def size_text(self) -> str:
        """120KB, 1.4MB: one decimal only where it tells something."""
        size = self.get_file_size()
        return "" if size is None else filesizeformat(size).replace("\xa0", "").replace(".0", "")


def count_pages(content: bytes) -> int | None:
    """Return the number of pages of a PDF; None when the file is damaged or locked."""
    try:
        return len(PdfReader(BytesIO(content)).pages)
    except (PdfReadError, ValueError, KeyError, TypeError, OSError):
        return None
