"""A migrated SQLite database, kept between test runs: migrating takes half a minute, copying it a moment.

It lies in var/, under a name that follows from the text of all migrations; any change to one makes a new database.
"""

import fcntl
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections

FOLDER = Path(__file__).parents[1] / "var" / "test-database"
_migrate = migrate.Command.handle


def install() -> None:
    """From now on `migrate` on an empty SQLite database copies the kept one."""
    migrate.Command.handle = _copy_or_migrate


def find_kept() -> Path:
    """Return where the database of today's migrations is kept, or will be."""
    return FOLDER / f"{_fingerprint()}.sqlite3"


def _copy_or_migrate(command: migrate.Command, *args: object, **options: object) -> object:
    connection = connections[options["database"]]
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return _migrate(command, *args, **options)
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = find_kept()
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker migrates, the others wait for what it makes
        if not kept.exists():
            _migrate(command, *args, **options)
            _keep(connection.connection, kept)
            return None
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)
    return None


def _keep(database: sqlite3.Connection, kept: Path) -> None:
    """Write the database into the file, whole or not at all; remove those of former migrations."""
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    unfinished = kept.with_suffix(".sqlite3-unfinished")
    with closing(sqlite3.connect(unfinished)) as target:
        database.backup(target)
    unfinished.rename(kept)


def _fingerprint() -> str:
    """The same as long as no app and no migration changes."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
