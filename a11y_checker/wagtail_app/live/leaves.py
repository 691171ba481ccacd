"""Marks every text that somebody types, so that its place in the rendered page can be found again.

A text gets one character in front and one behind it, from planes of Unicode that no text uses. The page is rendered with
them, and they are taken out of the HTML before anything judges it: what is judged is what visitors get, to the character.
Only `render_page` of a draft in memory ever sees them; nothing is saved.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

# Source: Unicode, Supplementary Private Use Areas A and B. One character each: a filter that cuts a text cannot part it.
_START, _END, _MOST = 0xF0000, 0x100000, 0xFFFD
_MARK = re.compile(
    "[\U000f0000-\U000ffffd\U00100000-\U0010fffd]|%F3%B[0-9A-F]%[0-9A-F]{2}%[0-9A-F]{2}|%F4%8[0-9A-F]%[0-9A-F]{2}%[0-9A-F]{2}"
)
_TEXTS = (models.CharField, models.TextField, RichTextField)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of the form.

    path: the steps to its field, as fields.js follows them: f:field, b:block, p:part, c:row:column, h:column.
    label: the same in words. html: what it says, as HTML. is_rich: whether the editor shows it with marks such as bold.
    """

    path: Path
    label: str
    html: str
    is_rich: bool = False

    @property
    def words(self) -> str:
        """The text without tags."""
        return unescape(strip_tags(self.html))


@dataclass(frozen=True, slots=True)
class Span:
    """Where a leaf stands in the rendered page: offsets of characters, the end not included."""

    start: int
    end: int
    leaf: Leaf


@dataclass(slots=True)
class Leaves:
    """The marked texts of one page. `texts` in the order of the form."""

    texts: list[Leaf] = field(default_factory=list)

    def mark(self, text: str, path: Path, label: str, *, is_rich: bool = False) -> str:
        """Note a text and return it with its marks; an empty one stays empty, as templates leave it out.

        White space at both ends stays outside: what strips a text, or parts it into lines, then does so as ever.
        """
        core = text.strip() if text else ""
        if not core or len(self.texts) >= _MOST or _MARK.search(text):
            return text
        number = len(self.texts)
        html = expand_db_html(text) if is_rich else str(escape(text))
        self.texts.append(Leaf(path, label, html, is_rich))
        return text.replace(core, f"{chr(_START + number)}{core}{chr(_END + number)}", 1)

    def unmark(self, html: str) -> tuple[str, list[Span]]:
        """Return the page without marks, and where each text stands in it."""
        out: list[str] = []
        spans: list[Span] = []
        opened: dict[int, int] = {}
        length = position = 0
        for match in _MARK.finditer(html):
            out.append(html[position : match.start()])
            length += match.start() - position
            position = match.end()
            number = _read(match.group())
            if number < _END:
                opened[number - _START] = length
            elif (start := opened.pop(number - _END, None)) is not None:
                spans.append(Span(start, length, self.texts[number - _END]))
        out.append(html[position:])
        return "".join(out), spans


def _read(mark: str) -> int:
    return ord(mark) if len(mark) == 1 else ord(bytes.fromhex(mark.replace("%", "")).decode())


def mark_page(page: Page, names: Iterable[str], prefix: str = "") -> Leaves:
    """Put marks into the texts of a page in memory.

    names: the fields that its form has.
    """
    leaves = Leaves()
    _mark_fields(page, names, prefix, "", leaves)
    return leaves


def mark_child(child: models.Model, names: Iterable[str], prefix: str, label: str, leaves: Leaves) -> None:
    """The same for one row of a form that stands inside the page's form, such as a question with its answer."""
    _mark_fields(child, names, f"{prefix}-", label, leaves)


