"""Whether pages that become public now are judged at once, or by the next nightly run."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_left: ContextVar[bool] = ContextVar("is_left_to_the_nightly_run", default=False)


@contextmanager
def left_to_the_nightly_run() -> Iterator[None]:
    """Within the block pages are published without being judged one by one: the next check_site judges them all."""
    token = _is_left.set(True)
    try:
        yield
    finally:
        _is_left.reset(token)


def is_left() -> bool:
    """Say whether such a block is being run."""
    return _is_left.get()
