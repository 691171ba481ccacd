"""The virtual environment: make it, and install what a lock file names.

Run as a program it does one of the two: `python -m scripts.environment site` or `… test`.

What makes it safe to stop at any moment: a lock's stamp is written after its last package, and the mark INSTALLING
stands while pip writes. pip itself cannot mend a package it was killed in (it takes it for installed), so an
environment found with the mark is made anew.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.console import ROOT, SetupFailedError, call_logged, held_locks, main_guard, run_logged, say, step

VENV = ROOT / ".venv"
LOCKS = ("site", "test", "test-next")
# The lock `test` holds everything of `site`, in the same versions (scripts/lock.py makes them so).
SUPERSETS = {"site": ("test",)}
INSTALLING = ".installing"


def ensure(lock: str, venv: Path = VENV) -> Path:
    """Install requirements/<lock>.txt into venv unless it is there already; give the environment's Python."""
    if is_current(lock, venv):
        return python_of(venv)
    with only_one_setup():
        if not is_current(lock, venv):
            ensure_venv(venv)
            install(lock, venv)
    return python_of(venv)


def python_of(venv: Path) -> Path:
    """The path of an environment's interpreter."""
    return venv / "bin" / "python"


def is_current(lock: str, venv: Path) -> bool:
    """Whether the lock, or one that holds it, is installed completely and the interpreter still starts."""
    if (venv / INSTALLING).exists() or not is_usable(venv):
        return False
    return any(read_stamp(name, venv) == fingerprint(name, venv) for name in (lock, *SUPERSETS.get(lock, ())))


def is_usable(venv: Path) -> bool:
    """Whether the environment has a Python of 3.11 or newer that starts, with pip."""
    python = python_of(venv)
    if not python.exists():
        return False
    probe = "import sys, importlib.util as u; sys.exit(sys.version_info < (3, 11) or not u.find_spec('pip'))"
    return subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def fingerprint(lock: str, venv: Path) -> str:
    """What an installation depends on: the lock, the project's own metadata, the Python version, the folder."""
    digest = hashlib.sha256()
    for path in (lock_file(lock), ROOT / "pyproject.toml", venv / "pyvenv.cfg"):
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def lock_file(lock: str) -> Path:
    """The path of a lock."""
    return ROOT / "requirements" / f"{lock}.txt"


def stamp_file(lock: str, venv: Path) -> Path:
    """Where an environment notes which lock it holds."""
    return venv / f".installed-{lock}"


def read_stamp(lock: str, venv: Path) -> str | None:
    """The fingerprint of the last complete installation, or None."""
    try:
        return stamp_file(lock, venv).read_text()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def only_one_setup() -> Iterator[None]:
    """Keep a second set-up in the same folder waiting until this one has ended."""
    path = ROOT / "var" / "setup.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("ほかの準備が終わるのを待っています", "Waiting for another set-up in this folder")
            fcntl.flock(handle, fcntl.LOCK_EX)
        held_locks.append(handle.fileno())
        try:
            yield
        finally:
            held_locks.remove(handle.fileno())


def ensure_venv(venv: Path) -> None:
    """Make the environment if there is none, if it does not start any more, or if an installation broke off in it."""
    if is_usable(venv) and not (venv / INSTALLING).exists():
        return
    ensure_venv_module()
    with step(f"Pythonの仮想環境 {venv.name} を作る", f"Create {venv.name}"):
        run_logged(
            [sys.executable, "-m", "venv", "--clear", venv],
            f"{venv.name} を作れませんでした。フォルダーに書きこめるか、空き容量があるかを確かめてください。",
            f"{venv.name} could not be created. Check that the folder is writable and the disk is not full.",
        )


def ensure_venv_module() -> None:
    """Install Debian's package with Python's own pip, which Debian and Ubuntu split off."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not install_system_packages([package]):
        raise SetupFailedError(
            f"Pythonの venv がありません。次を実行してから、もう一度どうぞ: sudo apt-get install {package}",
            f"Python's venv is missing. Run this, then try again: sudo apt-get install {package}",
        )


def install_system_packages(packages: list[str]) -> bool:
    """Install packages with apt-get where nobody need be asked (root on Debian, Ubuntu). Say whether it was done."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return False
    # dpkg needs the sbin folders, which a bare shell may not have on its path.
    env = {
        "DEBIAN_FRONTEND": "noninteractive",
        "PATH": f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin",
    }
    command = [apt, "install", "-y", "--no-install-recommends", *packages]
    names = " ".join(packages)
    with step(f"{names} を入れる", f"Install {names}"):
        if call_logged(command, env).returncode == 0:
            return True
        # The package lists are missing or old.
        call_logged([apt, "update"], env)
        return call_logged(command, env).returncode == 0


def install(lock: str, venv: Path) -> None:
    """Install the lock's packages, each checked against its hash, and the project itself. Writes the stamp last."""
    count = len(re.findall(r"^[a-z0-9][^ ]*==", lock_file(lock).read_text(), flags=re.MULTILINE))
    pip: list[str | Path] = [python_of(venv), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    mark = venv / INSTALLING
    mark.touch()
    with step(f"部品を入れる（{count}個）", f"Install {count} packages"):
        run_logged(
            [*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock_file(lock)],
            "部品を入れられませんでした。インターネットにつながるか（社内ではHTTPS_PROXYの設定も）確かめて、もう一度実行してください。",
            "The packages could not be installed. Check the network (behind a proxy: HTTPS_PROXY) and run it again.",
            env={"PIP_USER": "0"},
        )
        run_logged(
            [*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT],
            "このプログラム自身を入れられませんでした。上の記録を見て、pyproject.tomlを確かめてください。",
            "The project itself could not be installed. See the log above and check pyproject.toml.",
            env={"PIP_USER": "0"},
        )
    stamp_file(lock, venv).write_text(fingerprint(lock, venv))
    mark.unlink()


def main() -> int:
    """Install the lock named on the command line."""
    lock = sys.argv[1] if len(sys.argv) == 2 else ""
    if lock not in LOCKS:
        print(f"usage: python -m scripts.environment {'|'.join(LOCKS)}", file=sys.stderr)
        return 2
    ensure(lock, ROOT / ".venv-next" if lock == "test-next" else VENV)
    return 0


if __name__ == "__main__":
    main_guard(main)
