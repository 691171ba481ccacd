"""The demo city as a folder with database and files, built once a test run and shared by its workers."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Our choice: building takes 20 s on two free cores; ten times that is a failure.
BUILD_TIMEOUT_S = 200


def build_once(folder: Path, migrated: Path) -> Path:
    """Return folder/city with the demo city in it, built unless another worker has; wait while another does.

    migrated: a migrated database to begin with, if there is a file; `migrate` then has nothing left to do.
    Raises RuntimeError with the output of the command that failed.
    """
    with (folder / "city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "city").exists():
            unfinished = folder / "unfinished-city"
            shutil.rmtree(unfinished, ignore_errors=True)
            (unfinished / "static").mkdir(parents=True)
            if migrated.exists():
                shutil.copy(migrated, unfinished / "db.sqlite3")
            for command in ("migrate", "load_demo"):
                _manage(command, unfinished)
            unfinished.rename(folder / "city")
    return folder / "city"


def _manage(command: str, folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=city_environment(folder),
        capture_output=True,
        text=True,
        timeout=BUILD_TIMEOUT_S,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(f"manage.py {command} failed:\n{result.stdout}{result.stderr}")


def city_environment(folder: Path) -> dict[str, str]:
    """Return what a process of the site in the folder needs to know: it has SQLite and no other server."""
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    return {**env, "DJANGO_SETTINGS_MODULE": "tests.e2e.settings", "E2E_VAR_DIR": str(folder)}
