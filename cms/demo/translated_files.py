"""Reads the demo's texts in other languages: folders below `translations/`, one for a language, one YAML file a page.

Foreign languages: Japanese string → translation, the strings as wagtail-localize cuts them. Easy Japanese: a page of its own in
the form of the Japanese files; `written_from` says after which state of the Japanese file it was written.
"""

import hashlib
from functools import cache
from pathlib import Path

from cms.demo.page_files import DEMO_DIR, PageFile, read_page_files

TRANSLATIONS = DEMO_DIR / "translations"
EASY_JAPANESE = "ja-simple"


def find_languages() -> list[str]:
    """Return the foreign languages that the demo has texts in."""
    return sorted(folder.name for folder in TRANSLATIONS.iterdir() if folder.is_dir() and folder.name != EASY_JAPANESE)


@cache
def read_translations(language: str) -> dict[str, dict[str, str]]:
    """Return the strings of each page by its path, parents before children."""
    return {path: file.data for path, file in read_page_files(TRANSLATIONS / language).items()}


@cache
def read_easy_pages() -> dict[str, PageFile]:
    """Return the pages in easy Japanese by their path, parents before children."""
    return read_page_files(TRANSLATIONS / EASY_JAPANESE)


def find_page_file(path: str) -> Path:
    """Return the file of the Japanese page."""
    section = DEMO_DIR / "pages" / path / "index.yaml"
    return section if section.exists() else DEMO_DIR / "pages" / f"{path}.yaml"


def state_of(path: str) -> str:
    """Return what `written_from` holds as long as the Japanese page is as it was."""
    return hashlib.sha256(find_page_file(path).read_bytes()).hexdigest()[:12]
