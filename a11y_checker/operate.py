"""What a `--deep` rule may do to an open page, and the form of such a rule.

A rule about operation drives the page for real: the keyboard, the pointer, the size of the window. It gets an `Operated`
page, never the browser itself, and names elements by their number in the page's snapshot.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict
from a11y_checker.rule import Rule

T = TypeVar("T")
Verdicts = list[tuple[Element, Verdict]]


class Operated(Protocol):
    """An open page that can be operated. Numbers are places in the snapshot's list of elements; -1 is none of them."""

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of a JavaScript function in the page."""

    def press(self, key: str) -> None:
        """Press and release a key, such as "Tab" or "Shift+Tab"."""

    def move(self, x: float, y: float) -> None:
        """Move the pointer, in CSS px from the window's top left."""

    def resize(self, width: int, height: int) -> None:
        """Give the window another size in CSS px."""

    def picture(self, box: tuple[float, float, float, float]) -> bytes:
        """A PNG of a part of the window: x, y, width, height in CSS px."""

    def restore(self) -> None:
        """Bring the window back to its size, the page to its top, and the focus to nowhere."""


class Clock:
    """The time that is left for operating one page."""

    def __init__(self, seconds: float) -> None:
        self._end = time.perf_counter() + seconds

    @property
    def is_over(self) -> bool:
        """Whether nothing new is to be begun."""
        return time.perf_counter() >= self._end

    def each(self, values: Iterable[T]) -> Iterator[T]:
        """The values for as long as there is time."""
        for value in values:
            if self.is_over:
                return
            yield value


@dataclass(frozen=True, slots=True)
class DeepRule(Rule):
    """A rule that operates the page. operate: the verdicts on its targets; stops when the clock is over."""

    operate: Callable[[Operated, Page, Clock], Verdicts] | None = None


# The deepest element that has the focus, by its number; shadow trees are entered. Scripts that answer to a key at once have
# answered by then.
FOCUSED = """async () => {
  await new Promise((done) => setTimeout(() => setTimeout(done)));
  let e = document.activeElement;
  while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  return !e || e === document.body || e === document.documentElement ? -1 : (window.__a11yCheckerElements || []).indexOf(e);
}"""


def focused(operated: Operated) -> int:
    """The number of the element that has the focus; -1 when none of the snapshot's has."""
    number: int = operated.evaluate(FOCUSED)
    return number
