"""Safe fixes of HTML files: what has exactly one right answer, and never words of our own making.

width         full-width letters and digits become half width, half-width katakana full width
spaces        日　時 becomes 日時
dates         2026/3/1, 3/1（日） and R8.3.1 become 2026年3月1日, 3月1日（日） and 令和8年3月1日
weekday       the date of an event gets its weekday
phones        phone numbers become tel: links
files         links to files in the folder say the file's type and size

The source is edited in place: everything else stays as it is, to the byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from a11y_checker.fixes import files, text
from a11y_checker.fixes.markup import split

# The size in bytes of what a link of the page leads to; None when it is not known.
SizeOf = Callable[[str], int | None]


@dataclass(slots=True)
class Fixed:
    """The mended source, and how many places of each kind were mended."""

    source: str
    count: Counter[str] = field(default_factory=Counter)


def fix_html(source: str, size_of: SizeOf = lambda href: None) -> Fixed:
    """The HTML with all safe fixes. Mending what is mended changes nothing."""
    count: Counter[str] = Counter()
    parts = split(source)
    for part in parts:
        if part.is_text and part.may_change:
            for name, fix in text.FIXES.items():
                part.text, changes = fix(part)
                count[name] += changes
    count["files"] = files.fix_links(parts, size_of)
    return Fixed("".join(part.text for part in parts), +count)
