"""Practice screens: harmless copies where a learner can tap and err. Each file is one screen, and is found by itself.

Nothing is sent: a screen is one page whose scenes are parts of it, and the ways between them are links to those parts.
"""

import functools
import importlib
import pkgutil

from courses.practice.base import Practice, Question, Scene, Way

__all__ = ["Practice", "Question", "Scene", "Way", "all_practices", "find_practice", "list_choices"]


@functools.cache
def all_practices() -> tuple[Practice, ...]:
    """Return every practice screen in the order in which they are listed."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name != "base"]
    found = [importlib.import_module(f"{__name__}.{name}").PRACTICE for name in names]
    return tuple(sorted(found, key=lambda item: item.order))


def find_practice(key: str) -> Practice | None:
    """Return the practice screen with that id, or None."""
    return next((item for item in all_practices() if item.id == key), None)


def list_choices() -> list[tuple[str, str]]:
    """Return the screens to choose from, as (id, title)."""
    return [(item.id, item.title) for item in all_practices()]
