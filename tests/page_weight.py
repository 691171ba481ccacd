"""What a page weighs: the bytes, not compressed, of all a browser with an empty cache fetches for it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.contrib.staticfiles import finders
from django.test import Client

IMPORT = re.compile(r'^import .* from "(?P<path>[^"]+)";$', re.MULTILINE)
Fetch = Callable[[str], bytes]


def fetch_by(client: Client) -> Fetch:
    """Return a function that gives what stands at an address, static files from their sources."""

    def fetch(address: str) -> bytes:
        if address.startswith("/static/"):
            return Path(finders.find(address.removeprefix("/static/"))).read_bytes()
        response = client.get(address)
        assert response.status_code == 200
        return b"".join(response.streaming_content) if response.streaming else response.content

    return fetch


def weigh(path: str, fetch: Fetch) -> dict[str, int]:
    """Return the bytes of a page by kind: html, css, js, images.

    fetch: gives what stands at an address of the site. Of a picture in several sizes the largest is counted.
    """
    html = fetch(path)
    soup = BeautifulSoup(html.decode(), "html5lib")
    sheets = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    scripts = {address for tag in soup.select("script[src]") for address in find_modules(tag["src"], fetch)}
    pictures = {largest(tag) for tag in soup.select("img")} | {link["href"] for link in soup.select("link[rel=icon]")}
    return {
        "html": len(html),
        "css": sum(len(fetch(address)) for address in sheets),
        "js": sum(len(fetch(address)) for address in scripts),
        "images": sum(len(fetch(urljoin(path, address))) for address in pictures),
    }


def find_modules(address: str, fetch: Fetch) -> Iterator[str]:
    """Yield a script and everything it imports."""
    yield address
    for match in IMPORT.finditer(fetch(address).decode()):
        yield from find_modules(urljoin(address, match["path"]), fetch)


def largest(image: Tag) -> str:
    """Return the address of the widest file a browser may choose for a picture."""
    candidates = [part.split() for part in image.get("srcset", "").split(",") if part.strip()]
    if not candidates:
        return image["src"]
    return max(candidates, key=lambda candidate: int(candidate[1].rstrip("w")))[0]
