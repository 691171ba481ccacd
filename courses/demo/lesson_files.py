"""Reads the lessons' texts: one YAML file each in lessons/<group>/, beside it the same text in another language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "lessons"
# The same language as safe_load; where PyYAML was built with its library in C, ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class LessonFile:
    """One lesson. group: its folder. slug: the file's name behind its number. data: the fields as they stand in the file.

    translations: the same fields by language ("en", "ja-simple"); what a translation leaves out is that of the Japanese.
    """

    group: str
    slug: str
    data: dict[str, Any]
    translations: dict[str, dict[str, Any]]

    @property
    def number(self) -> int:
        return self.data["number"]


@cache
def read_paths() -> dict[str, Any]:
    """Return the groups, the staff's group and the paths."""
    return read_yaml(FOLDER / "paths.yaml")


def read_lessons() -> list[LessonFile]:
    """Return the lessons for residents in the order of their numbers."""
    return [lesson for group in read_paths()["groups"] for lesson in read_group(group["folder"])]


def read_staff_lessons() -> list[LessonFile]:
    """Return the security lessons for the staff."""
    return read_group(read_paths()["staff"]["folder"])


def read_group(folder: str) -> list[LessonFile]:
    files = sorted(path for path in (FOLDER / folder).glob("*.yaml") if path.name.count(".") == 1)
    return [read_lesson(path) for path in files]


@cache
def read_lesson(path: Path) -> LessonFile:
    others = {other.suffixes[0][1:]: read_yaml(other) for other in sorted(path.parent.glob(f"{path.stem}.*.yaml"))}
    return LessonFile(path.parent.name, path.stem.partition("-")[2], read_yaml(path), others)


def read_yaml(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
