"""For all tests: the network is off, and browser tests say clearly when there is no browser."""

import functools
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from a11y_checker import browser
from tests.demo_build import build_once

_socket = socket.socket
_connect, _connect_ex, _sendto = _socket.connect, _socket.connect_ex, _socket.sendto
_getaddrinfo = socket.getaddrinfo
_network = {"is_allowed": False}


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine. No OSError, so that no code takes it for an ordinary failure."""


def is_local(host: object) -> bool:
    """Whether a host, by name or by address, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse_remote(host: object) -> None:
    """Raise NetworkBlockedError unless the host is this machine or the test is marked `network`."""
    if not _network["is_allowed"] and not is_local(host):
        raise NetworkBlockedError(f'The test tried to reach "{host}". Use a server on 127.0.0.1, or mark it `network`.')


def refuse_remote_address(sock: socket.socket, address: Any) -> None:
    """The same for a socket's address; Unix sockets are local."""
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        refuse_remote(address[0])


def guarded_connect(sock: socket.socket, address: Any) -> None:
    """socket.connect, on this machine only."""
    refuse_remote_address(sock, address)
    return _connect(sock, address)


def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
    """socket.connect_ex, on this machine only."""
    refuse_remote_address(sock, address)
    return _connect_ex(sock, address)


def guarded_sendto(sock: socket.socket, data: bytes, *rest: Any) -> int:
    """socket.sendto, on this machine only. The address stands last."""
    refuse_remote_address(sock, rest[-1])
    return _sendto(sock, data, *rest)


def guarded_getaddrinfo(host: object, *args: Any, **kwargs: Any) -> list[Any]:
    """socket.getaddrinfo for this machine only: asking for a name's address leaves the machine too."""
    refuse_remote(host)
    return _getaddrinfo(host, *args, **kwargs)


def pytest_configure() -> None:
    """Close the network before any test module is imported."""
    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]
    socket.socket.sendto = guarded_sendto  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = guarded_getaddrinfo


# Begun last, one of these would keep one worker busy for a minute while the others have nothing left.
LONGEST = {"test_make_run.py", "test_yearly_test.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first. The others stay in their order: tests that empty the database come last (pytest-django)."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """Tests that commit end by emptying the tables, which the guards of the history would refuse on SQLite.

    The database itself is a copy of a migrated one.
    """
    from django.db.backends.sqlite3.base import DatabaseOperations  # app ready

    from courses.models.guards import create_guards, drop_guards  # app ready
    from tests import migrated_database  # app ready

    migrated_database.install()

    sql_flush = DatabaseOperations.sql_flush

    def flush_without_guards(self, style, tables, **options):
        if "courses_enrolmentevent" not in tables:
            return sql_flush(self, style, tables, **options)
        return [*drop_guards("sqlite"), *sql_flush(self, style, tables, **options), *create_guards("sqlite")]

    DatabaseOperations.sql_flush = flush_without_guards


@pytest.fixture(scope="session")
def built_city(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    """The demo city as a folder with db.sqlite3 and media/: to be copied, not changed.

    django_db_setup: leaves a migrated database, so that the city need not migrate one more.
    """
    from tests import migrated_database  # app ready

    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return build_once(folder, migrated_database.find_kept())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Open the network for the length of a test marked `network`."""
    _network["is_allowed"] = item.get_closest_marker("network") is not None
    try:
        return (yield)
    finally:
        _network["is_allowed"] = False


@functools.cache
def has_browser() -> bool:
    """Whether the checker finds a browser. Asked once, before the first browser test."""
    return browser.is_available()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser; in CI, where nobody reads skips, fail it."""
    needs_browser = item.get_closest_marker("browser") or item.get_closest_marker("e2e")
    if not needs_browser or has_browser():
        return
    if os.environ.get("CI") == "true":
        pytest.fail("No Chromium or Chrome, and CI=true. `make test` installs one where it can.", pytrace=False)
    pytest.skip("no Chromium or Chrome; `make test` says how to install one")
