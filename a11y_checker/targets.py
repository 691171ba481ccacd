"""From what a person names on the command line to addresses: URLs, files, folders, lists."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from a11y_checker.errors import UsageError

PAGE_ENDINGS = (".html", ".htm", ".xhtml")


@contextmanager
def served(names: Sequence[str]) -> Iterator[dict[str, str]]:
    """The addresses of targets, each with the one that reports show. A folder is served on this machine alone while in use, because its
    pages name their style sheets and pictures from the folder's root."""
    with ExitStack() as stack:
        urls: dict[str, str] = {}
        for name in names:
            if name.startswith(("http://", "https://", "file://")):
                urls[name] = name
            elif Path(name).is_dir():
                urls |= stack.enter_context(_served_folder(Path(name)))
            else:
                address = _file(name)
                urls[address] = address
        yield urls


def read_list(path: Path) -> list[str]:
    """The addresses in a file, one a line; empty lines and lines that begin with # are left out."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The list {path} cannot be read: {error}.") from error
    return [line for line in lines if line and not line.startswith("#")]


def _file(name: str) -> str:
    if name == "-":
        raise UsageError('"-" (standard input) stands alone: it cannot be joined with other targets.')
    path = Path(name)
    if not path.is_file():
        raise UsageError(f'"{name}" is neither a URL (http:// or https://) nor an existing file or folder.')
    return path.resolve().as_uri()


@contextmanager
def _served_folder(folder: Path) -> Iterator[dict[str, str]]:
    pages = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PAGE_ENDINGS and p.is_file())
    if not pages:
        raise UsageError(f"The folder {folder} holds no HTML file ({', '.join(PAGE_ENDINGS)}).")
    server = _start_server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        base = f"http://127.0.0.1:{server.server_port}/"
        yield {base + quote(page.relative_to(folder).as_posix()): page.resolve().as_uri() for page in pages}
    finally:
        server.shutdown()
        server.server_close()


def _start_server(folder: Path) -> ThreadingHTTPServer:
    """A server for a folder, each time on the same port where that is free, so that former results are found again."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    # Source: RFC 6335: 49152 and above are nobody's.
    port = 49152 + int(hashlib.sha256(str(folder.resolve()).encode()).hexdigest(), 16) % 16000
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard error belongs to the progress."""
