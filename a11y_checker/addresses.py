"""Which addresses belong to the public network, so that a public page cannot lead the checker into a private one."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies

from a11y_checker.errors import PageLoadError


@lru_cache(maxsize=4096)
def resolved(host: str) -> frozenset[str]:
    """The addresses that a name had when it was first asked for; none when it cannot be resolved."""
    try:
        return frozenset(str(row[4][0]).partition("%")[0] for row in socket.getaddrinfo(host, None))
    except (OSError, UnicodeError):
        return frozenset()


def is_private(host: str) -> bool:
    """Whether a host is this machine or in a private network; also when only one of its addresses is.

    A name that cannot be resolved is not private: asking for it fails by itself.
    """
    return any(map(_is_inside, resolved(host)))


def _is_inside(address: str) -> bool:
    return not ipaddress.ip_address(address).is_global


def _is_wholly_private(host: str) -> bool:
    """Whether all addresses of a host are private: then who named it meant the private network."""
    return bool(resolved(host)) and all(map(_is_inside, resolved(host)))


def refuse_private(url: str, asked: str) -> None:
    """Raise PageLoadError when a public page leads to a private address, or out of the web.

    url: where it leads; asked: the address that was to be checked. A private address may be checked when it is named itself.
    """
    target, origin = urlsplit(url), urlsplit(asked)
    if origin.scheme not in ("http", "https") or target.scheme in ("about", "blob", "data"):
        return
    if target.scheme not in ("http", "https"):
        raise PageLoadError(f"{asked} leads to {target.scheme}:, which is not followed.")
    if target.hostname == origin.hostname or not target.hostname or _is_wholly_private(origin.hostname or ""):
        return
    if is_private(target.hostname):
        raise PageLoadError(f"{asked} leads to {target.hostname} in a private network, which is not followed.")


def refuse_rebound(host: str, peer: str) -> None:
    """Raise PageLoadError when a public name is answered from a private address: its owner changed it to get inside.

    peer: the address that answered; "" when not known. A proxy answers for all others, so behind one nothing is told by it.
    """
    if not peer or getproxies() or not _is_inside(peer.partition("%")[0]) or _is_wholly_private(host):
        return
    raise PageLoadError(f"{host} is a public name, but {peer} in a private network answers for it; it is not read.")