def _mark_fields(owner: models.Model, names: Iterable[str], prefix: str, above: str, leaves: Leaves) -> None:
    wanted = set(names)
    for model_field in owner._meta.get_fields():
        name = model_field.name
        if name not in wanted or not hasattr(model_field, "verbose_name"):
            continue
        path, label = (f"f:{prefix}{name}",), join(above, str(model_field.verbose_name))
        if isinstance(model_field, StreamField):
            value = getattr(owner, name)
            raw = _mark_block(value.stream_block, value.get_prep_value(), path, label, leaves)
            setattr(owner, name, value.stream_block.to_python(raw))
        elif type(model_field) in _TEXTS and not model_field.choices:
            text = getattr(owner, name) or ""
            is_rich = isinstance(model_field, RichTextField)
            setattr(owner, name, leaves.mark(text, path, label, is_rich=is_rich))


def _mark_block(block: Block, raw: Any, path: Path, label: str, leaves: Leaves) -> Any:
    """Return a block's value, in the form of the database, with marks in its texts."""
    if not raw:
        return raw
    if isinstance(block, StreamBlock):
        return [_mark_stream_child(block, child, n, path, label, leaves) for n, child in enumerate(raw, start=1)]
    if isinstance(block, ListBlock):
        return [_mark_item(block, item, number, path, label, leaves) for number, item in enumerate(raw, start=1)]
    if isinstance(block, StructBlock):
        return {
            name: _mark_block(
                block.child_blocks[name], value, (*path, f"p:{name}"), _join_part(block, name, label), leaves
            )
            if name in block.child_blocks
            else value
            for name, value in raw.items()
        }
    if isinstance(block, TypedTableBlock):
        return _mark_table(block, raw, path, label, leaves)
    if isinstance(block, RichTextBlock):
        return leaves.mark(raw, path, label, is_rich=True)
    if isinstance(block, (CharBlock, TextBlock)):
        return leaves.mark(raw, path, label)
    return raw


def _mark_stream_child(
    block: StreamBlock, child: dict[str, Any], number: int, path: Path, label: str, leaves: Leaves
) -> dict[str, Any]:
    inner = block.child_blocks[child["type"]]
    values = {"field": label, "number": number, "kind": inner.label}
    name = _("%(field)s, block %(number)s (%(kind)s)") % values
    return {**child, "value": _mark_block(inner, child["value"], (*path, f"b:{child['id']}"), name, leaves)}


def _mark_item(block: ListBlock, item: Any, number: int, path: Path, label: str, leaves: Leaves) -> Any:
    name = join(label, _("No. %(number)s") % {"number": number})
    return {**item, "value": _mark_block(block.child_block, item["value"], (*path, f"b:{item['id']}"), name, leaves)}


def _mark_table(block: TypedTableBlock, raw: dict[str, Any], path: Path, label: str, leaves: Leaves) -> dict[str, Any]:
    columns = [
        {
            **column,
            "heading": leaves.mark(
                column["heading"],
                (*path, f"h:{number}"),
                join(label, _("heading of column %(number)s") % {"number": number + 1}),
            ),
        }
        for number, column in enumerate(raw["columns"])
    ]
    rows = [
        {
            **row,
            "values": [
                _mark_block(
                    block.child_blocks[raw["columns"][c]["type"]],
                    value,
                    (*path, f"c:{r}:{c}"),
                    join(label, _("row %(row)s, column %(column)s") % {"row": r + 1, "column": c + 1}),
                    leaves,
                )
                for c, value in enumerate(row["values"])
            ],
        }
        for r, row in enumerate(raw["rows"])
    ]
    caption = leaves.mark(raw.get("caption") or "", (*path, "p:caption"), join(label, _("caption of the table")))
    return {**raw, "columns": columns, "rows": rows, "caption": caption}


def _join_part(block: StructBlock, name: str, label: str) -> str:
    return join(label, str(block.child_blocks[name].label))


def join(above: str, part: str) -> str:
    """Two steps of the way to a field, in words."""
    return f"{above} › {part}" if above else part
