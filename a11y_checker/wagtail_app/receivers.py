"""Judges what became public, by whatever way, once the change is there for others to see."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from a11y_checker.wagtail_app.gate import look_at_published

_is_left: ContextVar[bool] = ContextVar("is_left_to_the_nightly_run", default=False)


@contextmanager
def left_to_the_nightly_run() -> Iterator[None]:
    """Within the block pages are published without being judged one by one: the next check_site judges them all."""
    token = _is_left.set(True)
    try:
        yield
    finally:
        _is_left.reset(token)


def look_after_commit(instance: Page, revision: Revision | None = None, **kwargs: object) -> None:
    if instance.live and not _is_left.get():
        transaction.on_commit(partial(look_at_published, instance, revision), robust=True)


def connect() -> None:
    """Listen to every publication."""
    page_published.connect(look_after_commit, dispatch_uid="accessibility-gate")
