"""Reads the demo pages: one YAML file a page, in folders that follow the addresses."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEMO_DIR = Path(__file__).parent


@dataclass(frozen=True)
class PageFile:
    """One page of the demo.

    path: address below the home page without slashes at the ends; empty for the home page.
    data: the file's content.
    """

    path: str
    data: dict[str, Any]

    @property
    def slug(self) -> str:
        return self.data.get("slug") or self.path.rpartition("/")[2] or "home"

    @property
    def parent_path(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Parents first, then the order the file asks for."""
        depth = self.path.count("/") + bool(self.path)
        return depth, self.data.get("order", 100), self.path


def read_page_files(folder: Path) -> dict[str, PageFile]:
    """Return all page files by path, parents before children.

    Raises ValueError naming the file when one cannot be read.
    """
    files = [read_page_file(path, folder) for path in folder.rglob("*.yaml")]
    return {file.path: file for file in sorted(files, key=lambda file: file.sort_key)}


def read_page_file(path: Path, folder: Path) -> PageFile:
    relative = path.relative_to(folder).with_suffix("")
    parts = relative.parts[:-1] if relative.name == "index" else relative.parts
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {error}") from error
    return PageFile("/".join(parts), data)


def find_owners(files: dict[str, PageFile]) -> dict[str, str]:
    """Return the department (short name) whose page uses each picture or file, by file name."""
    owners: dict[str, str] = {}
    for path, file in files.items():
        department = next(
            (files[above].data["department"] for above in paths_upwards(path) if "department" in files[above].data), ""
        )
        for name in find_values(file.data, {"document", "image", "film", "captions"}):
            owners.setdefault(name, department)
    return owners


def paths_upwards(path: str) -> list[str]:
    """Return the path and all above it, the home page last."""
    parts = path.split("/") if path else []
    return ["/".join(parts[:length]) for length in range(len(parts), -1, -1)]


def find_values(data: object, keys: set[str]) -> list[str]:
    """Return every text that stands under one of the keys, at any depth."""
    if isinstance(data, list):
        return [value for item in data for value in find_values(item, keys)]
    if not isinstance(data, dict):
        return []
    own = [value for key, value in data.items() if key in keys and isinstance(value, str)]
    return own + [value for item in data.values() for value in find_values(item, keys)]
