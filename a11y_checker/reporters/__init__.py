"""Report formats. One is one file of this folder, with MEDIA_TYPE, EXTENSION and `pieces`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from a11y_checker.errors import UsageError
from a11y_checker.results import SiteReport


@dataclass(frozen=True, slots=True)
class Reporter:
    """One format, as its module offers it.

    pieces: the report as text, piece by piece, so that no report has to fit into memory; language is "ja" or "en".
    """

    name: str
    MEDIA_TYPE: str
    EXTENSION: str
    pieces: Callable[[SiteReport, str], Iterator[str]]

    def render(self, report: SiteReport, language: str) -> str:
        """The whole report as one text."""
        return "".join(self.pieces(report, language))


def names() -> list[str]:
    """The names of all formats."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def get(name: str) -> Reporter:
    """The reporter with this name. Raises UsageError for an unknown one."""
    if name not in names():
        raise UsageError(f'There is no report format "{name}". Choose one of: {", ".join(names())}.')
    module = import_module(f"{__name__}.{name}")
    return Reporter(name, module.MEDIA_TYPE, module.EXTENSION, module.pieces)
