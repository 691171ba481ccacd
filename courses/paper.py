"""The printable application form of a run, as a tagged PDF (PDF/UA-1)."""

import functools
import json
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
import typst

from courses.models import NeedKind
from courses.models.city import choice
from courses.models.state import format_moment

FOLDER = Path(__file__).parent / "typst"
# Source: Debian package fonts-morisawa-bizud-gothic (SIL Open Font License 1.1); `make run` names it.
FONT_DIR = Path("/usr/share/fonts/truetype/bizud-gothic")


class FontMissing(Exception):
    """BIZ UDPGothic is not installed on this machine; without it a Japanese PDF would be empty boxes."""


def require_font() -> None:
    """Raise FontMissing where the font is not installed."""
    if not FONT_DIR.is_dir():
        raise FontMissing(f"Install the font BIZ UDPGothic into {FONT_DIR} (Debian: fonts-morisawa-bizud-gothic).")


def make_application_form(run: Any, address: str, city: str) -> bytes:
    """Return the form of a run (of with_sessions()) with large type, boxes to tick and a QR code of the address.

    Raises FontMissing where the font is not installed.
    """
    require_font()
    department = run.course.responsible_department
    data = {
        "title": run.full_title,
        "code": run.code,
        "when": f"{run.days_in_words_with_year} {run.hours_in_words}".strip(),
        "place": "、".join(run.places),
        "closes": describe_close(run),
        "districts": choice("DISTRICTS"),
        "needs": [str(label) for value, label in NeedKind.choices if value != NeedKind.OTHER]
        + ["そのほか（　　　　　　）"],
        "waits": bool(run.waiting_list_size),
        "office": f"{department.name}（{department.floor}）" if department and department.floor else city,
        "phone": run.phone,
        "city": city,
        "address": address,
        "qr": make_qr(address),
    }
    return compile_kept("application_form.typ", json.dumps(data, ensure_ascii=False))


def describe_close(run: Any) -> str:
    return f"{format_moment(run.apply_closes)}まで" if run.apply_closes else "電話でお聞きください"


def make_qr(address: str) -> str:
    """Return a QR code as SVG."""
    return qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=2).to_string(encoding="unicode")


# Our choice: the forms and lessons that a day's visitors ask for; each takes about 100 kB.
@functools.lru_cache(maxsize=64)
def compile_kept(template: str, data: str) -> bytes:
    """Return the PDF; kept for the next visitor who asks for the same. template: its path below typst/. data: JSON."""
    return compile_pdf(template, data)


def compile_pdf(template: str, data: str) -> bytes:
    """Return the tagged PDF (PDF/UA-1) of a template below typst/ with this data (JSON). Raises typst.TypstError."""
    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        sys_inputs={"data": data},
    )
