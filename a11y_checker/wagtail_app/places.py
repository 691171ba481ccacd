"""Where in the editor a finding belongs: the block or the field that holds the words in question."""

import re
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

# Fields whose words stand on the page as they are, in the order in which they are looked for.
TEXT_FIELDS = ("title", "answer", "search_description")
# Our choice: enough to recognise the place, short enough for one line.
WORDS_MAX_CHARS = 40


@dataclass(frozen=True, slots=True)
class EditorPlace:
    """A block or field of the editor. anchor: its id in the page of the editor; "" when it is in neither."""

    label: str
    anchor: str


def find_place(page: Page, block: str | None, html: str) -> EditorPlace:
    """Return where the finding with this block id and this piece of HTML is changed."""
    for field in page._meta.get_fields():
        if block and isinstance(field, StreamField):
            for number, child in enumerate(getattr(page, field.name), start=1):
                if str(child.id) == block:
                    values = {"field": field.verbose_name, "number": number, "kind": child.block.label}
                    return EditorPlace(_("%(field)s, block %(number)s (%(kind)s)") % values, f"block-{block}-section")
    words = find_words(html)
    for name in TEXT_FIELDS:
        value = str(getattr(page, name, "") or "")
        if words and value and words[:WORDS_MAX_CHARS] in value:
            label = str(page._meta.get_field(name).verbose_name)
            return EditorPlace(label, f"panel-child-content-{name}-section")
    return EditorPlace(_("the frame of the page or another field"), "")


def find_words(html: str) -> str:
    """Return the visible words of a piece of HTML, on one line."""
    return re.sub(r"\s+", " ", strip_tags(html)).strip(" …")
