"""All rules. A rule is one file of this folder; `all_rules()` finds it by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from a11y_checker.rule import Rule, with_example


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this folder, by id."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(with_example(import_module(f"{__name__}.{name}").RULE) for name in names)
