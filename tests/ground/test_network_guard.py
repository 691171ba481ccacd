"""Tests cannot leave the machine unless they are marked `network`."""

import asyncio
import socket
import urllib.request

import pytest

from scripts.console import ROOT
from tests.conftest import is_local

# Source: RFC 5737 and RFC 3849, addresses for documentation; RFC 6761, a name that is never registered.
REMOTE_IPV4 = "192.0.2.1"
REMOTE_IPV6 = "2001:db8::1"
REMOTE_NAME = "city.invalid"


@pytest.fixture
def server():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()


def connect_in_loop(address):
    async def run():
        with socket.socket() as sock:
            sock.setblocking(False)
            await asyncio.get_running_loop().sock_connect(sock, address)

    asyncio.run(run())


def with_socket(method, *args, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.settimeout(0.5)
        getattr(sock, method)(*args)


LEAVES = {
    "connect": lambda: with_socket("connect", (REMOTE_IPV4, 80)),
    "connect_ex": lambda: with_socket("connect_ex", (REMOTE_IPV4, 80)),
    "sendto": lambda: with_socket("sendto", b"x", (REMOTE_IPV4, 53), kind=socket.SOCK_DGRAM),
    "sendto with flags": lambda: with_socket("sendto", b"x", 0, (REMOTE_IPV4, 53), kind=socket.SOCK_DGRAM),
    "name look-up": lambda: socket.getaddrinfo(REMOTE_NAME, 80),
    "create_connection": lambda: socket.create_connection((REMOTE_NAME, 80), timeout=0.5),
    "urllib": lambda: urllib.request.urlopen(f"http://{REMOTE_NAME}/", timeout=0.5),
    "asyncio": lambda: connect_in_loop((REMOTE_IPV4, 80)),
}


@pytest.mark.parametrize("way", LEAVES)
def test_network_guard_refuses_other_machines(way):
    with pytest.raises(RuntimeError, match="mark it `network`"):
        LEAVES[way]()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_network_guard_lets_this_machine_through(server, host):
    with socket.create_connection((host, server[1]), timeout=5) as connection:
        assert connection.getpeername() == server


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", True),
        ("localhost", True),
        (b"localhost", True),
        (None, True),
        (REMOTE_IPV4, False),
        (REMOTE_IPV6, False),
        (REMOTE_NAME, False),
        ("localhost.city.invalid", False),
    ],
)
def test_is_local_knows_this_machine(host, expected):
    assert is_local(host) is expected


def test_network_guard_opens_for_marked_tests(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest("from tests.conftest import *")
    # A numeric address: looking it up asks nobody.
    pytester.makepyfile(
        f"""
        import socket, pytest

        def look_up():
            assert socket.getaddrinfo("{REMOTE_IPV4}", 80)

        @pytest.mark.network
        def test_marked():
            look_up()

        def test_unmarked():
            look_up()
        """
    )

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:django")

    result.assert_outcomes(passed=1, failed=1)
