"""Write the lock files in requirements/ from pyproject.toml: `make lock`, or `make lock UPGRADE=1` for newer versions.

Decision and format: docs/decisions/0002-locks.md. The locks name no package index, so that a city's own mirror works.
"""

import os
import shutil
import subprocess
import venv
from pathlib import Path

from scripts.console import ROOT, main_guard, run_logged, step
from scripts.environment import lock_file, python_of

# The oldest Python that the locks hold for; newer ones are covered by markers inside them.
OLDEST_PYTHON = "3.11"
TEST_EXTRAS = ("site", "mt", "browser", "selenium", "kakasi", "postgres", "redis", "dev")


def find_uv() -> Path:
    """The `uv` on the path, or one in an environment of its own."""
    if found := shutil.which("uv"):
        return Path(found)
    folder = ROOT / ".venv-lock"
    if not (folder / "bin" / "uv").exists():
        with step("uv を入れる", "Install uv"):
            venv.create(folder, with_pip=True, clear=True)
            run_logged(
                [python_of(folder), "-m", "pip", "install", "uv>=0.9"],
                "uv を入れられませんでした。インターネットにつながるか確かめてください。",
                "uv could not be installed. Check the network.",
            )
    return folder / "bin" / "uv"


def write_lock(uv: Path, lock: str, extras: tuple[str, ...], constraint: str) -> None:
    """Resolve the extras under the constraint file and write requirements/<lock>.txt."""
    command = [uv, "pip", "compile", "pyproject.toml", "requirements/build.in", "--constraint", constraint]
    command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-emit-index-url"]
    command += ["--custom-compile-command", "make lock", "--output-file", f"requirements/{lock}.txt"]
    command += [word for extra in extras for word in ("--extra", extra)]
    command += ["--upgrade"] if os.environ.get("UPGRADE") else []
    with step(f"{lock_file(lock).relative_to(ROOT)} を書く", f"Write {lock_file(lock).relative_to(ROOT)}"):
        run_logged(
            [str(word) for word in command],
            "ロックファイルを作れませんでした。上の記録のとおり、pyproject.tomlの条件を直してください。",
            "The lock could not be made. Mend the requirements in pyproject.toml as the log above says.",
        )


def main() -> int:
    """Write all locks. `site` takes the versions of `test`, so that one environment can serve both."""
    uv = find_uv()
    write_lock(uv, "test", TEST_EXTRAS, "requirements/lts.in")
    write_lock(uv, "site", ("site", "mt"), "requirements/test.txt")
    write_lock(uv, "test-next", TEST_EXTRAS, "requirements/next.in")
    subprocess.run(["git", "diff", "--stat", "--", "requirements"], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    main_guard(main)
