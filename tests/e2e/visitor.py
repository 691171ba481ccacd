"""Somebody with a browser at the demo city."""

from typing import Self

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

# Our choice: an action on this machine takes well under a second; both cores may be busy with other tests.
ACTION_TIMEOUT_MS = 15_000


class Visitor:
    """Opens pages; notes what went wrong and what was asked of other servers.

    errors: what the browser's console says, broken rules of the content security policy among it.
    foreign: addresses outside this machine that a page asked for; none of them was reached.
    """

    def __init__(self, context: BrowserContext, city_url: str) -> None:
        self.city_url = city_url
        self.context = context
        self.errors: list[str] = []
        self.foreign: list[str] = []
        context.set_default_timeout(ACTION_TIMEOUT_MS)
        context.route(lambda url: not url.startswith(city_url), self._refuse)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page: Page = context.new_page()

    def look(self, width: int, height: int, display: str) -> Self:
        """Make the window so many CSS px wide and high, and choose other display settings, "" for none."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.context.clear_cookies(name="display")
        if display:
            self.context.add_cookies([{"name": "display", "value": display, "url": self.city_url}])
        return self

    def open(self, path: str) -> Page:
        """Go to a page of the city, by its path."""
        self.page.goto(self.city_url + path)
        return self.page

    def _refuse(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)
