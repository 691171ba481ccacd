"""What a page weighs: the bytes, not compressed, of all a browser with an empty cache fetches for it."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

IMPORT = re.compile(r'^import .* from "(?P<path>[^"]+)";$', re.MULTILINE)
Fetch = Callable[[str], bytes]


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
