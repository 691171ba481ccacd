"""The whole demo city in the test database, for a module of tests."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import override_settings


@contextmanager
def loaded_city(built: Path, media: Path) -> Iterator[None]:
    """Put the demo city into the test database and its files into `media`; what was there comes back at the end.

    built: the folder of the fixture built_city. The database must be open to the test (pytest-django's
    django_db_blocker). Skips on a database server: the tests that need a whole city are about its pages.
    """
    if connection.vendor != "sqlite":
        pytest.skip("the demo city is built as an SQLite database")
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before, closing(sqlite3.connect(built / "db.sqlite3")) as city:
        connection.connection.backup(before)
        city.backup(connection.connection)
        shutil.copytree(built / "media", media, dirs_exist_ok=True)
        forget_everything()
        with override_settings(MEDIA_ROOT=str(media)):
            yield
        before.backup(connection.connection)
    forget_everything()


def forget_everything() -> None:
    """Empty the caches, as after a start of the server."""
    cache.clear()
    ContentType.objects.clear_cache()
