"""What an engine is."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Status(NamedTuple):
    """Whether an engine can translate a pair of languages now, and if not, what to do: one line in each language."""

    is_ready: bool
    ja: str = ""
    en: str = ""


class Engine(Protocol):
    """Translates plain text. Locales are written as Django writes them: ja, en, pt-br, vi, zh-hans, ko."""

    name: str

    def status(self, source: str, target: str) -> Status:
        """Tell whether it can translate from source to target; loads nothing heavy."""

    def translate(self, texts: list[str], source: str, target: str) -> Sequence[str | None]:
        """Give a translation for each text, in the same order; None where it has none.

        Raises EngineUnavailable if the engine as a whole cannot work (no package, no model, no server).
        """
