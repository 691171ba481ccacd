"""Machine translation engines, one file each: a new file with a function `build` is an engine, its name the file's."""

import importlib
import pkgutil
from typing import cast

from translations.engines.base import Engine, Status
from translations.errors import EngineUnavailable

__all__ = ["Engine", "Status", "build", "names"]


def names() -> list[str]:
    """Give the engines' names."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "base")


def build(name: str, **options: str) -> Engine:
    """Give an engine by its name; options are those of its `build`.

    Raises EngineUnavailable for a name that is no engine's.
    """
    if name not in names():
        raise EngineUnavailable(
            f"「{name}」という翻訳エンジンはありません。{', '.join(names())} のどれかを設定してください。 / "
            f'There is no engine "{name}". Set one of {", ".join(names())}.'
        )
    module = importlib.import_module(f"{__name__}.{name}")
    return cast(Engine, module.build(**options))
