"""Former results: a page whose HTML, files and rules are what they were is not judged again.

A page is taken as unchanged when the server sends the same HTML (but for one-time tokens) and the same style sheets,
scripts, pictures and data that made it up in the browser, and when the program and the settings are the same. What a
page's scripts make of the time of day or of chance is not seen; a run without the cache, say once a month, does see it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from a11y_checker import axe
from a11y_checker.config import Settings
from a11y_checker.errors import MissingExtraError, PageError, PageLoadError
from a11y_checker.fetch import fetch

# One-time values that Django and content security policies put into every answer.
_TOKENS = re.compile(rb"""\snonce=["'][^"']*["']|<input[^>]+csrfmiddlewaretoken[^>]*>""")


class ResultCache:
    """Records of former runs in a folder, one file per address."""

    def __init__(self, settings: Settings, exceptions: Sequence[object]) -> None:
        self._folder = Path(settings.cache)
        self._settings = settings
        self._signature = _signature(settings, exceptions)
        self._hashes: dict[str, str] = {}

    def find(self, url: str) -> Mapping[str, Any] | None:
        """The record of a page that did not change; None when it has to be judged."""
        try:
            kept = json.loads(self._path(url).read_text(encoding="utf-8"))
            if kept["signature"] != self._signature or kept["asked"] != url:
                return None
            same = all(self._hash(address) == known for address, known in kept["files"].items())
            record: Mapping[str, Any] = kept["record"]
            return record if same else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, PageError):
            return None

    def keep(self, url: str, record: Mapping[str, Any], resources: Sequence[str] | None) -> None:
        """Keep a page's record, unless it has an error or what it was made of is not known."""
        if resources is None or record["page"] is None or record["page"]["error"] is not None:
            return
        addresses = [url, *(address for address in resources if address.startswith(("http://", "https://", "file://")))]
        try:
            found = {address: self._hash(address) for address in addresses}
        except PageError:
            return
        kept = {"signature": self._signature, "asked": url, "files": found, "record": record}
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(url)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
        new.replace(path)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.json"

    def _hash(self, address: str) -> str:
        """The hash of what an address gives now; asked for once in a run. Raises PageError when it gives nothing."""
        if address not in self._hashes:
            self._hashes[address] = hashlib.sha256(_TOKENS.sub(b"", self._read(address))).hexdigest()
        return self._hashes[address]

    def _read(self, address: str) -> bytes:
        parts = urlsplit(address)
        if parts.scheme != "file":
            try:
                return fetch(address, self._settings.view, self._settings.timeout_s).body
            except PageLoadError as error:
                if error.is_temporary or "answered with HTTP" not in str(error):
                    raise
                return str(error).encode()  # a file that is missing, and stays so, is no change
        try:
            return Path(url2pathname(parts.path)).read_bytes()
        except OSError as error:
            raise PageError(f"{address} cannot be read.") from error


def _signature(settings: Settings, exceptions: Sequence[object]) -> str:
    """What besides the page decides about its result: the program, axe-core, the settings, the exceptions in force."""
    try:
        engine = axe.version() if settings.browser and settings.axe else ""
    except MissingExtraError:
        engine = ""
    chosen = (
        settings.profile,
        settings.level,
        settings.browser,
        settings.axe,
        settings.only,
        settings.skip,
        settings.view,
    )
    return hashlib.sha256(repr((program_hash(), engine, chosen, tuple(exceptions))).encode()).hexdigest()


@cache
def program_hash() -> str:
    """A hash over every file of this package: any change of a rule or its data changes it."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(files("a11y_checker"), "")):
        digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name not in ("__pycache__", "wagtail_app"):
                found += _files(entry, name)
        elif entry.name.endswith((".py", ".js", ".tsv", ".toml", ".txt")):
            found.append((name, entry))
    return found
