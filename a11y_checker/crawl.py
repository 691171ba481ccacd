"""Which addresses of a site to visit: robots.txt, sitemaps, and a frontier that cannot run away.

Nothing here opens pages. site.py takes the next address from the `Frontier`, has it checked, and
gives back the links that were on it.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from lxml import etree

from a11y_checker.config import View
from a11y_checker.errors import PageLoadError, UsageError
from a11y_checker.fetch import USER_AGENT, fetch

# Files that are no pages. A wrong guess costs nothing: other types are seen by their Content-Type.
_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|lzh|gz|csv|tsv|txt|rtf|xml|rss|atom|json|ics|kml|jpe?g|png|gif|webp|svg|bmp"
    r"|ico|tiff?|mp[34]|m4[av]|wav|ogg|mov|avi|wmv|webm|css|m?js|woff2?|ttf|exe|dmg|jtd|dxf|shp)$",
    re.I,
)
# Our choice: bounds of a trap, far above what a real municipal site has.
MAX_QUERIES_PER_PATH = 200
MAX_DEPTH = 20
MAX_REPEATS = 3
MAX_URL_CHARS = 2000
# Source: sitemaps.org, protocol: at most 50,000 addresses a file; the index depth is ours.
MAX_SITEMAP_DEPTH = 3
MAX_SITEMAP_FILES = 200


def normalise(url: str) -> str:
    """An address in one form: no fragment, no default port, host in small letters, a path."""
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(scheme)
    netloc = host if parts.port in (None, default) else f"{host}:{parts.port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def _bare_path(address: str) -> str:
    """The path without what often differs between two addresses of one page."""
    path = urlsplit(address).path
    return re.sub(r"(?:index|default)\.\w+$", "", path, flags=re.I).rstrip("/")


class Robots:
    """What robots.txt of one host allows."""

    def __init__(self, text: str, url: str) -> None:
        self._parser = RobotFileParser(url)
        self._parser.parse(text.splitlines())

    def allows(self, url: str) -> bool:
        """Whether our user agent may visit an address."""
        return self._parser.can_fetch(USER_AGENT, url)

    @property
    def delay_s(self) -> float | None:
        """Crawl-delay in seconds, None when none is asked for."""
        delay = self._parser.crawl_delay(USER_AGENT)
        return None if delay is None else float(delay)

    @property
    def sitemaps(self) -> list[str]:
        """The sitemaps it names."""
        return self._parser.site_maps() or []


def read_robots(start: str, view: View, timeout_s: float) -> Robots:
    """The host's robots.txt; without one everything is allowed (RFC 9309, section 2.3.1.3)."""
    url = urljoin(start, "/robots.txt")
    try:
        answer = fetch(url, view, timeout_s)
    except PageLoadError:
        return Robots("", url)
    return Robots(answer.body.decode("utf-8", "replace"), url)


def sitemap_urls(url: str, view: View, timeout_s: float) -> list[str]:
    """The addresses that a sitemap lists: XML, an index of others, gzipped, or plain text.

    Raises PageLoadError when it does not answer, UsageError when it is no sitemap.
    """
    found: dict[str, None] = {}
    todo = deque([(url, 0)])
    seen = {url}
    while todo and len(seen) <= MAX_SITEMAP_FILES:
        here, depth = todo.popleft()
        pages, more = _read_sitemap(here, view, timeout_s)
        found.update(dict.fromkeys(pages))
        if depth < MAX_SITEMAP_DEPTH:
            fresh = [address for address in more if address not in seen]
            seen.update(fresh)
            todo.extend((address, depth + 1) for address in fresh)
    return list(found)


def _read_sitemap(url: str, view: View, timeout_s: float) -> tuple[list[str], list[str]]:
    """(addresses of pages, addresses of further sitemaps)."""
    body = fetch(url, view, timeout_s).body
    if body.startswith(b"\x1f\x8b"):
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError) as error:
            raise UsageError(f"The sitemap {url} is a damaged gzip file.") from error
    if not body.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        lines = body.decode("utf-8", "replace").split()
        return [line for line in lines if line.startswith(("http://", "https://"))], []
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UsageError(f"The sitemap {url} is not well-formed XML: {error}.") from error
    entries = root.iter("{*}url", "{*}sitemap")
    places = [urljoin(url, (loc.text or "").strip()) for entry in entries for loc in entry.findall("{*}loc")]
    is_index = etree.QName(root).localname == "sitemapindex"
    return ([], places) if is_index else (places, [])


class Frontier:
    """The addresses still to visit, each once, all on one host.

    limit: most addresses ever handed out. skipped: how many were left out, by reason.
    """

    def __init__(
        self, start: str, *, limit: int, robots: Robots, include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> None:
        self._host = urlsplit(normalise(start)).netloc
        self._limit = limit
        self._robots = robots
        self._include = include
        self._exclude = exclude
        self._seen: set[str] = set()
        self._refused: set[str] = set()
        self._todo: deque[str] = deque()
        self._queries: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.add([start])

    def add(self, urls: Iterable[str]) -> None:
        """Queue the addresses that are of this site, new, and allowed."""
        for url in urls:
            try:
                address = normalise(url)
            except ValueError:
                continue
            if address in self._seen or not self._is_ours(address):
                continue
            self._seen.add(address)
            reason = self._refusal(address)
            if reason:
                self.skipped[reason] += 1
                self._refused.add(address)
            else:
                self._todo.append(address)

    def take(self) -> str | None:
        """The next address, None when there is none for now."""
        return self._todo.popleft() if self._todo else None

    def mark(self, url: str) -> bool:
        """Note an address reached by a redirect; False when it was seen before or is another site's."""
        address = normalise(url)
        if address in self._seen or not self._is_ours(address):
            return False
        self._seen.add(address)
        return True

    def prefers(self, canonical: str, url: str) -> bool:
        """Whether a page gives another address as its own, which is then queued instead of judging this one.

        Believed only for another form of the same address (query, final slash, index file): a template that names the
        home page as canonical everywhere must not hide a whole site.
        """
        try:
            address, here = normalise(canonical), normalise(url)
        except ValueError:
            return False
        if address == here or not self._is_ours(address) or _bare_path(address) != _bare_path(here):
            return False
        self.add([address])
        if address in self._refused:
            return False
        self.skipped["canonical"] += 1
        return True

    @property
    def waiting(self) -> int:
        """How many addresses are queued."""
        return len(self._todo)

    def _is_ours(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.netloc == self._host

    def _refusal(self, address: str) -> str:
        parts = urlsplit(address)
        if _FILES.search(parts.path):
            return "file"
        if not self._robots.allows(address):
            return "robots.txt"
        if self._include and not any(fnmatch(address, pattern) for pattern in self._include):
            return "not included"
        if any(fnmatch(address, pattern) for pattern in self._exclude):
            return "excluded"
        if self._is_trap(address, parts.path, parts.query):
            return "trap"
        return "limit" if len(self._seen) - len(self._refused) > self._limit else ""

    def _is_trap(self, address: str, path: str, query: str) -> bool:
        """Whether an address looks like one of endlessly many."""
        steps = [step for step in path.split("/") if step]
        if len(address) > MAX_URL_CHARS or len(steps) > MAX_DEPTH:
            return True
        if steps and max(Counter(steps).values()) > MAX_REPEATS:
            return True
        if query:
            self._queries[path] += 1
        return self._queries[path] > MAX_QUERIES_PER_PATH
