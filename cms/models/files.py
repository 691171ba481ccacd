"""Pictures and files, with what a reader wants to know of a file before fetching it."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from a11y_checker.files import DOCUMENTS, judge
from a11y_checker.wagtail_app.single_checks import Problem, find_file_problems
from cms.dates import is_japanese
from cms.models.svg import is_harmless_svg

# Shown to readers instead of the file's ending.
TYPE_NAMES = {"docx": "Word", "xlsx": "Excel"}
# Problems with which somebody cannot read the file at all, or not in its order. Source: a11y_checker/files.py.
HARD_TO_READ = frozenset(
    {"missing", "damaged", "locked", "protected", "huge", "no_text", "some_pages", "no_tags", "no_characters"}
)
UNOPENED = frozenset({"missing", "damaged", "locked", "huge"})
# Our choice: a file of more pages is looked into by few on a telephone; what it says in short belongs beside it.
LONG_PAGES = 10


class CityImage(AbstractImage):
    """A picture. Its text alternative is written where it is used; `description` is only a suggestion for it."""

    class Purpose(models.TextChoices):
        UNKNOWN = "", _("not said yet")
        DESCRIBED = "described", _("It tells something: the description says what it shows.")
        DECORATIVE = "decorative", _("It is decoration: nothing is missed without it.")

    purpose = models.CharField(_("what the picture is for"), max_length=10, choices=Purpose.choices, blank=True)

    admin_form_fields = tuple(
        name
        for field in Image.admin_form_fields
        for name in (("purpose", field) if field == "description" else (field,))
    )

    @property
    def default_alt_text(self) -> str:
        """Only a description that somebody wrote; never the title, which is often a file name."""
        return "" if self.purpose == self.Purpose.DECORATIVE else self.description

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
    """A file to download. When it is uploaded its pages are counted and the checker's rules for files judge it.

    summary, alternative: what it says in words, for those who cannot open it; asked for when it is hard to read or long.

    problems: problem → what goes with it, as a11y_checker.files.judge gives them. judged_at: None before the first time.
    is_tagged: of a PDF that could be opened; None of any other file.
    """

    page_count = models.PositiveIntegerField(_("number of pages"), null=True, editable=False)
    is_tagged = models.BooleanField(_("tagged"), null=True, editable=False)
    problems = models.JSONField(_("problems"), default=dict, editable=False)
    judged_at = models.DateTimeField(null=True, editable=False)
    summary = models.TextField(
        _("what the file says"),
        max_length=1000,
        blank=True,
        help_text=_("In two or three sentences, for those who cannot open the file. It stands on the page beside it."),
    )
    alternative = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that says the same"),
    )

    admin_form_fields = (*Document.admin_form_fields, "summary")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args, **kwargs) -> None:
        if self.file and not self.file._committed:
            self.look_at(self.file.read())
            self.file.seek(0)
            self._set_document_file_metadata()  # size and hash, which otherwise the first reader waits for
        super().save(*args, **kwargs)

    def look_at(self, content: bytes | None) -> None:
        """Write down what a reader and an editor want to know of the content; None when the file is not there."""
        kind = self.file_extension
        self.page_count = count_pages(content) if kind == "pdf" and content is not None else None
        self.problems, self.judged_at = {}, timezone.now()
        if content is None:
            self.problems = {"missing": ""}
        elif kind in DOCUMENTS:
            self.problems = dict(judge(content, kind).problems)
        is_open_pdf = kind == "pdf" and not UNOPENED.intersection(self.problems)
        self.is_tagged = ("no_tags" not in self.problems) if is_open_pdf else None

    @property
    def is_hard_to_read(self) -> bool:
        """Whether some readers cannot use it, so that a summary has to stand beside it."""
        return bool(HARD_TO_READ.intersection(self.problems))

    @property
    def is_long(self) -> bool:
        return (self.page_count or 0) > LONG_PAGES

    @property
    def needs_words(self) -> bool:
        """Whether what it says is asked for in words."""
        return self.is_hard_to_read or self.is_long

    @property
    def public_alternative(self) -> Page | None:
        """The page that says the same, as long as everybody can read it."""
        if self.alternative_id is None:
            return None
        return Page.objects.live().public().filter(pk=self.alternative_id).first()

    @property
    def is_told(self) -> bool:
        """Whether what it says stands in words somewhere."""
        return bool(self.summary or self.public_alternative)

    def find_problems(self) -> list[Problem]:
        """Return what is wrong and how to mend it, gravest first."""
        return find_file_problems(self.file_extension, self.problems) if self.file_extension in DOCUMENTS else []

    @property
    def tags_in_words(self) -> str:
        if self.is_tagged is None:
            return "–"
        return gettext("tagged") if self.is_tagged else gettext("not tagged")

    @property
    def state_in_words(self) -> str:
        """Whether everybody can use it, for the admin's lists."""
        if self.judged_at is None:
            return gettext("not judged yet")
        if not self.needs_words:
            return gettext("usable")
        if self.is_hard_to_read:
            return gettext("hard to read, with summary") if self.is_told else gettext("hard to read, summary missing")
        return gettext("long, with summary") if self.is_told else gettext("long, summary missing")

    @property
    def file_type(self) -> str:
        """PDF, Excel, Word, CSV …"""
        return TYPE_NAMES.get(self.file_extension, self.file_extension.upper())

    @property
    def facts(self) -> str:
        """What stands behind a link's words, in the language of the screen: （PDF、3ページ、120KB） or " (PDF, 3 pages, 120KB)"."""
        return say_facts(self.file_type, self.page_count, self.get_file_size())

    @property
    def size_text(self) -> str:
        """120KB, 1.4MB: one decimal only where it tells something."""
        return write_size(self.get_file_size())


def write_size(size: int | None) -> str:
    """Return so many bytes as words: 120KB, 1.4MB, with one decimal only where it tells something."""
    return "" if size is None else filesizeformat(size).replace("\xa0", "").replace(".0", "").replace(",0", "")


def say_facts(file_type: str, page_count: int | None, size: int | None) -> str:
    """Return what stands behind the words of a link to a file, as CityDocument.facts. size: in bytes; None where it is not known."""
    count = page_count or 0
    pages = ngettext("%(count)sページ", "%(count)sページ", count) % {"count": count} if count else ""
    return put_in_brackets(file_type, pages, write_size(size))


def put_in_brackets(*parts: str) -> str:
    """Return the parts that are not empty as they stand behind a link's words in the language of the screen."""
    found = [part for part in parts if part]
    return f"（{'、'.join(found)}）" if is_japanese() else f" ({', '.join(found)})"


def count_pages(content: bytes) -> int | None:
    """Return the number of pages of a PDF; None when the file is damaged or locked."""
    try:
        return len(PdfReader(BytesIO(content)).pages)
    except (PdfReadError, ValueError, KeyError, TypeError, OSError):
        return None
