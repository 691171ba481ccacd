"""Judges what became public, by whatever way, once the change is there for others to see."""

from functools import partial

from django.db import transaction
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from a11y_checker.wagtail_app.gate import look_at_published
from a11y_checker.wagtail_app.postponed import is_left, left_to_the_nightly_run

__all__ = ["connect", "left_to_the_nightly_run", "look_after_commit"]


def look_after_commit(instance: Page, revision: Revision | None = None, **kwargs: object) -> None:
    if instance.live and not is_left():
        transaction.on_commit(partial(look_at_published, instance, revision), robust=True)


def connect() -> None:
    """Listen to every publication."""
    page_published.connect(look_after_commit, dispatch_uid="accessibility-gate")
