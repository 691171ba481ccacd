"""The shapes that pictures of lessons are made of. Each returns a piece of SVG in units of a CSS pixel at 400 px width."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LETTER = 20  # size of letters, as the class `sketch` sets it
SMALL = 15  # the same, of `sketch__small`
BIG = 34  # the same, of `sketch__big`
SIZES = {"": LETTER, "sketch__small": SMALL, "sketch__big": BIG}


@dataclass(frozen=True)
class Box:
    """A rectangle: left edge, top edge, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def centre(self) -> int:
        return self.y + self.height // 2


def rect(box: Box, fill: str = "face", radius: int = 6) -> SafeString:
    """A rectangle. fill: face, sun, leaf or none (the classes sketch__…)."""
    return format_html(
        '<rect class="sketch__{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
        fill, box.x, box.y, box.width, box.height, radius,
    )  # fmt: skip


def path(line: str, fill: str = "none", dx: int = 0, dy: int = 0) -> SafeString:
    """A line or an area; `line` as in the attribute d, moved by dx and dy."""
    move = format_html(' transform="translate({} {})"', dx, dy) if dx or dy else ""
    return format_html('<path class="sketch__{}" d="{}"{}/>', fill, line, move)


def circle(x: int, y: int, radius: int, fill: str = "face") -> SafeString:
    return format_html('<circle class="sketch__{}" cx="{}" cy="{}" r="{}"/>', fill, x, y, radius)


def both(*parts: SafeString) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def label(x: int, y: int, text: str, room: int, size: str = "", anchor: str = "middle") -> SafeString:
    """Letters on the line y; pressed together when they need more than `room`."""
    if not text:
        return SafeString("")
    wide = sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text) * SIZES[size]
    squeeze = format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', room) if wide > room else ""
    name = format_html(' class="{}"', size) if size else ""
    return format_html('<text{} x="{}" y="{}" text-anchor="{}"{}>{}</text>', name, x, y, anchor, squeeze, text)


def beside(box: Box, text: str, inset: int = 10, room: int | None = None) -> SafeString:
    """Letters at the left edge of a row."""
    return label(box.x + inset, box.centre + 7, text, room or box.width - 2 * inset, anchor="start")


def bar(box: Box, text: str) -> SafeString:
    return both(rect(box, "sun", 4), label(box.middle, box.centre + 7, text, box.width - 12))


def line(box: Box, text: str) -> SafeString:
    return beside(box, text, 4)


def row(box: Box, text: str) -> SafeString:
    return both(rect(box), beside(box, text))


def button(box: Box, text: str) -> SafeString:
    return both(rect(box, "leaf", 20), label(box.middle, box.centre + 7, text, box.width - 24))


def field(box: Box, text: str) -> SafeString:
    cursor = path(f"M{box.x + 10} {box.y + 8}v{box.height - 16}") if not text else beside(box, text)
    return both(rect(box, "face", 2), cursor)


def big(box: Box, text: str) -> SafeString:
    return label(box.middle, box.y + 40, text, box.width, "sketch__big")


GLYPHS = {
    "電話": "M-12-12c0 16 8 24 24 24l3-7-8-5-4 4c-4-2-6-5-8-9l4-4-4-7z",
    "写真": "M-14-8h8l3-5h6l3 5h8v20h-28zM0-3a6 6 0 1 0 .1 0z",
    "地図": "M-14-10l9-3 10 4 9-4v22l-9 4-10-4-9 3zM-5-13v22M5-9v22",
    "設定": "M0-14v5M0 9v5M-14 0h5M9 0h5M-10-10l4 4M6 6l4 4M-10 10l4-4M6-6l4-4M0-7a7 7 0 1 0 .1 0z",
    "時計": "M0-14a14 14 0 1 0 .1 0zM0-8v8l6 4",
    "天気": "M-10 10h20a7 7 0 0 0 0-14a10 10 0 0 0-19 2a6 6 0 0 0-1 12z",
}
GLYPHS |= {
    english: GLYPHS[japanese]
    for english, japanese in zip(("Phone", "Photos", "Map", "Settings", "Clock", "Weather"), tuple(GLYPHS), strict=True)
}
OTHER_GLYPH = "M-10-10h8v8h-8zM2-10h8v8h-8zM-10 2h8v8h-8zM2 2h8v8h-8z"


def icons(box: Box, text: str) -> SafeString:
    """Up to three small pictures with their names below, parted by /."""
    names = text.split("/")
    width = box.width // len(names)
    parts = []
    for at, name in enumerate(names):
        middle = box.x + width * at + width // 2
        parts.append(rect(Box(middle - 22, box.y, 44, 44), "leaf", 11))
        parts.append(path(GLYPHS.get(name, OTHER_GLYPH), "none", middle, box.y + 22))
        parts.append(label(middle, box.y + 62, name, width - 4, "sketch__small"))
    return both(*parts)


