"""Checks on a translation, one file each: a new file with a function `check` is a check, its id the file's name with hyphens."""

import functools
import importlib
import pkgutil

from translations.quality.finding import Check, Finding, Pair

__all__ = ["Check", "Finding", "Pair", "checks", "judge"]


@functools.cache
def checks() -> dict[str, Check]:
    """Give every check by its id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "finding")
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}").check for name in names}


def judge(pair: Pair) -> list[Finding]:
    """Give what all checks find, errors before warnings. An empty translation is judged by `untranslated` alone."""
    if not pair.target.strip():
        return checks()["untranslated"](pair)
    found = [finding for check in checks().values() for finding in check(pair)]
    return sorted(found, key=lambda finding: not finding.is_certain)
