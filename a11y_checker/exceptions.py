"""Which findings are let be: the exceptions of the configuration, as long as they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatch
from urllib.parse import urlsplit

from cssselect import SelectorError

from a11y_checker.config import Exemption
from a11y_checker.dom import Element, ancestors
from a11y_checker.errors import UsageError
from a11y_checker.page import Page


class Exceptions:
    """The exceptions in force on a day.

    expired: those whose last day is over, each as a line of words; they make a run fail until somebody decides anew.
    """

    def __init__(self, entries: Sequence[Exemption], on: date) -> None:
        self.active = tuple(entry for entry in entries if entry.until >= on)
        self.expired = tuple(
            f"{entry.rule} {entry.selector} {entry.url}: {words(entry)}" for entry in entries if entry.until < on
        )

    def reason(self, rule: str, place: Element, page: Page, url: str) -> str:
        """Why a finding is let be; "" when it is not. url: of the whole page, also for a finding in a frame."""
        entry = next((e for e in self.active if _covers(e, rule, place, page, url)), None)
        return words(entry) if entry else ""


def words(entry: Exemption) -> str:
    """An exception as reports show it."""
    return f"{entry.reason} ({entry.who}, {entry.until.isoformat()})"


def _covers(entry: Exemption, rule: str, place: Element, page: Page, url: str) -> bool:
    if not fnmatch(rule, entry.rule):
        return False
    if not (fnmatch(url, entry.url) or fnmatch(urlsplit(url).path, entry.url)):
        return False
    if not entry.selector:
        return True
    try:
        matched = set(page.select(entry.selector))
    except SelectorError as error:
        raise UsageError(f'The exception\'s selector "{entry.selector}" is no CSS selector: {error}.') from error
    return any(element in matched for element in (place, *ancestors(place)))
