"""The whole demo city in the test database, for a module of tests."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase, override_settings


@contextmanager
def loaded_city(media: Path) -> Iterator[None]:
    """Load the demo city, its files into `media`, and take it out of the database again at the end.

    The database must be open to the test (pytest-django's django_db_blocker). What waits for the end of a transaction,
    such as the search index, is done at once.
    """
    with override_settings(MEDIA_ROOT=str(media)), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("load_demo", stdout=io.StringIO())
        forget_everything()
        yield
        transaction.set_rollback(True)
    forget_everything()


def forget_everything() -> None:
    """Empty the caches, as after a start of the server."""
    cache.clear()
    ContentType.objects.clear_cache()
