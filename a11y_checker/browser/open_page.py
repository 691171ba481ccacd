"""An open page: its snapshot, with the looks that a snapshot alone cannot give, and its source."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from a11y_checker.addresses import refuse_private
from a11y_checker.browser.operated import OperatedPage
from a11y_checker.errors import JudgeError, LeftPageError, PageLoadError
from a11y_checker.page import STYLE_PROPERTIES

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Response
    from playwright.sync_api import Page as PlaywrightPage

# Our choice: a single-page application gets this long to show its first text.
EMPTY_PAGE_WAIT_MS = 3000
# Our choice: players get this long to find out whether they have sound.
MEDIA_WAIT_MS = 5000
# A film is ready some time before its sound is decoded: until something is heard, it gets half a second more.
_MEDIA_READY = """(() => {
  const ready = window.__a11yCheckerReady = window.__a11yCheckerReady || new WeakMap();
  const settled = (e) => {
    if (e.readyState < 3) return false;
    if (!ready.has(e)) ready.set(e, performance.now());
    return e.localName === "audio" || e.webkitAudioDecodedByteCount > 400 || performance.now() - ready.get(e) > 500;
  };
  return [...document.querySelectorAll("audio, video")]
    .every((e) => settled(e) || e.error || !e.currentSrc || e.preload === "none");
})()"""
# A style sheet that no policy of the page forbids. What is drawn then is what stands behind the texts.
_HIDE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { color: transparent !important; -webkit-text-fill-color: transparent !important;" +
    "text-shadow: none !important; transition: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# Our choice: so many texts on pictures tell enough about one page; a picture of the window takes a fraction of this.
MAX_PICTURED, PICTURE_TIMEOUT_MS = 60, 3000
# Source: ACT rule 59br37, assumptions: a window of 1280 by 1024 px, enlarged to 200 %.
ENLARGED: Any = {"width": 640, "height": 512}
# Our choice: how often a page that goes elsewhere is read, and a key is pressed to get out of what moves the focus; how long
# each gets; and for how many places the key is pressed.
TRIES, TRY_WAIT_MS, MAX_MOVERS = 4, 30, 6
# Our choice: bounds what a page of frames in frames can cost.
MAX_FRAMES = 20


@cache
def snapshot_script() -> str:
    """The snapshot script as a function that gives JSON."""
    text = files("a11y_checker").joinpath("snapshot.js").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    return "(properties) => JSON.stringify((" + "\n".join(lines) + ")(properties))"


@cache
def script(name: str) -> str:
    """A script of this folder as a function: zoom.js (texts cut off in a narrow window), behind.js (colours behind texts)."""
    text = files("a11y_checker").joinpath(name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an open page: its frame, and the snapshot's data.

    owner: number of the frame element in the parent's snapshot, -1 for the page itself.
    parent: index of the parent document in the list, -1 for the page itself.
    """

    frame: Any
    data: Mapping[str, Any]
    owner: int = -1
    parent: int = -1

    def evaluate(self, script: str, argument: object = None) -> Any:
        """The value of a JavaScript function in this document. Raises JudgeError when it throws."""
        # optional extra
        from playwright.sync_api import Error

        try:
            return self.frame.evaluate(script, argument)
        except Error as error:
            raise JudgeError(f"A script could not run in {self.frame.url}: {error.message.splitlines()[0]}") from error


def refuse_error_page(shown: str, url: str) -> None:
    """Raise LeftPageError when the browser shows its own error page: the page sent its reader to where nothing answers."""
    if shown.startswith("chrome-error:"):
        raise LeftPageError(f"{url} leads at once to an address that does not answer.")


