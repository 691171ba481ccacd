"""All rules that operate the page (`--deep`). A rule is one file of this folder; `all_deep_rules()` finds it by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from a11y_checker.operate import DeepRule


@cache
def all_deep_rules() -> tuple[DeepRule, ...]:
    """Every rule of this folder, in order of its file's name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").RULE for name in names)
