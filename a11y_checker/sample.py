"""Which pages of a long list to judge: the representative ones and some drawn by lot.

Source: JIS X 8341-3:2016, JB.1.2 d), pages chosen as representative together with pages chosen at random. Whoever has
the list, the seed and this rule gets the same pages: the addresses are put in order of SHA-256(seed, line feed,
address), and the first N of those that are not representative are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sample:
    """The chosen pages, and what has to be told so that others can repeat the draw."""

    urls: tuple[str, ...]
    facts: dict[str, str | int]


def draw(urls: Iterable[str], representative: Iterable[str], count: int, seed: int, on: date) -> Sample:
    """The representative pages and `count` others of the list; all of them when the list is short."""
    listed = sorted(set(urls))
    first = tuple(dict.fromkeys(representative))
    rest = sorted(set(listed) - set(first), key=lambda url: hashlib.sha256(f"{seed}\n{url}".encode()).hexdigest())
    chosen = rest[:count]
    facts: dict[str, str | int] = {
        "seed": seed,
        "date": on.isoformat(),
        "list_length": len(listed),
        "list_sha256": hashlib.sha256("\n".join(listed).encode()).hexdigest(),
        "representative": len(first),
        "random": len(chosen),
    }
    return Sample((*first, *sorted(chosen)), facts)
