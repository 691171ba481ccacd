"""Fixes files in place, in the encoding they have."""

from __future__ import annotations

import codecs
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from a11y_checker.errors import UsageError
from a11y_checker.fixes import fix_html

ENDINGS = (".html", ".htm", ".xhtml")
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_CODECS = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}


@dataclass(frozen=True, slots=True)
class FileFix:
    """What was mended, or would be, in one file.

    why_not: why a file that needs mending was left as it is; "" when it was not.
    """

    path: Path
    before: str
    after: str
    count: Counter[str] = field(default_factory=Counter)
    why_not: str = ""

    def diff(self) -> Iterator[str]:
        """The change as a unified diff."""
        name = self.path.as_posix()
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
        return (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def fix_files(names: Sequence[str], *, write: bool) -> list[FileFix]:
    """The files that had something to mend, among the named ones and in the named folders. Raises UsageError."""
    found: list[FileFix] = []
    for name in names:
        path = Path(name)
        if not path.exists():
            raise UsageError(f'--fix mends files and folders; "{name}" is neither.')
        root = path if path.is_dir() else path.parent
        pages = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS) if path.is_dir() else [path]
        found += [fixed for page in pages if (fixed := _fix(page, root, write)) is not None]
    return found


def _fix(path: Path, root: Path, write: bool) -> FileFix | None:
    raw = path.read_bytes()
    codec = codec_of(raw)
    if codec is None:
        return FileFix(path, "", "", why_not="its encoding is not known for certain")
    before = raw.decode(codec)
    fixed = fix_html(before, lambda href: size_of(href, path, root))
    if fixed.source == before:
        return None
    try:
        data = fixed.source.encode(codec)
    except UnicodeEncodeError:
        return FileFix(path, before, before, why_not=f"the mended text cannot be written in {codec}")
    if write:
        path.write_bytes(data)
    return FileFix(path, before, fixed.source, fixed.count)


def codec_of(raw: bytes) -> str | None:
    """The codec in which a file can be read and written back byte by byte; None when there is none for certain."""
    meta = _META.search(raw[:4096])
    declared = meta.group(1).decode("ascii").lower() if meta else "utf-8"
    for name in ("utf-8" if raw.startswith(codecs.BOM_UTF8) else "", _CODECS.get(declared, declared), "utf-8"):
        try:
            if name and raw.decode(name).encode(name) == raw:
                return name
        except (LookupError, UnicodeError):
            continue
    return None


def size_of(href: str, page: Path, root: Path) -> int | None:
    """The size of the file that a link leads to, inside the folder of the site; None for everything else."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    target = (root / path.lstrip("/") if path.startswith("/") else page.parent / path).resolve()
    if not target.is_relative_to(root.resolve()) or not target.is_file():
        return None
    return target.stat().st_size
