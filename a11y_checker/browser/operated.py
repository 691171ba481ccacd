"""An open page as rules operate it (`--deep`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from a11y_checker.errors import JudgeError

if TYPE_CHECKING:
    from playwright.sync_api import Page as PlaywrightPage


class OperatedPage:
    """Keyboard, pointer and window of an open page (operate.py). Raises JudgeError when the page goes away meanwhile."""

    def __init__(self, page: PlaywrightPage) -> None:
        self._page = page
        self._size = page.viewport_size or {"width": 1280, "height": 720}

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of a JavaScript function in the page."""
        with self._told():
            return self._page.evaluate(script, argument)

    def press(self, key: str) -> None:
        """Press and release a key."""
        with self._told():
            self._page.keyboard.press(key)

    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        with self._told():
            self._page.mouse.move(x, y)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        with self._told():
            self._page.set_viewport_size({"width": width, "height": height})

    def picture(self, box: tuple[float, float, float, float]) -> bytes:
        """A PNG of a part of the window."""
        x, y, width, height = box
        with self._told():
            return self._page.screenshot(clip={"x": x, "y": y, "width": width, "height": height})

    def restore(self) -> None:
        """Bring size, place and focus back."""
        self.resize(self._size["width"], self._size["height"])
        self.move(0, 0)
        self.evaluate("() => { if (document.activeElement) document.activeElement.blur(); scrollTo(0, 0); }")

    @contextmanager
    def _told(self) -> Iterator[None]:
        # optional extra
        from playwright.sync_api import Error

        try:
            yield
        except Error as error:
            raise JudgeError(f"{self._page.url} could not be operated: {error.message.splitlines()[0]}") from error
