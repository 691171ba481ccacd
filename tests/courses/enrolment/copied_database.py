"""A copy of the test database that several programs work on at once: a file of SQLite, or a database of PostgreSQL."""

import sqlite3
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def using(name):
    """Let this process work on the copied database for a moment."""
    ours = connections["default"]
    copied = ours.copy()
    copied.settings_dict = {**ours.settings_dict, "NAME": name}
    connections["default"] = copied
    try:
        yield
    finally:
        copied.close()
        connections["default"] = ours


def copy_sqlite(path):
    connection.ensure_connection()
    target = sqlite3.connect(path)
    connection.connection.backup(target)
    target.close()
    return str(path)


def copy_postgresql():
    """Copy the test database; nobody may be connected to it meanwhile."""
    source = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{source}_load"')
        cursor.execute(f'CREATE DATABASE "{source}_load" TEMPLATE "{source}"')
    return f"{source}_load"


def drop(name):
    """Delete the copy; a file of SQLite goes with its folder."""
    if connection.vendor == "sqlite":
        return
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
