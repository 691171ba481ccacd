"""Links to files get the file's type and size, as 「（PDF：120キロバイト）」."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from a11y_checker.fixes.markup import Part

_NAMES = {
    "pdf": "PDF", "doc": "Word", "docx": "Word", "xls": "Excel", "xlsx": "Excel", "ppt": "PowerPoint",
    "pptx": "PowerPoint", "csv": "CSV", "zip": "ZIP", "jtd": "一太郎", "txt": "テキスト",
}  # fmt: skip
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_SIZE = re.compile(r"[0-9][0-9.,]*\s*(?:[kmg]b|バイト|byte|キロ|メガ)", re.I)


def fix_links(parts: Sequence[Part], size_of: Callable[[str], int | None]) -> int:
    """Add type and size to the text of links to files whose size is known; gives how many."""
    count = 0
    for index, part in enumerate(parts):
        if part.tag != "a":
            continue
        href = _HREF.search(part.text)
        if href is None:
            continue
        address = unescape(href[1] or href[2] or href[3] or "").strip()
        end = next((n for n in range(index + 1, len(parts)) if parts[n].tag in ("/a", "a")), len(parts))
        if (
            end < len(parts)
            and parts[end].tag == "/a"
            and _mend(parts[index + 1 : end], parts[end + 1 :], address, size_of)
        ):
            count += 1
    return count


def _mend(inside: Sequence[Part], behind: Sequence[Part], address: str, size_of: Callable[[str], int | None]) -> bool:
    kind = unquote(urlsplit(address).path).rpartition(".")[2].lower()
    words = "".join(part.text for part in inside if part.is_text)
    texts = [part for part in inside if part.is_text and part.text.strip()]
    around = words + "".join(part.text for part in behind[:2] if part.is_text)[:40]
    if kind not in _NAMES or not texts or not texts[-1].may_change or _SIZE.search(around):
        return False
    size = size_of(address)
    if size is None:
        return False
    name = _NAMES[kind]
    has_name = re.search(rf"{name}|{kind}", around, re.I) is not None
    last = texts[-1]
    bare = last.text.rstrip()
    note = f"（{readable(size)}）" if has_name else f"（{name}：{readable(size)}）"
    last.text = f"{bare}{note}{last.text[len(bare) :]}"
    return True


def readable(size: int) -> str:
    """A size in words that are read aloud well."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}キロバイト"
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + "メガバイト"
