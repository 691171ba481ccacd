"""The body of a page: which blocks there are, and which level each heading gets."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from cms.blocks.links import LinksBlock
from cms.blocks.media import FileBlock, ImageBlock, MapPlaceBlock
from cms.blocks.notices import ContactBlock, NoticeBlock
from cms.blocks.text import AccordionBlock, HeadingBlock, StepsBlock, SubheadingBlock, TableBlock, TextBlock

# Source: look.md §7: more than two frames on a page and none of them stands out.
NOTICES_MAXIMUM = 2


@dataclass(frozen=True)
class PlacedBlock:
    """A block with what its place in the page decides.

    level: 2 or 3 for headings; for other blocks, the level that a heading inside the block must have.
    anchor: id of the element, unique in the page.
    """

    block: StreamValue.StreamChild
    level: int
    anchor: str


def place_blocks(value: StreamValue) -> list[PlacedBlock]:
    """Give every block its heading level and anchor, so that no level is ever skipped."""
    placed = []
    has_heading = False
    innermost = 1
    for number, block in enumerate(value, start=1):
        if block.block_type == "heading":
            has_heading = True
            innermost = level = 2
        elif block.block_type == "subheading":
            innermost = level = 3 if has_heading else 2
        else:
            level = innermost + 1
        placed.append(PlacedBlock(block, level, f"part-{number}"))
    return placed


class BodyStreamBlock(StreamBlock):
    """All blocks of a page's body."""

    heading = HeadingBlock()
    subheading = SubheadingBlock()
    text = TextBlock()
    steps = StepsBlock()
    table = TableBlock()
    links = LinksBlock()
    file = FileBlock()
    image = ImageBlock()
    notice = NoticeBlock()
    accordion = AccordionBlock()
    contact = ContactBlock()
    map_place = MapPlaceBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        notices = sum(1 for block in cleaned if block.block_type == "notice")
        if notices > NOTICES_MAXIMUM:
            raise StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        _("There are %(count)d notices. Keep the two that matter most and make the others plain text.")
                        % {"count": notices}
                    )
                ]
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["placed_blocks"] = place_blocks(value)
        context["contents"] = [placed for placed in context["placed_blocks"] if placed.block.block_type == "heading"]
        return context

    class Meta:
        template = "blocks/body.html"
