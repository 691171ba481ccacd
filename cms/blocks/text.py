"""Blocks for running text: headings, paragraphs, steps, tables, optional detail."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.tables import TranslatableTableBlock

TEXT_FEATURES = ["bold", "ul", "ol", "link", "document-link"]


class HeadingBlock(CharBlock):
    """A heading of the page's second level."""

    class Meta:
        icon = "h2"
        template = "blocks/heading.html"
        label = _("Heading")
        description = _("Says what the following part is about. The level is chosen by the program.")
        preview_value = "申し込みに必要なもの"


class SubheadingBlock(CharBlock):
    """A heading below the last one; without one before it, it takes that level itself."""

    class Meta:
        icon = "h3"
        template = "blocks/subheading.html"
        label = _("Subheading")
        description = _("A heading inside the part that the last heading opened.")
        preview_value = "代理の方が来るとき"


class TextBlock(RichTextBlock):
    """Paragraphs, lists, bold and links; no colours or sizes."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>住民票の写しは、市役所の窓口とコンビニエンスストアでとれます。</p>"


class TableBlock(StructBlock):
    """A data table with a caption and header cells."""

    row_header = BooleanBlock(
        required=False,
        default=True,
        label=_("The first column names each row"),
        help_text=_("Screen readers then read it before every cell of the row."),
    )
    table = TranslatableTableBlock(
        [
            ("text", CharBlock(label=_("Text"), required=False)),
            ("rich_text", RichTextBlock(label=_("Text with links"), features=["bold", "link", "ul"], required=False)),
        ],
        label=_("Table"),
    )

    def clean(self, value):
        """Ask for the caption and for every column heading: a table without them cannot be followed by ear."""
        cleaned = super().clean(value)
        table = cleaned["table"]
        problems = []
        if not (table.caption or "").strip():
            problems.append(_("Give the table a caption that says what it shows."))
        if any(not column["heading"].strip() for column in table.columns):
            problems.append(_("Give every column a heading."))
        if not table.row_data:
            problems.append(_("The table has no rows yet. Add one, or delete the table."))
        if problems:
            raise StructBlockValidationError(
                block_errors={"table": ValidationError(" ".join(str(problem) for problem in problems))}
            )
        return cleaned

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        label = _("Table")
        description = _("Figures or facts in rows and columns, never for layout.")


class StepBlock(StructBlock):
    title = CharBlock(label=_("What to do"), help_text=_("Begin with the action: 窓口で申し込む"))
    text = RichTextBlock(label=_("How"), features=TEXT_FEATURES, required=False)


class StepsBlock(ListBlock):
    """Things to do one after the other."""

    def __init__(self, **kwargs):
        super().__init__(StepBlock(), min_num=2, **kwargs)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        label = _("Steps")
        description = _("A procedure, one action a step.")


class DetailBlock(StructBlock):
    title = CharBlock(label=_("What it is about"))
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class AccordionBlock(ListBlock):
    """Optional detail that opens at a press. Never for fees, deadlines or steps."""

    def __init__(self, **kwargs):
        super().__init__(DetailBlock(), **kwargs)

    class Meta:
        icon = "collapse-down"
        template = "blocks/accordion.html"
        label = _("Details to open")
        description = _("Only for what most readers do not need. Fees, deadlines and steps stay open.")
