"""A lesson on paper: all steps with their pictures in large type, as a tagged PDF (PDF/UA-1)."""

import json
from typing import Any

from courses.lesson_pictures import draw_picture
from courses.paper import compile_kept, require_font

# What the style sheet says on the screen, for paper: black lines, greys. Font: the only one the PDF holds.
STYLE = """<style>
.sketch * { stroke: #000; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.sketch text { fill: #000; stroke: none; font: 700 20px 'BIZ UDPGothic'; }
.sketch .sketch__small { font-size: 15px; } .sketch .sketch__big { font-size: 34px; }
.sketch__face { fill: #fff; } .sketch__sun { fill: #ccc; } .sketch__leaf { fill: #eee; } .sketch__ink { fill: #000; }
.sketch__none { fill: none; }
</style>"""


def make_handout(lesson: Any, address: str, city: str) -> bytes:
    """Return the lesson (a LessonPage) as PDF. address: where it stands on the web, in full.

    Raises FontMissing where the font is not installed.
    """
    require_font()
    department = lesson.responsible_department
    data = {
        "title": lesson.title,
        "aim": lesson.answer,
        "needs": lesson.needs.splitlines(),
        "steps": [describe_step(item["value"]) for item in lesson.numbered_steps],
        "done": lesson.done.splitlines(),
        "office": department.name if department else city,
        "phone": department.phone if department else "",
        "address": address,
        "city": city,
    }
    return compile_kept("lesson_handout.typ", json.dumps(data, ensure_ascii=False))


def describe_step(step: Any) -> dict[str, Any]:
    picture = step["picture"]
    return {
        "heading": step["heading"],
        "text": step["text"],
        "picture": draw_for_paper(picture["device"], picture["shows"].splitlines(), picture["alt"]),
        "alt": picture["alt"],
        "words": [[word["word"], word["meaning"]] for word in step["words"]],
    }


def draw_for_paper(device: str, shows: list[str], alt: str) -> str:
    """Return the picture as an SVG file of its own."""
    head, _, rest = draw_picture(device, shows, alt).partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg">{STYLE}{rest}'
