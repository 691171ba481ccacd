"""The rules of easy Japanese, one file each: a new file with a RULE is a rule, its id the file's name with hyphens."""

import functools
import importlib
import pkgutil

from translations.easy_japanese.finding import Rule


@functools.cache
def all_rules() -> dict[str, Rule]:
    """Give every rule by its id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}").RULE for name in names}
