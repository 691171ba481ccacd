"""Draws the pictures of the lessons from a list of words: neutral devices, paper and people made of a few shapes.

A picture is a device and its rows from top to bottom, each "kind:label", with * before it where a finger points:
`draw_picture("phone", ["bar:設定", "*switch:読み上げ"], alt)`. A scene has things side by side instead of rows.
Colours and line widths are those of the class `sketch` (static/cms/css/components/lesson.css): themes and print change them.
"""

from collections.abc import Callable, Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from courses.lesson_shapes import ROWS, THINGS, Box, hand, label, pencil, rect, side_button

# Our choice: as wide as a phone's screen in CSS pixels, so that letters of 20 are read at that size there.
WIDTH, HEIGHT = 400, 340
ROW_GAP = 8
# The device's outline, and inside it the room for rows: x, y, width, height.
DEVICES: dict[str, tuple[Box, Box]] = {
    "phone": (Box(60, 6, 220, 328), Box(74, 34, 192, 280)),
    "computer": (Box(20, 10, 330, 250), Box(36, 26, 298, 218)),
    "paper": (Box(60, 6, 240, 328), Box(78, 22, 204, 296)),
    "card": (Box(50, 70, 290, 190), Box(70, 84, 250, 162)),
}
SCENE = "scene"
KINDS = frozenset(ROWS) | {"side", "pencil"}


def draw_picture(device: str, shows: Iterable[str], alt: str) -> SafeString:
    """Return the picture as an SVG element that is read as `alt`; parts that are not known are left out."""
    parts = [parse(part) for part in shows]
    drawing = draw_scene(parts) if device == SCENE else draw_device(device, parts)
    return format_html(
        '<svg class="sketch" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', WIDTH, HEIGHT, alt, drawing
    )


def parse(part: str) -> tuple[str, str, bool]:
    """Return kind, label and whether a finger points at it."""
    kind, _, text = part.removeprefix("*").partition(":")
    return kind.strip(), text.strip(), part.startswith("*")


def find_unknown(device: str, shows: Iterable[str]) -> list[str]:
    """Return the parts that cannot be drawn on this device, as they were written."""
    known = frozenset(THINGS) if device == SCENE else KINDS
    return [part for part in shows if parse(part)[0] not in known]


def draw_device(device: str, parts: list[tuple[str, str, bool]]) -> SafeString:
    """Return the outline with its rows one below the other, and the finger where it points."""
    outline, room = DEVICES.get(device, DEVICES["phone"])
    drawn = [OUTLINES.get(device, draw_phone)(outline)]
    top, pointed = room.y, None
    sides = 0
    for kind, text, is_pointed in parts:
        if kind == "side":
            drawn.append(side_button(outline, sides, text, is_pointed))
            sides += 1
        elif kind == "pencil":
            drawn.append(pencil(outline))
        elif kind in ROWS:
            height, draw = ROWS[kind]
            box = Box(room.x, top, room.width, height)
            drawn.append(draw(box, text))
            pointed = box if is_pointed and pointed is None else pointed
            top += height + ROW_GAP
    if pointed is not None:
        drawn.append(hand(pointed))
    return join(drawn)


def draw_scene(parts: list[tuple[str, str, bool]]) -> SafeString:
    """Return the things side by side; a line below marks the one that matters."""
    known = [part for part in parts if part[0] in THINGS]
    width = WIDTH / max(len(known), 1)
    drawn = []
    for at, (kind, text, is_pointed) in enumerate(known):
        middle = round(width * (at + 0.5))
        drawn.append(THINGS[kind](middle, text, round(width) - 8))
        if is_pointed:
            drawn.append(rect(Box(middle - 36, 262, 72, 8), "sun", 4))
    return join(drawn)


def draw_phone(box: Box) -> SafeString:
    speaker = Box(box.x + box.width // 2 - 20, box.y + 12, 40, 5)
    return join([rect(box, "face", 26), rect(speaker, "sun", 2)])


def draw_computer(box: Box) -> SafeString:
    foot = Box(box.x + box.width // 2 - 22, box.y + box.height, 44, 30)
    base = Box(box.x + 60, box.y + box.height + 30, box.width - 120, 14)
    return join([rect(foot, "face"), rect(base, "face", 6), rect(box, "face", 10)])


def draw_sheet(box: Box) -> SafeString:
    return rect(box, "face", 3)


def draw_card(box: Box) -> SafeString:
    return join([rect(box, "leaf", 16), label(box.x + box.width // 2, box.y - 14, "見本", 120)])


OUTLINES: dict[str, Callable[[Box], SafeString]] = {
    "phone": draw_phone,
    "computer": draw_computer,
    "paper": draw_sheet,
    "card": draw_card,
}


def join(parts: Iterable[SafeString]) -> SafeString:
    # Each part comes from format_html.
    return mark_safe("".join(parts))
