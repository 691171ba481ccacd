"""What a print is, and how it becomes a tagged PDF (PDF/UA-1)."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import typst
from django.utils import timezone

from cms.dates import format_long, format_time
from courses.models import CourseRun
from courses.paper import compile_pdf, require_font
from courses.tables import MISSING, Table

# How typst names a character without a shape, which PDF/UA forbids.
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Our choice: a list with more characters that cannot be printed is no list of names.
MOST_MISSING = 60


@dataclass(frozen=True)
class Order:
    """What is to be printed. run: of with_instructors(). form: a key of Print.forms; empty: the first one.

    copies: how many numbered copies. certificate: number of the only certificate to print; empty: all.
    """

    run: CourseRun
    now: datetime
    city: str
    form: str = ""
    copies: int = 1
    certificate: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a print shows. data: for its template. table: the same as a file, where that makes sense.

    columns and row_count: what the log keeps. notice_ids: messages of the outbox that the print holds.
    left_out: how many people could not be printed, by reason in words.
    """

    data: dict[str, Any]
    columns: tuple[str, ...]
    row_count: int
    table: Table | None = None
    notice_ids: tuple[int, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Print:
    """One kind of print. id: kebab-case, also the name of its template. number: R-01 … R-09 of courses.md §7.3.

    readers: who may read it, as it stands on the paper. permission: who may make it. forms: paper forms by key, the standard
    one first. has_people: names stand on it, so that it asks for a purpose. has_copies: copies are numbered.
    """

    id: str
    number: str
    name: str
    description: str
    readers: str
    collect: Callable[[Order], Sheet]
    permission: str = "courses.make_prints"
    forms: dict[str, str] = field(default_factory=dict)
    has_people: bool = True
    has_copies: bool = False
    has_table: bool = False


class NotInFont(ValueError):
    """The print has characters that the font does not hold. characters: each once."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"The font has no {characters!a}. Replace them and write them by hand.")


def make_pdf(
    kind: Print, order: Order, sheet: Sheet, control: str, printed_by: str = "", replaces: bool = False
) -> bytes:
    """Return the print as PDF. Nothing is kept in memory: it holds names.

    control: number under which the print stands in the log; it is on every page. Raises FontMissing, and NotInFont with the
    characters that cannot be printed unless `replaces`: then each of them becomes 〓.
    """
    require_font()
    data = frame(kind, order, control, printed_by) | sheet.data
    text = json.dumps(data, ensure_ascii=False)
    missing = ""
    for _character in range(MOST_MISSING):
        try:
            pdf = compile_print(kind, text)
        except typst.TypstError as error:
            found = find_missing(error)
            if not found:
                raise
            missing += found
            text = text.replace(json.dumps(found, ensure_ascii=False)[1:-1], MISSING)
        else:
            break
    else:
        raise NotInFont(missing)
    if missing and not replaces:
        raise NotInFont(missing)
    return pdf


def compile_print(kind: Print, data: str) -> bytes:
    return compile_pdf(f"prints/{kind.id.replace('-', '_')}.typ", data)


def find_missing(error: typst.TypstError) -> str:
    """Return the character that typst says no font holds; an empty text for any other error."""
    match = NOT_SHOWN.search(str(error))
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), match[1]) if match else ""


def frame(kind: Print, order: Order, control: str, printed_by: str) -> dict[str, Any]:
    """Return what stands on every print: title, run, who may read it, when and by whom it was made."""
    run = order.run
    local = timezone.localtime(order.now)
    department = run.course.responsible_department
    return {
        "name": kind.name,
        "title": f"{kind.name}　{run.full_title}",
        "run": run.full_title,
        "code": run.code,
        "when": f"{run.days_in_words_with_year} {run.hours_in_words}".strip(),
        "place": "、".join(run.places),
        "readers": kind.readers,
        "has_people": kind.has_people,
        "city": order.city,
        "office": department.name if department else order.city,
        "phone": run.phone,
        "today": format_long(local.date()),
        "made": f"{format_long(local.date())}{format_time(local.hour, local.minute)}",
        "printed_by": printed_by,
        "control": control,
        "form": order.form or next(iter(kind.forms), ""),
    }
