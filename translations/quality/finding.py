"""What a check looks at and what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field

from translations.glossary import Glossary


@dataclass(frozen=True)
class Pair:
    """A source and its translation, as plain text, with the ids of the links in each.

    locale: of the target, as Django writes it.
    """

    source: str
    target: str
    locale: str
    glossary: Glossary = field(default_factory=Glossary)
    source_links: tuple[str, ...] = ()
    target_links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    check: the check's id. is_certain: False where a person may find it right (a warning, no error).
    ja, en: the message for the person who translates.
    """

    check: str
    ja: str
    en: str
    is_certain: bool = True


Check = Callable[[Pair], list[Finding]]