def keys(box: Box, text: str) -> SafeString:
    names = text.split("/")
    width = box.width // len(names)
    cells = [Box(box.x + width * at, box.y, width - 4, box.height) for at in range(len(names))]
    return both(
        *(
            both(rect(cell, "leaf", 4), label(cell.middle, cell.centre + 6, name, cell.width - 6, "sketch__small"))
            for cell, name in zip(cells, names, strict=True)
        )
    )


def photo(box: Box, _text: str) -> SafeString:
    hills = f"M{box.x} {box.y + box.height}l{box.width // 3}-40 30 24 36-50 {box.width - box.width // 3 - 66} 66z"
    return both(rect(box, "face", 2), circle(box.x + 30, box.y + 24, 12, "sun"), path(hills, "leaf"))


def street_map(box: Box, _text: str) -> SafeString:
    roads = f"M{box.x} {box.y + 60}h{box.width}M{box.x + 60} {box.y}v{box.height}"
    pin = path("M0 0c-16-20-16-36 0-36s16 16 0 36zM0-26a5 5 0 1 0 .1 0z", "sun", box.x + 120, box.y + 54)
    return both(rect(box, "leaf", 2), path(roads), pin)


def code(box: Box, _text: str) -> SafeString:
    """A square pattern that no camera reads: three corners and some dots."""
    left, top = box.middle - 50, box.y + 2
    corners = ((0, 0), (70, 0), (0, 70))
    dots = ((44, 4), (44, 30), (60, 44), (84, 44), (44, 60), (70, 70), (44, 88), (88, 88), (8, 44))
    return both(
        *(rect(Box(left + x, top + y, 30, 30), "face", 0) for x, y in corners),
        *(rect(Box(left + x + 10, top + y + 10, 10, 10), "ink", 0) for x, y in corners),
        *(rect(Box(left + x, top + y, 9, 9), "ink", 0) for x, y in dots),
    )


def alert(box: Box, text: str) -> SafeString:
    sign = path("M0-14l15 27h-30zM0-5v8M0 8v1", "sun", box.x + 24, box.centre)
    letters = label(box.x + 44, box.centre + 7, text, box.width - 52, anchor="start")
    return both(rect(box, "face", 4), sign, letters)


def switch(box: Box, text: str) -> SafeString:
    track = Box(box.x + box.width - 50, box.y + 8, 48, 28)
    return both(
        beside(box, text, 4, box.width - 62),
        rect(track, "sun", 14),
        circle(track.x + 34, track.y + 14, 10),
    )