class OpenPage:
    """A page that is open in a browser: ours, or a Playwright page of somebody's test."""

    def __init__(self, page: PlaywrightPage, response: Response | None = None) -> None:
        self._page = page
        self._response = response

    @property
    def url(self) -> str:
        """The address after redirects."""
        return self._page.url

    def documents(self) -> list[Document]:
        """Snapshots of the page and of the frames inside it that belong to the same site."""
        if self._response is not None:
            refuse_error_page(self.url, self._response.url)
            refuse_private(self.url, self._response.url)  # a script may have led elsewhere since
        main = self._snapshot(self._page.main_frame)
        if self._response is not None:
            refuse_error_page(main["url"], self._response.url)  # it may have gone on in between
        # Only a script can still write something: an empty page without one stays empty.
        if not main["texts"] and "<script" in main["xml"]:
            self._page.wait_for_timeout(100)
            self._wait_for_text()
            main = self._snapshot(self._page.main_frame)
        if any(extra.get("sound", True) is None for extra in main["extra"].values()):
            self._wait_for(_MEDIA_READY, MEDIA_WAIT_MS)
            main = self._snapshot(self._page.main_frame)
        self._look_behind(main)
        self._enlarge(main)
        self._try_to_leave(main)
        found = [Document(self._page.main_frame, main)]
        if len(self._page.frames) > 1:
            self._add_frames(self._page.main_frame, 0, found)
        return found

    def _look_behind(self, main: Mapping[str, Any]) -> None:
        """Note the colours behind texts that stand on a picture or gradient, as far as the window shows them."""
        # slow import, optional extra
        from playwright.sync_api import Error

        numbers = [int(index) for index, extra in main["extra"].items() if extra.get("pictured")][:MAX_PICTURED]
        if not numbers or main["scroll_at"] != [0, 0]:
            return
        try:
            self._page.evaluate(_HIDE_TEXT)
            picture = self._page.screenshot(animations="allow", caret="initial", timeout=PICTURE_TIMEOUT_MS)
            data = base64.b64encode(picture).decode("ascii")
            behind = self._page.evaluate(script("behind.js"), [data, numbers])
        except Error:  # a page without a picture, or one that went elsewhere meanwhile
            return
        finally:
            self._show_text()
        for index, slices in behind.items():
            main["extra"][index]["behind"] = slices

    def _show_text(self) -> None:
        # slow import, optional extra
        from playwright.sync_api import Error

        try:
            self._page.evaluate("() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }")
        except Error:  # the page went elsewhere by itself meanwhile
            return

    def _enlarge(self, main: Mapping[str, Any]) -> None:
        """Note which texts are cut off when the reader sets 200 %: a window of half the width shows it."""
        size = self._page.viewport_size
        if not main["lows"] or size is None:
            return
        # slow import, optional extra
        from playwright.sync_api import Error

        try:
            self._page.set_viewport_size(ENLARGED)
            cut = self._page.evaluate(script("zoom.js"), main["lows"])
        except Error:  # the page went elsewhere by itself meanwhile
            return
        finally:
            self._page.set_viewport_size(size)
        for index in map(str, cut):
            main["extra"][index] = {**main["extra"].get(index, {}), "cut_enlarged": True}

    def _try_to_leave(self, main: Mapping[str, Any]) -> None:
        """Note which places that move the focus let nobody out by Tab and Shift+Tab."""
        # slow import, optional extra
        from playwright.sync_api import Error

        movers = [int(index) for index, extra in main["extra"].items() if extra.get("moves_focus")]
        if len(movers) > MAX_MOVERS:
            return
        try:
            for index in movers:
                if all(self._place_after(index, key) in movers for key in ("Tab", "Shift+Tab")):
                    main["extra"][str(index)]["trapped"] = True
            if movers:
                self._page.evaluate("() => document.activeElement && document.activeElement.blur()")
        except Error:  # the page went elsewhere by itself meanwhile
            return

    def _place_after(self, index: int, key: str) -> int:
        """The number of the element that has the focus after pressing a key a few times from another one."""
        self._page.evaluate("(index) => window.__a11yCheckerElements[index].focus()", index)
        for _ in range(TRIES):
            self._page.keyboard.press(key)
            self._page.wait_for_timeout(TRY_WAIT_MS)
        return cast("int", self._page.evaluate("() => window.__a11yCheckerElements.indexOf(document.activeElement)"))

    def source(self) -> str:
        """The HTML as the server sent it; "" when it is no longer known."""
        if self._response is None:
            return ""
        # slow import, optional extra
        from playwright.sync_api import Error

        try:
            return self._response.text()
        except (Error, UnicodeDecodeError):
            return ""

    def resources(self) -> tuple[str, ...] | None:
        """The addresses of the files that the page loaded; None when the browser no longer knows all of them."""
        # Source: Resource Timing, section 4: the browser keeps 250 entries.
        script = "() => performance.getEntriesByType('resource').map((entry) => entry.name)"
        found = cast("list[str]", self._page.evaluate(script))
        return tuple(dict.fromkeys(found)) if len(found) < 250 else None

    def operated(self) -> OperatedPage:
        """The same page for rules that operate it."""
        return OperatedPage(self._page)

    def _snapshot(self, frame: Frame) -> Mapping[str, Any]:
        # slow import, optional extra
        from playwright.sync_api import Error

        reason = ""
        for attempt in range(TRIES):
            try:
                if attempt:
                    self._page.wait_for_timeout(TRY_WAIT_MS)
                    frame.wait_for_load_state("load")
                text = frame.evaluate(snapshot_script(), list(STYLE_PROPERTIES))
                return cast("Mapping[str, Any]", json.loads(text))
            except Error as error:  # the page went elsewhere by itself meanwhile
                reason = error.message.splitlines()[0]
        raise PageLoadError(f"{self.url} keeps changing: {reason}")

    def _wait_for_text(self) -> None:
        self._wait_for("document.body && document.body.innerText.trim()", EMPTY_PAGE_WAIT_MS)

    def _wait_for(self, condition: str, timeout_ms: int) -> None:
        from playwright.sync_api import TimeoutError as PlaywrightTimeout

        try:
            self._page.wait_for_function(condition, timeout=timeout_ms)
        except PlaywrightTimeout:
            return

    def _add_frames(self, parent: Frame, parent_index: int, found: list[Document]) -> None:
        # optional extra
        from playwright.sync_api import Error

        for frame in parent.child_frames:
            if len(found) > MAX_FRAMES or not self._is_ours(frame):
                continue
            try:
                owner = frame.frame_element().evaluate("(e) => (window.__a11yCheckerElements || []).indexOf(e)")
                data = self._snapshot(frame)
            except Error:  # the frame went away meanwhile
                continue
            found.append(Document(frame, data, owner, parent_index))
            self._add_frames(frame, len(found) - 1, found)

    def _is_ours(self, frame: Frame) -> bool:
        """Whether a frame's document belongs to the page's site: others cannot be mended here."""
        return frame.url.startswith("about:") or urlsplit(frame.url).netloc == urlsplit(self.url).netloc
