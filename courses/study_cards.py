"""Study cards on paper: ten on a sheet of A4 to cut out, as a tagged PDF (PDF/UA-1)."""

import json
from typing import Any

from courses.models import CourseRun
from courses.paper import compile_pdf, make_qr, require_font
from courses.study.cards import format_number


def make_cards_pdf(cards: list[tuple[str, str]], run: CourseRun, address: str, city: str) -> bytes:
    """Return the sheets. cards: (name in the class, number). address: where a card is used, in full, without a number.

    Nothing is kept: the numbers stand nowhere else. Raises FontMissing where the font is not installed.
    """
    require_font()
    data: dict[str, Any] = {
        "cards": [{"label": label, "number": format_number(number)} for label, number in cards],
        "run": run.full_title,
        "address": address,
        "qr": make_qr(address),
        "city": city,
    }
    return compile_pdf("study_cards.typ", json.dumps(data, ensure_ascii=False))
