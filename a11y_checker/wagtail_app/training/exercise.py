"""The exercise: parts of a page with a fault each, and the page they make. Pure; what is typed is escaped, never run.

The faults are those that editors of municipal pages make most, in the order in which they stand on a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

# Our choice: what fits into a part of the exercise; longer texts are cut off by the form.
TEXT_CHARS = 200
LEVELS = ("2", "3", "4")


@dataclass(frozen=True)
class Field:
    """One field of a part. kind: text, level or yes. seeded: what it holds at first."""

    name: str
    label: str
    seeded: str
    kind: str = "text"


@dataclass(frozen=True)
class Part:
    """One part. id: also the block's id, by which a finding names its place. task: what the newcomer sees above the fields."""

    id: str
    name: str
    task: str
    fields: tuple[Field, ...]


PARTS = (
    Part(
        "title",
        _("Title"),
        _("The page tells how to apply for the swimming class. The title has to say so."),
        (Field("title", _("Title"), "無題"),),
    ),
    Part(
        "heading",
        _("Heading"),
        _("Below the title comes a heading of level 2."),
        (Field("heading", _("Words of the heading"), "申込みの方法"), Field("level", _("Level"), "4", "level")),
    ),
    Part(
        "words",
        _("Sentence"),
        _("A speech program has to read it well."),
        (Field("words", _("Text"), "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞを持ってきてください。"),),
    ),
    Part(
        "date",
        _("Date and time"),
        _("The class is on Saturday the 5th of December 2026, from ten to twelve in the morning."),
        (Field("date", _("Text"), "日　時　12/5 10:00〜12:00"),),
    ),
    Part(
        "picture",
        _("Picture"),
        _("It shows two children who swim with a board. Somebody who does not see it has to learn that."),
        (Field("alt", _("Text instead of the picture"), "IMG_0412.jpg"),),
    ),
    Part(
        "link",
        _("Link"),
        _("It leads to the page about the fees. Its words alone have to tell so."),
        (Field("before", _("Text before the link"), "料金は"), Field("link", _("Words of the link"), "こちら")),
    ),
    Part(
        "table",
        _("Table"),
        _("A table needs a name, and a first row that names the columns."),
        (
            Field("caption", _("Name of the table"), ""),
            Field("header", _("The first row names the columns"), "", "yes"),
        ),
    ),
    Part(
        "file",
        _("File"),
        _("It is a PDF of 120 KB. The link has to say kind and size."),
        (Field("file", _("Words of the link"), "申込書"),),
    ),
)
FIELDS = {field.name: field for part in PARTS for field in part.fields}


def seeded_values() -> dict[str, str]:
    """Return what the fields hold at first."""
    return {name: field.seeded for name, field in FIELDS.items()}


def read_values(data: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, cut to length; what is no choice of its field becomes what was seeded."""
    values = {}
    for name, field in FIELDS.items():
        text = data.get(name, "")[:TEXT_CHARS]
        if field.kind == "level" and text not in LEVELS:
            text = field.seeded
        values[name] = ("yes" if text else "") if field.kind == "yes" else text
    return values


def render_page(values: Mapping[str, str]) -> str:
    """Return the page as HTML. Every value is escaped."""
    typed = seeded_values() | dict(values)
    body = mark_safe("".join(render_part(part.id, typed) for part in PARTS))
    return format_html(
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{} | 練習の市</title></head><body>'
        '<a href="#main">本文へ移動</a><main id="main">{}</main></body></html>',
        typed["title"],
        body,
    )


def render_part(part: str, typed: Mapping[str, str]) -> SafeString:
    """Return one part inside a block of its own."""
    return format_html('<div data-block-id="{}">{}</div>', part, _RENDER[part](typed))


def _title(typed: Mapping[str, str]) -> SafeString:
    return format_html("<h1>{}</h1>", typed["title"])


def _heading(typed: Mapping[str, str]) -> SafeString:
    level = typed["level"] if typed["level"] in LEVELS else LEVELS[0]
    return format_html("<h{0}>{1}</h{0}>", mark_safe(level), typed["heading"])


def _link(typed: Mapping[str, str]) -> SafeString:
    return format_html('<p>{}<a href="/ryokin/">{}</a></p>', typed["before"], typed["link"])


def _picture(typed: Mapping[str, str]) -> SafeString:
    return format_html('<p><img src="/media/images/suiei.jpg" width="640" height="480" alt="{}"></p>', typed["alt"])


def _table(typed: Mapping[str, str]) -> SafeString:
    tag = "th" if typed["header"] else "td"
    scope = ' scope="col"' if typed["header"] else ""
    caption = format_html("<caption>{}</caption>", typed["caption"]) if typed["caption"].strip() else ""
    head = "".join(f"<{tag}{scope}>{escape(name)}</{tag}>" for name in ("曜日", "時間"))
    rows = "<tr><td>月曜日</td><td>午前9時から</td></tr><tr><td>火曜日</td><td>午後1時から</td></tr>"
    return format_html("<table>{}<tr>{}</tr>{}</table>", caption, mark_safe(head), mark_safe(rows))


def _file(typed: Mapping[str, str]) -> SafeString:
    return format_html('<p><a href="/documents/1/moshikomi.pdf">{}</a></p>', typed["file"])


def _paragraph(name: str):
    return lambda typed: format_html("<p>{}</p>", typed[name])


_RENDER = {
    "title": _title,
    "heading": _heading,
    "words": _paragraph("words"),
    "date": _paragraph("date"),
    "picture": _picture,
    "link": _link,
    "table": _table,
    "file": _file,
}
