"""Asks other sites whether an address opens: one host after its own delay, as robots.txt allows, never a private network."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from urllib.parse import urlsplit

from a11y_checker.addresses import is_private
from a11y_checker.config import View
from a11y_checker.crawl import read_robots
from a11y_checker.errors import PageLoadError
from a11y_checker.fetch import probe
from a11y_checker.wagtail_app.models import SiteLink

# Our choice: one question a second and host is less than a reader's browser asks; a site may ask for more (Crawl-delay).
DELAY_S = 1.0
MAX_DELAY_S = 30.0
TIMEOUT_S = 15.0
# Our choice: hosts asked at the same time, and addresses of one host a night; the rest comes the next night.
HOSTS_AT_ONCE = 8
MAX_PER_HOST = 300
TRIES = 2
# Source: RFC 9110, section 15.5: there is nothing at this address, now or for good.
GONE = frozenset({404, 410})
SERVER_ERROR = 500

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What an address answered. code: None when nothing did."""

    status: SiteLink.Status
    code: int | None = None


def ask_all(urls: Iterable[str], tell: Callable[[str, Heard], None], wait: Wait = time.sleep) -> None:
    """Ask for each address and tell what it answered as soon as it is known, in this thread."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    heard: SimpleQueue[tuple[str, Heard] | None] = SimpleQueue()
    with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as executor:
        jobs = [executor.submit(_ask_host, urls[:MAX_PER_HOST], heard, wait) for urls in by_host.values()]
        for _job in jobs:
            for url, answer in iter(heard.get, None):
                tell(url, answer)
        for job in jobs:
            job.result()


def _ask_host(urls: list[str], heard: SimpleQueue, wait: Wait) -> None:
    """Ask for the addresses of one host, and put None into the queue at the end, whatever happens."""
    try:
        if is_private(urlsplit(urls[0]).hostname or ""):
            for url in urls:
                heard.put((url, Heard(SiteLink.Status.INSIDE)))
            return
        robots = read_robots(urls[0], View(), TIMEOUT_S)
        delay_s = min(max(DELAY_S, robots.delay_s or 0), MAX_DELAY_S)
        for url in urls:
            wait(delay_s)
            allowed = robots.allows(url)
            heard.put((url, ask(url, lambda: wait(delay_s)) if allowed else Heard(SiteLink.Status.CLOSED)))
    finally:
        heard.put(None)


def ask(url: str, wait: Callable[[], None]) -> Heard:
    """Ask for one address; once more when nothing answers or the server is out of order."""
    answer = Heard(SiteLink.Status.UNREACHABLE)
    for number in range(TRIES):
        if number:
            wait()
        try:
            answer = _classify(probe(url, View(), TIMEOUT_S))
        except PageLoadError:
            answer = Heard(SiteLink.Status.UNREACHABLE)
        if answer.status not in (SiteLink.Status.UNREACHABLE, SiteLink.Status.SERVER):
            break
    return answer


def _classify(code: int) -> Heard:
    if code in GONE:
        return Heard(SiteLink.Status.MISSING, code)
    if code >= SERVER_ERROR:
        return Heard(SiteLink.Status.SERVER, code)
    return Heard(SiteLink.Status.CLOSED if code >= 400 else SiteLink.Status.OK, code)
