"""A migrated database, kept between test runs: migrating takes half a minute, copying it a moment.

On SQLite it lies in var/, on PostgreSQL it is a database beside those of the tests; its name follows from the text of all
migrations, and any change to one makes a new database.
"""

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = Path(__file__).parents[1] / "var" / "test-database"
_migrate = migrate.Command.handle


def install() -> None:
    """From now on `migrate` on an empty database copies the kept one."""
    migrate.Command.handle = _copy_or_migrate


def find_kept() -> Path:
    """Return where the database of today's migrations is kept, or will be."""
    return FOLDER / f"{_fingerprint()}.sqlite3"


def _copy_or_migrate(command: migrate.Command, *args: object, **options: object) -> object:
    connection = connections[options["database"]]
    if connection.introspection.table_names():
        return _migrate(command, *args, **options)
    is_copied = _copy_file if connection.vendor == "sqlite" else _copy_template
    keep = _keep_file if connection.vendor == "sqlite" else _keep_template
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker migrates, the others wait for what it makes
        if not is_copied(connection):
            _migrate(command, *args, **options)
            keep(connection)
    return None


def _copy_file(connection: BaseDatabaseWrapper) -> bool:
    """Copy the kept SQLite database; False when there is none."""
    if not find_kept().exists():
        return False
    with closing(sqlite3.connect(find_kept())) as source:
        source.backup(connection.connection)
    return True


def _keep_file(connection: BaseDatabaseWrapper) -> None:
    """Write the database into the file, whole or not at all; remove those of former migrations."""
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    unfinished = find_kept().with_suffix(".sqlite3-unfinished")
    with closing(sqlite3.connect(unfinished)) as target:
        connection.connection.backup(target)
    unfinished.rename(find_kept())


TEMPLATE_PREFIX = "test_yasashii_machi_migrated_"


def _copy_template(connection: BaseDatabaseWrapper) -> bool:
    """Make the empty PostgreSQL database anew as a copy of the kept one; False when there is none."""
    template, name = TEMPLATE_PREFIX + _fingerprint(), connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            return False
        connection.close()  # a database is copied and dropped only when nobody is in it
        cursor.execute(f'DROP DATABASE "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return True


def _keep_template(connection: BaseDatabaseWrapper) -> None:
    """Copy the PostgreSQL database for the next one; remove those of former migrations."""
    template, name = TEMPLATE_PREFIX + _fingerprint(), connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE_PREFIX])
        for (old,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{old}"')
        cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')


def _fingerprint() -> str:
    """The same as long as no app and no migration changes."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
