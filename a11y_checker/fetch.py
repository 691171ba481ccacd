"""Fetches an address without a browser, for static checks, robots.txt and sitemaps."""

from __future__ import annotations

import base64
import http.client
import zlib
from dataclasses import dataclass
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from a11y_checker.addresses import refuse_private, refuse_rebound
from a11y_checker.config import View
from a11y_checker.errors import NotHtmlError, PageLoadError

USER_AGENT = "a11y-checker/0.1 (accessibility test of a public page)"
# Our choice: far above any page, far below what would fill the memory.
MAX_BYTES = 50 * 1024 * 1024
# Source: RFC 9110, section 15; RFC 6585: answers that ask to come again.
TEMPORARY_STATUS = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, after redirects."""

    url: str
    content_type: str
    charset: str | None
    body: bytes

    def refuse_unless_html(self) -> None:
        """Raise NotHtmlError when it is not HTML."""
        if self.content_type not in ("text/html", "application/xhtml+xml", ""):
            raise NotHtmlError(f"{self.url} is {self.content_type}, not HTML.")


class _Redirects(HTTPRedirectHandler):
    """Redirects, but none from a public address into a private network."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        refuse_private(newurl, req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Connection(http.client.HTTPConnection):
    """A connection that is given up, before anything is asked, when a public name turns out to lead inside."""

    def connect(self) -> None:
        super().connect()
        refuse_rebound(self.host, str(self.sock.getpeername()[0]))


class _SecureConnection(http.client.HTTPSConnection):
    """The same for https."""

    def connect(self) -> None:
        super().connect()
        refuse_rebound(self.host, str(self.sock.getpeername()[0]))


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)


class _Https(HTTPSHandler):
    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req)


_opener = build_opener(_Redirects, _Http, _Https)


def unpack(body: bytes, url: str) -> bytes:
    """The content of a gzip answer. Raises PageLoadError when it is damaged or unpacks to more than MAX_BYTES."""
    packed = zlib.decompressobj(wbits=31)
    try:
        content = packed.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise PageLoadError(f"{url} could not be unpacked: {error}") from error
    if len(content) > MAX_BYTES:
        raise PageLoadError(f"{url} unpacks to more than {MAX_BYTES // 1024 // 1024} MB.")
    return content


def probe(url: str, view: View, timeout_s: float) -> int:
    """The HTTP status of an address after redirects, without its content: by HEAD, and by GET where HEAD is refused.

    Raises PageLoadError when nothing answers, or when it leads into a private network.
    """
    if not url.startswith(("http://", "https://")):
        raise PageLoadError(f"{url} is not an http or https address.")
    status = 0
    for method in ("HEAD", "GET"):
        status = _ask(Request(url, headers=_headers(view), method=method), timeout_s)
        if status < 400:
            break
    return status


def _ask(request: Request, timeout_s: float) -> int:
    try:
        with _opener.open(request, timeout=timeout_s) as response:
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        raise PageLoadError(f"{request.full_url} could not be loaded: {error}") from error


def _headers(view: View) -> dict[str, str]:
    return {"User-Agent": USER_AGENT, "Accept-Language": view.locale, "Accept-Encoding": "gzip", **view.headers}


def fetch(url: str, view: View, timeout_s: float) -> Answer:
    """The answer to a GET request. Raises PageLoadError; only http and https are followed."""
    if not url.startswith(("http://", "https://")):
        raise PageLoadError(f"{url} is not an http or https address.")
    headers = _headers(view)
    if view.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in view.cookies.items())
    if view.credentials:
        pair = ":".join(view.credentials).encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    try:
        with _opener.open(Request(url, headers=headers), timeout=timeout_s) as response:
            body = response.read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES:
                raise PageLoadError(f"{url} is larger than {MAX_BYTES // 1024 // 1024} MB.")
            length = response.headers.get("Content-Length")
            if length and len(body) < int(length):
                raise http.client.IncompleteRead(b"", int(length) - len(body))
            if response.headers.get("Content-Encoding") == "gzip":
                body = unpack(body, url)
            kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
            return Answer(response.url, kind, response.headers.get_content_charset(), body)
    except HTTPError as error:
        error.close()
        raise PageLoadError(
            f"{url} answered with HTTP {error.code}.", is_temporary=error.code in TEMPORARY_STATUS
        ) from error
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        is_temporary = isinstance(
            error, ConnectionResetError | http.client.IncompleteRead | http.client.RemoteDisconnected
        )
        raise PageLoadError(f"{url} could not be loaded: {reason}", is_temporary=is_temporary) from error