def slider(box: Box, text: str) -> SafeString:
    return both(
        label(box.x + 4, box.y + 18, text, box.width - 8, anchor="start"),
        path(f"M{box.x + 6} {box.y + 40}h{box.width - 12}"),
        circle(box.x + box.width * 2 // 3, box.y + 40, 11, "sun"),
    )


def bubble(box: Box, text: str) -> SafeString:
    cloud = Box(box.x, box.y, box.width, box.height - 14)
    tail = path(f"M{box.x + 24} {cloud.y + cloud.height - 2}l-10 14 28-14", "face")
    return both(tail, rect(cloud, "face", 18), label(cloud.middle, cloud.centre + 7, text, cloud.width - 20))


def swipe(box: Box, text: str) -> SafeString:
    """The way a finger slides: up, or apart for 広げる."""
    apart = "M-34 18l-20 8m0 0l9-12m-9 12l14 2M34-8l20-8m0 0l-9 12m9-12l-14-2"
    way = apart if text == "広げる" else "M0 26v-48m0 0l-12 14m12-14l12 14"
    letters = label(box.middle + (0 if text == "広げる" else 26), box.centre + 8, text, 90, anchor="middle")
    return both(path(way, "none", box.middle - (0 if text == "広げる" else 20), box.centre), letters)


def signals(box: Box, _text: str) -> SafeString:
    fan = path("M0 12l-22-22c12-12 32-12 44 0zM-14-2c8-8 20-8 28 0", "sun", box.x + 60, box.centre)
    bars = (Box(box.x + 110 + 14 * at, box.centre + 8 - 9 * at, 9, 6 + 9 * at) for at in range(4))
    return both(fan, *(rect(one, "sun", 1) for one in bars))


def smile(box: Box, _text: str) -> SafeString:
    x, y = box.x + 34, box.centre
    return both(circle(x, y, 28), path(f"M{x - 10} {y - 8}v4M{x + 10} {y - 8}v4M{x - 13} {y + 6}q13 14 26 0"))


# Kind → height of the row, what draws it.
ROWS: dict[str, tuple[int, Callable[[Box, str], SafeString]]] = {
    "bar": (40, bar),
    "text": (38, line),
    "row": (46, row),
    "button": (46, button),
    "field": (46, field),
    "big": (52, big),
    "icons": (72, icons),
    "keys": (44, keys),
    "photo": (110, photo),
    "map": (110, street_map),
    "code": (104, code),
    "alert": (48, alert),
    "switch": (44, switch),
    "slider": (58, slider),
    "bubble": (60, bubble),
    "swipe": (64, swipe),
    "signals": (44, signals),
    "face": (60, smile),
}


def hand(box: Box) -> SafeString:
    """A hand that points at the end of a row. Its arm comes from beyond the right edge, however wide the frame is."""
    shape = "M8 0h58c2-14 10-20 26-20h400v64h-400c-10 0-20-4-24-14-2-4-2-8-2-10h-58a10 10 0 0 1 0-20z"
    return path(shape, "face", box.x + box.width - 16, min(box.centre - 6, 280))


def side_button(outline: Box, at: int, text: str, is_pointed: bool) -> SafeString:
    """A button on the right edge with its name beside it."""
    place = Box(outline.x + outline.width - 3, outline.y + 150 + 84 * at, 12, 54)
    name = label(place.x + 24, place.centre + 7, text, 90, anchor="start")
    return both(rect(place, "sun" if is_pointed else "face", 4), name)


def pencil(outline: Box) -> SafeString:
    shape = "M0 0l8-22 70-70 14 14-70 70zM8-22l14 14M66-80l14 14"
    return path(shape, "sun", outline.x + outline.width - 46, outline.y + outline.height - 20)


GROUND = 250  # where things of a scene stand


def person(x: int, _text: str, _room: int) -> SafeString:
    body = path(f"M{x - 40} {GROUND}v-46c0-28 18-42 40-42s40 14 40 42v46z", "leaf")
    return both(body, circle(x, GROUND - 120, 30), path(f"M{x - 9} {GROUND - 124}v3M{x + 9} {GROUND - 124}v3"))


def small_phone(x: int, _text: str, _room: int) -> SafeString:
    return both(rect(Box(x - 28, GROUND - 108, 56, 108), "face", 10), rect(Box(x - 20, GROUND - 94, 40, 76), "leaf", 2))


def small_computer(x: int, _text: str, _room: int) -> SafeString:
    screen, base = Box(x - 50, GROUND - 100, 100, 70), Box(x - 40, GROUND - 12, 80, 12)
    return both(rect(screen, "leaf", 6), path(f"M{x} {GROUND - 30}v18"), rect(base))


def sheet(x: int, _text: str, _room: int) -> SafeString:
    lines = f"M{x - 24} {GROUND - 80}h48M{x - 24} {GROUND - 56}h48M{x - 24} {GROUND - 32}h30"
    return both(rect(Box(x - 38, GROUND - 108, 76, 108), "face", 2), path(lines))


def small_card(x: int, _text: str, _room: int) -> SafeString:
    box = Box(x - 46, GROUND - 60, 92, 60)
    return both(
        rect(box, "leaf", 8), circle(x - 22, GROUND - 34, 12), path(f"M{x} {GROUND - 40}h34M{x} {GROUND - 22}h34")
    )


def clock(x: int, text: str, room: int) -> SafeString:
    face = circle(x, GROUND - 80, 46)
    return both(face, path(f"M{x} {GROUND - 112}v32l22 14"), label(x, GROUND - 140, text, room))


def window(x: int, _text: str, _room: int) -> SafeString:
    box = Box(x - 50, GROUND - 170, 100, 120)
    cross = path(f"M{x} {box.y}v120M{x - 50} {box.centre}h100")
    return both(rect(box, "leaf", 2), circle(x + 22, box.y + 28, 12, "sun"), cross)


def arrow(x: int, text: str, room: int) -> SafeString:
    return both(path(f"M{x - 34} {GROUND - 60}h66m0 0l-16-12m16 12l-16 12"), label(x, GROUND - 84, text, room))


def key(x: int, _text: str, _room: int) -> SafeString:
    shaft = path(f"M{x - 8} {GROUND - 50}h46v14m-16-14v10")
    return both(shaft, circle(x - 26, GROUND - 50, 18, "sun"))


def door(x: int, _text: str, _room: int) -> SafeString:
    return both(rect(Box(x - 34, GROUND - 130, 68, 130), "leaf", 2), circle(x + 20, GROUND - 62, 5, "sun"))


def drawer(x: int, _text: str, _room: int) -> SafeString:
    upper, lower = Box(x - 44, GROUND - 100, 88, 48), Box(x - 44, GROUND - 52, 88, 52)
    return both(
        rect(upper, "leaf", 2), rect(lower, "leaf", 2), path(f"M{x - 12} {upper.centre}h24M{x - 12} {lower.centre}h24")
    )


def saying(x: int, text: str, room: int) -> SafeString:
    """A speech bubble, as high as heads."""
    width = min(max(room, 60), 130)
    return bubble(Box(x - width // 2, GROUND - 180, width, 62), text)


# Thing of a scene → what draws it: its middle, its label, the width it has.
THINGS: dict[str, Callable[[int, str, int], SafeString]] = {
    "person": person,
    "phone": small_phone,
    "computer": small_computer,
    "paper": sheet,
    "card": small_card,
    "clock": clock,
    "window": window,
    "arrow": arrow,
    "key": key,
    "door": door,
    "drawer": drawer,
    "bubble": saying,
}
