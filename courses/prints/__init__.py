"""Prints for staff (courses.md §7.3, R-01 to R-09): each file is one print, and is found by itself."""

import functools
import importlib
import pkgutil

from courses.prints.base import NotInFont, Order, Print, Sheet, make_pdf

__all__ = ["NotInFont", "Order", "Print", "Sheet", "all_prints", "find_print", "make_pdf"]


@functools.cache
def all_prints() -> tuple[Print, ...]:
    """Return every print, by number and then by name."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name not in ("base", "people")]
    found = [importlib.import_module(f"{__name__}.{name}").PRINT for name in names]
    return tuple(sorted(found, key=lambda item: (item.number, item.id)))


def find_print(key: str) -> Print | None:
    """Return the print with that id, or None."""
    return next((item for item in all_prints() if item.id == key), None)
